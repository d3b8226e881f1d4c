package mer4j.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mer4j.CsvFile;
import mer4j.baselines.BlockSearch;
import mer4j.baselines.BlockSettings;

/**
 * What was chosen inside one training part, without a look at its test clips.
 *
 * @param split name of the fold
 * @param settings chosen
 * @param macroF1 of the choice over the inner folds; NaN if there were none
 */
public record BestChoice(String split, BlockSettings settings, double macroF1) {
  /** Name of the file in a run's folder. */
  public static final String FILE = "choices.csv";

  private static final List<String> COLUMNS =
      List.of("split", "blocks", "c", "width", "inner_macro_f1");

  static BestChoice of(String split, BlockSearch.Trial trial) {
    return new BestChoice(split, trial.settings(), trial.macroF1());
  }

  static void write(Path folder, List<BestChoice> choices) throws IOException {
    CsvFile.write(
        folder.resolve(FILE),
        COLUMNS,
        choices,
        choice ->
            List.of(
                choice.split(),
                String.join("+", choice.settings().blocks()),
                Double.toString(choice.settings().c()),
                Double.toString(choice.settings().width()),
                Double.isNaN(choice.macroF1()) ? "" : Double.toString(choice.macroF1())));
  }

  /**
   * The choices of a run so far; none if there is no file.
   *
   * @throws IOException naming the file if it is damaged
   */
  static List<BestChoice> read(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    return Files.exists(file) ? CsvFile.read(file, COLUMNS, BestChoice::of) : List.of();
  }

  private static BestChoice of(Map<String, String> row) {
    var inner = row.get("inner_macro_f1");
    return new BestChoice(
        row.get("split"),
        new BlockSettings(
            List.of(row.get("blocks").split("\\+")),
            Double.parseDouble(row.get("c")),
            Double.parseDouble(row.get("width"))),
        inner.isEmpty() ? Double.NaN : Double.parseDouble(inner));
  }
}
