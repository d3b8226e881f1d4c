package mer4j.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param title a line that names data, protocol and folds, and models that the run lacks: it was
 *     made before they were part of it
 * @param method what the protocol does
 * @param rows a row per model, PLAIN the first
 * @param leads by name of each other model, the interval of the macro F1 of BEST less that of the
 *     model, on the same resamples
 * @param choices what BEST chose in each fold
 * @param classes names of the classes
 */
public record BestReport(
    String title,
    String method,
    List<Row> rows,
    Map<String, Interval> leads,
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
   *     clips or is not finished
   */
  public static BestReport read(Path folder, BaselineData data) throws IOException {
    var config = RunConfig.readOf(folder, data.digest());
    var values = config.options();
    var results = ResultTables.readResults(folder.resolve(RunFolder.RESULTS));
    if (pooled(results, BestModel.PLAIN).isEmpty() || pooled(results, BestModel.BEST).isEmpty()) {
      throw new IOException(
          ("the run in %s is not finished: %s or %s has no figures over all folds; go on with it by"
                  + " --resume")
              .formatted(folder, BestModel.PLAIN, BestModel.BEST));
    }
    return of(
        data,
        new BestRun.Options(
            Protocol.parse(values.getOrDefault("protocol", "")),
            Integer.parseInt(values.getOrDefault("repeats", "1")),
            config.seed(),
            1),
        results,
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
    var lacking = new ArrayList<String>();
    for (var model : BestModel.all().stream().map(BestModel::name).toList()) {
      var whole = pooled(results, model);
      if (whole.isEmpty()) {
        lacking.add(model);
        continue;
      }
      var own = predictions.stream().filter(p -> p.model().equals(model)).toList();
      var of = results.stream().filter(r -> r.model().equals(model)).toList();
      int[] groups = data.groupsOf(own);
      var matrix = ConfusionMatrix.of(own, classes);
      rows.add(
          new Row(
              whole.get(),
              of.stream().filter(r -> r.split().matches("repeat\\d+")).toList(),
              interval(groups, drawn -> drawn(own, drawn, classes).macroF1(), options),
              interval(groups, drawn -> drawn(own, drawn, classes).accuracy(), options),
              matrix,
              own));
    }
    var best = row(rows, BestModel.BEST).predictions();
    var leads = new LinkedHashMap<String, Interval>();
    for (var row : rows) {
      var own = row.predictions();
      if (own != best) {
        leads.put(
            row.result().model(),
            interval(
                data.groupsOf(best),
                drawn ->
                    drawn(best, drawn, classes).macroF1() - drawn(own, drawn, classes).macroF1(),
                options));
      }
    }
    int folds =
        (int)
            results.stream()
                .map(ModelResult::split)
                .filter(split -> split.startsWith("repeat1-"))
                .distinct()
                .count();
    return new BestReport(
        "%s, %s, %d clips, %d x %d folds%s"
            .formatted(
                data.dataset(),
                options.protocol().label(),
                data.clips().size(),
                options.repeats(),
                folds,
                lacking.isEmpty() ? "" : ", without " + String.join(", ", lacking)),
        BestProtocol.describe(options.protocol(), folds, options.repeats(), options.seed()),
        rows,
        leads,
        choices,
        data.classes());
  }

  private static Optional<ModelResult> pooled(List<ModelResult> results, String model) {
    return results.stream()
        .filter(r -> r.model().equals(model) && r.split().equals(ModelResult.POOLED))
        .findFirst();
  }

  private static Row row(List<Row> rows, String model) {
    return rows.stream()
        .filter(row -> row.result().model().equals(model))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no model '%s'; allowed: %s"
                        .formatted(
                            model,
                            String.join(
                                ", ", rows.stream().map(row -> row.result().model()).toList()))));
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
    return row(BestModel.BEST);
  }

  /**
   * The figures of one model.
   *
   * @param model its name, such as FOREST
   * @throws IllegalArgumentException if the run has none of that name, listing those it has
   */
  public Row row(String model) {
    return row(rows, model);
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
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
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
