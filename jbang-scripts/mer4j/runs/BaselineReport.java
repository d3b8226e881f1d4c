package mer4j.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import mer4j.baselines.Baselines;
import mer4j.eval.ClassificationReport;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.Interval;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.eval.ResultTables;
import mer4j.eval.RocCurve;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The table of a baseline run, published values beside it, and its details in Markdown.
 *
 * @param title a line that names data and protocol
 * @param method what the protocol does
 * @param rows a row per model, over all its test clips
 * @param classes names of the classes
 */
public record BaselineReport(String title, String method, List<Row> rows, List<String> classes) {
  private static final double LEVEL = 0.95;
  private static final int RESAMPLES = 2000;

  /**
   * One model's figures over all its test clips.
   *
   * @param result accuracy and more
   * @param interval 95 % interval of the accuracy: Wilson for one split, bootstrap over groups for
   *     pooled folds
   * @param matrix counts behind it
   * @param predictions of all test clips
   */
  public record Row(
      ModelResult result, Interval interval, ConfusionMatrix matrix, List<Prediction> predictions) {
    /** The published accuracy, NaN where there is none. */
    public double published() {
      return result.publishedAccuracy() == null ? Double.NaN : result.publishedAccuracy();
    }

    /** One curve per class against the rest. */
    public List<RocCurve> curves() {
      var labels = predictions.stream().mapToInt(Prediction::label).toArray();
      var scores = predictions.stream().map(Prediction::scores).toArray(double[][]::new);
      return IntStream.range(0, matrix.classes())
          .mapToObj(k -> RocCurve.oneVersusRest(labels, scores, k))
          .toList();
    }
  }

  /**
   * The report of a run that has been written, from its configuration, results and predictions.
   *
   * @param folder of the run; its models are not needed
   * @param data the clips it was made of
   * @throws IOException naming the file that is missing or damaged, or if the run was made of other
   *     clips
   */
  public static BaselineReport read(Path folder, BaselineData data) throws IOException {
    var config = RunConfig.read(folder);
    if (!data.digest().equals(config.provenance().get(Provenance.DATA))) {
      throw new IOException("the run in " + folder + " was made of other clips");
    }
    return of(
        data,
        new BaselineRun.Options(
            Protocol.parse(config.options().getOrDefault("protocol", "")),
            Baselines.parse(config.options().getOrDefault("only", "")),
            config.seed(),
            1),
        ResultTables.readResults(folder.resolve(RunFolder.RESULTS)),
        ResultTables.readPredictions(folder.resolve(RunFolder.PREDICTIONS)));
  }

  static BaselineReport of(
      BaselineData data,
      BaselineRun.Options options,
      List<ModelResult> results,
      List<Prediction> predictions) {
    var rows = new ArrayList<Row>();
    boolean pooled = options.protocol() == Protocol.LEAK_FREE;
    for (var model : options.models()) {
      var result =
          results.stream()
              .filter(r -> r.model().equals(model.name()))
              .filter(r -> !pooled || r.split().equals(BaselineRun.POOLED))
              .findFirst()
              .orElseThrow();
      var own = predictions.stream().filter(p -> p.model().equals(model.name())).toList();
      var matrix = matrix(own, data.classes().size());
      var interval =
          pooled
              ? bootstrap(data, own, options.seed())
              : Interval.wilson(matrix.hits(), matrix.total(), LEVEL);
      rows.add(new Row(result, interval, matrix, own));
    }
    return new BaselineReport(
        data.dataset() + ", " + options.protocol().label() + ", " + data.clips().size() + " clips",
        BaselineProtocol.describe(options.protocol(), data.labels(), data.groups(), options.seed()),
        rows,
        data.classes());
  }

  private static ConfusionMatrix matrix(List<Prediction> predictions, int classes) {
    return ConfusionMatrix.of(
        predictions.stream().mapToInt(Prediction::label).toArray(),
        predictions.stream().mapToInt(Prediction::predicted).toArray(),
        classes);
  }

  private static Interval bootstrap(BaselineData data, List<Prediction> own, long seed) {
    Map<String, Integer> groupOf = new HashMap<>();
    for (int i = 0; i < data.clips().size(); i++) {
      groupOf.put(data.clips().get(i), data.groups()[i]);
    }
    var groups = own.stream().mapToInt(p -> groupOf.get(p.clip())).toArray();
    return Interval.bootstrapGroups(
        groups,
        drawn ->
            Arrays.stream(drawn).filter(i -> own.get(i).label() == own.get(i).predicted()).count()
                / (double) drawn.length,
        RESAMPLES,
        LEVEL,
        seed);
  }

