package mer4j.runs;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Three runs of baselines side by side: the study's protocol once, over several splits, and the
 * leak-free one. A row per model of the first.
 */
record BaselineComparison(BaselineReport once, RepeatedSplits repeated, BaselineReport leakFree) {
  static Table table(BaselineReport once, RepeatedSplits repeated, BaselineReport leakFree) {
    return new BaselineComparison(once, repeated, leakFree).table();
  }

  private Table table() {
    double chance = 1.0 / once.classes().size();
    return Table.create(
        once.title() + "; " + leakFree.title(),
        texts("model", row -> row.result().model()),
        numbers("published", BaselineReport.Row::published),
        numbers("as published, rerun", row -> row.result().accuracy()),
        texts("95 % interval", BaselineReport.Row::intervalText),
        texts(
            "%d splits, mean (sd)".formatted(repeated.splits()),
            row -> repeated.text(row.result().model())),
        numbers(
            "leak-free", row -> leakFree(row).map(r -> r.result().accuracy()).orElse(Double.NaN)),
        texts(
            "95 % interval, leak-free",
            row -> leakFree(row).map(BaselineReport.Row::intervalText).orElse("")),
        numbers("chance", row -> chance),
        texts("clips tested", this::tested));
  }

  private Optional<BaselineReport.Row> leakFree(BaselineReport.Row row) {
    var model = row.result().model();
    return leakFree.rows().stream().filter(r -> r.result().model().equals(model)).findFirst();
  }

  /** Of each of the three, as far as they are there. */
  private String tested(BaselineReport.Row row) {
    return Stream.of(
            Optional.of(row.tested()),
            repeated.of(row.result().model()).map(RepeatedSplits.Row::tested),
            leakFree(row).map(BaselineReport.Row::tested))
        .flatMap(Optional::stream)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private StringColumn texts(String name, Function<BaselineReport.Row, String> text) {
    return StringColumn.create(name, once.rows().stream().map(text));
  }

  private DoubleColumn numbers(String name, ToDoubleFunction<BaselineReport.Row> value) {
    return DoubleColumn.create(name, once.rows().stream().mapToDouble(value).toArray());
  }
}
