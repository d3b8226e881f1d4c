package mer4j.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mer4j.CsvFile;

/**
 * A classifier that is not defined for some training clips: its row in the results has empty cells,
 * and the reason stands in {@code undefined.csv} beside them.
 *
 * @param model name of the classifier
 * @param split name of the split
 * @param reason why, in one line
 */
public record UndefinedResult(String model, String split, String reason) {
  /** Name of the table; there is none if all classifiers are defined. */
  public static final String FILE = "undefined.csv";

  private static final List<String> COLUMNS = List.of("model", "split", "reason");

  /**
   * Writes the table into a run's folder, replacing what was there; nothing for an empty list.
   *
   * @throws IOException if it cannot be written
   */
  static void write(Path folder, List<UndefinedResult> all) throws IOException {
    if (all.isEmpty()) {
      return;
    }
    CsvFile.write(
        folder.resolve(FILE), COLUMNS, all, one -> List.of(one.model, one.split, one.reason));
  }

  /**
   * Reads the table of a run's folder; an empty list if there is none.
   *
   * @throws IOException naming the file if it is damaged
   */
  public static List<UndefinedResult> read(Path folder) throws IOException {
    var file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    return CsvFile.read(
        file,
        COLUMNS,
        row -> new UndefinedResult(row.get("model"), row.get("split"), row.get("reason")));
  }

  /** Why a model is undefined in any split; empty if it is defined in all. */
  public static Optional<String> reason(List<UndefinedResult> all, String model) {
    return all.stream()
        .filter(one -> one.model.equals(model))
        .map(UndefinedResult::reason)
        .findFirst();
  }
}