  /** The table for a notebook. */
  public Table table() {
    return Table.create(
        title,
        StringColumn.create("model", rows.stream().map(row -> row.result().model())),
        column("published", Row::published),
        column("accuracy", row -> row.result().accuracy()),
        StringColumn.create("95 % interval", rows.stream().map(row -> row.interval().toString())),
        column("macro F1", row -> row.result().macroF1()),
        column("MCC", row -> row.result().mcc()),
        column("mean AUC", row -> row.result().aucMacro()),
        column("chance", row -> row.matrix().majorityAccuracy()),
        column("clips tested", row -> row.matrix().total()));
  }

  /**
   * The study's table: per model the published accuracy, what its protocol gives here on one split
   * and over several, and what the leak-free one gives.
   *
   * @param repeated the study's protocol with other seeds
   * @param leakFree the same models under the other protocol
   */
  public Table beside(RepeatedSplits repeated, BaselineReport leakFree) {
    var accuracies = DoubleColumn.create("leak-free");
    var intervals = StringColumn.create("95 % interval, leak-free");
    for (var row : rows) {
      var model = row.result().model();
      var other =
          leakFree.rows().stream().filter(r -> r.result().model().equals(model)).findFirst();
      other.ifPresentOrElse(
          r -> accuracies.append(r.result().accuracy()), accuracies::appendMissing);
      intervals.append(other.map(r -> r.interval().toString()).orElse(""));
    }
    return Table.create(
        title + "; " + leakFree.title(),
        StringColumn.create("model", rows.stream().map(row -> row.result().model())),
        column("published", Row::published),
        column("as published, rerun", row -> row.result().accuracy()),
        StringColumn.create("95 % interval", rows.stream().map(row -> row.interval().toString())),
        StringColumn.create(
            "%d splits, mean (sd)".formatted(repeated.rows().getFirst().tests().size()),
            rows.stream().map(row -> repeated.text(row.result().model()))),
        accuracies,
        intervals,
        DoubleColumn.create(
            "chance", rows.stream().mapToDouble(row -> 1.0 / classes.size()).toArray()));
  }

  private DoubleColumn column(String name, ToDoubleFunction<Row> value) {
    return DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
  }

  /** The table for a terminal. */
  public String toText() {
    var text = new StringBuilder(title + "\n" + method + "\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%-6s %9s %9s %13s %9s %7s %7s %7s %6s%n",
            "model",
            "published",
            "accuracy",
            "95 % interval",
            "macro F1",
            "MCC",
            "AUC",
            "chance",
            "tests"));
    for (var row : rows) {
      var r = row.result();
      text.append(
          String.format(
              Locale.ROOT,
              "%-6s %9s %9.3f %13s %9.3f %7.3f %7.3f %7.3f %6d%n",
              r.model(),
              published(r),
              r.accuracy(),
              row.interval(),
              r.macroF1(),
              r.mcc(),
              r.aucMacro(),
              row.matrix().majorityAccuracy(),
              row.matrix().total()));
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static String published(ModelResult result) {
    return result.publishedAccuracy() == null
        ? "-"
        : String.format(Locale.ROOT, "%.3f", result.publishedAccuracy());
  }

  /** The table and every model's report and confusion matrix, as Markdown. */
  public String toMarkdown() {
    var text = new StringBuilder("# Baselines: " + title + "\n\n" + method + "\n\n");
    text.append(
        "| model | published | accuracy | 95 % interval | macro F1 | MCC | AUC | chance | fit s |\n"
            + "|---|---|---|---|---|---|---|---|---|\n");
    for (var row : rows) {
      var r = row.result();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.3f | %s | %.3f | %.3f | %.3f | %.3f | %.2f |\n",
              r.model(),
              published(r),
              r.accuracy(),
              row.interval(),
              r.macroF1(),
              r.mcc(),
              r.aucMacro(),
              row.matrix().majorityAccuracy(),
              r.fitSeconds()));
    }
    text.append(
        "\nChance is the share of the most frequent class among the test clips. Fit seconds leave"
            + " out what all models share: standardising the columns and one Gram matrix.\n");
    for (var row : rows) {
      details(text, row);
    }
    return text.toString();
  }

  private void details(StringBuilder text, Row row) {
    var name = row.result().model();
    text.append("\n## ").append(name).append(": ").append(Baselines.byName(name).title());
    text.append("\n\n```\n");
    text.append(ClassificationReport.of(row.matrix(), classes).toText());
    text.append("```\n\n| truth \\ predicted | ").append(String.join(" | ", classes));
    text.append(" |\n|---|").append("---|".repeat(classes.size())).append('\n');
    for (int t = 0; t < classes.size(); t++) {
      text.append("| ").append(classes.get(t)).append(" |");
      for (int p = 0; p < classes.size(); p++) {
        text.append(' ').append(row.matrix().count(t, p)).append(" |");
      }
      text.append('\n');
    }
  }
}
