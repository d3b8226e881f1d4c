package mer4j.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.Interval;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.eval.ResultTables;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a {@link BestRun} found. Figures are over the predictions of all folds and repeats together;
 * intervals hold 95 % of 2000 resamples of whole groups (artists), so that clips of one artist, and
 * the predictions of one clip in several repeats, do not count as independent.
 *
 * @param title a line that names data and protocol
 * @param method what the protocol does
 * @param rows a row per model
 * @param gain interval of the macro F1 of BEST less that of PLAIN, on the same resamples
 * @param choices what BEST chose in each fold
 * @param classes names of the classes
 */
public record BestReport(
    String title,
    String method,
    List<Row> rows,
    Interval gain,
    List<BestChoice> choices,
    List<String> classes) {
  private static final double LEVEL = 0.95;
  private static final int RESAMPLES = 2000;

  /**
   * One model's figures.
   *
   * @param result over all predictions
   * @param repeats over the folds of each repeat
   * @param macroF1 interval of the macro F1
   * @param accuracy interval of the accuracy
   * @param matrix counts behind it, every clip once per repeat
   * @param predictions of all test clips
   */
  public record Row(
      ModelResult result,
      List<ModelResult> repeats,
      Interval macroF1,
      Interval accuracy,
      ConfusionMatrix matrix,
      List<Prediction> predictions) {}

  /**
   * The report of a run that has been written.
   *
   * @param folder of the run; its model is not needed
   * @param data the clips it was made of
   * @throws IOException naming the file that is missing or damaged, or if the run was made of other
   *     clips
   */
  public static BestReport read(Path folder, BaselineData data) throws IOException {
    var config = RunConfig.readOf(folder, data.digest());
    var values = config.options();
    return of(
        data,
        new BestRun.Options(
            Protocol.parse(values.getOrDefault("protocol", "")),
            Integer.parseInt(values.getOrDefault("repeats", "1")),
            config.seed(),
            1),
        ResultTables.readResults(folder.resolve(RunFolder.RESULTS)),
        ResultTables.readPredictions(folder.resolve(RunFolder.PREDICTIONS)),
        BestChoice.read(folder));
  }

  static BestReport of(
      BaselineData data,
      BestRun.Options options,
      List<ModelResult> results,
      List<Prediction> predictions,
      List<BestChoice> choices) {
    int classes = data.classes().size();
    var rows = new ArrayList<Row>();
    for (var model : List.of(BestRun.PLAIN, BestRun.BEST)) {
      var own = predictions.stream().filter(p -> p.model().equals(model)).toList();
      var of = results.stream().filter(r -> r.model().equals(model)).toList();
      int[] groups = data.groupsOf(own);
      var matrix = ConfusionMatrix.of(own, classes);
      rows.add(
          new Row(
              of.stream()
                  .filter(r -> r.split().equals(ModelResult.POOLED))
                  .findFirst()
                  .orElseThrow(),
              of.stream().filter(r -> r.split().matches("repeat\\d+")).toList(),
              interval(groups, drawn -> drawn(own, drawn, classes).macroF1(), options),
              interval(groups, drawn -> drawn(own, drawn, classes).accuracy(), options),
              matrix,
              own));
    }
    var plain = rows.getFirst().predictions();
    var best = rows.getLast().predictions();
    var gain =
        interval(
            data.groupsOf(best),
            drawn -> drawn(best, drawn, classes).macroF1() - drawn(plain, drawn, classes).macroF1(),
            options);
    int folds = (int) results.stream().filter(r -> r.split().startsWith("repeat1-")).count() / 2;
    return new BestReport(
        "%s, %s, %d clips"
            .formatted(data.dataset(), options.protocol().label(), data.clips().size()),
        BestProtocol.describe(options.protocol(), folds, options.repeats(), options.seed()),
        rows,
        gain,
        choices,
        data.classes());
  }

  private static Interval interval(
      int[] groups, ToDoubleFunction<int[]> statistic, BestRun.Options options) {
    return Interval.bootstrapGroups(groups, statistic, RESAMPLES, LEVEL, options.seed());
  }

  private static ConfusionMatrix drawn(List<Prediction> predictions, int[] rows, int classes) {
    return ConfusionMatrix.of(
        Arrays.stream(rows).map(i -> predictions.get(i).label()).toArray(),
        Arrays.stream(rows).map(i -> predictions.get(i).predicted()).toArray(),
        classes);
  }

  /** The figures of BEST. */
  public Row best() {
    return rows.getLast();
  }

  /** How often each setting was chosen, the most frequent first: {@code mel+..., C 3, width 1}. */
  public Map<String, Long> chosen() {
    return choices.stream()
        .collect(Collectors.groupingBy(c -> c.settings().toString(), Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, java.util.LinkedHashMap::new));
  }

  /** The table for a notebook. */
  public Table table() {
    return Table.create(
        title,
        StringColumn.create("model", rows.stream().map(row -> row.result().model())),
        column("macro F1", row -> row.result().macroF1()),
        StringColumn.create("95 % interval", rows.stream().map(row -> row.macroF1().toString())),
        column("lowest repeat", row -> repeats(row).min().orElse(Double.NaN)),
        column("highest repeat", row -> repeats(row).max().orElse(Double.NaN)),
        column("accuracy", row -> row.result().accuracy()),
        column("MCC", row -> row.result().mcc()),
        column("mean AUC", row -> row.result().aucMacro()),
        column("chance", row -> row.matrix().majorityAccuracy()),
        IntColumn.create(
            "clips tested", rows.stream().mapToInt(row -> row.matrix().total()).toArray()));
  }

  /** Macro F1 of each repeat. */
  static java.util.stream.DoubleStream repeats(Row row) {
    return row.repeats().stream().mapToDouble(ModelResult::macroF1);
  }

  private DoubleColumn column(String name, ToDoubleFunction<Row> value) {
    return DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
  }

  /** The table for a terminal. */
  public String toText() {
    return BestText.terminal(this);
  }

  /** The table, reports, confusion matrices and choices, as Markdown. */
  public String toMarkdown() {
    return BestText.markdown(this);
  }
}
