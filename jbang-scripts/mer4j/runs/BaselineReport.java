package mer4j.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import mer4j.CsvFile;
import mer4j.baselines.Baselines;
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
   * @param predictions of all test clips; none if the model is undefined
   * @param undefined why the model has no result; null if it has one
   */
  public record Row(
      ModelResult result,
      Interval interval,
      ConfusionMatrix matrix,
      List<Prediction> predictions,
      String undefined) {
    /** The published accuracy, NaN where there is none. */
    public double published() {
      return result.publishedAccuracy() == null ? Double.NaN : result.publishedAccuracy();
    }

    /** The interval, such as {@code 0.53 to 0.67}; empty if the model is undefined. */
    String intervalText() {
      return defined() ? interval.toString() : "";
    }

    /** How many clips were tested, such as {@code 3 x 900}; empty if the model is undefined. */
    String tested() {
      int times = Repeats.count(predictions);
      int total = matrix.total();
      return !defined() ? "" : times > 1 ? times + " x " + total / times : Integer.toString(total);
    }

    /** Whether the model has a result. */
    public boolean defined() {
      return undefined == null;
    }

    /** One curve per class against the rest; none if the model is undefined. */
    public List<RocCurve> curves() {
      if (!defined()) {
        return List.of();
      }
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
    var config = RunConfig.readOf(folder, data.digest());
    return of(
        data,
        new BaselineOptions(
            Protocol.parse(config.options().getOrDefault("protocol", "")),
            Baselines.parse(config.options().getOrDefault("only", "")),
            config.seed(),
            1,
            repeats(config)),
        ResultTables.readResults(folder.resolve(RunFolder.RESULTS)),
        ResultTables.readPredictions(folder.resolve(RunFolder.PREDICTIONS)),
        UndefinedResult.read(folder));
  }

  private static int repeats(RunConfig config) throws IOException {
    var text = config.options().getOrDefault(BaselineOptions.REPEATS, "1");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException("a run's repeats are a number, not " + CsvFile.quotable(text), e);
    }
  }

  static BaselineReport of(
      BaselineData data,
      BaselineOptions options,
      List<ModelResult> results,
      List<Prediction> predictions,
      List<UndefinedResult> undefined) {
    var rows = new ArrayList<Row>();
    for (var model : options.models()) {
      var found = ModelResult.whole(results, model.name());
      if (found.isEmpty()) {
        continue; // an unfinished run
      }
      var result = found.get();
      var reason = UndefinedResult.reason(undefined, model.name()).orElse(null);
      var own =
          Repeats.whole(
              predictions.stream()
                  .filter(p -> p.model().equals(model.name()) && reason == null)
                  .toList());
      var matrix = ConfusionMatrix.of(own, data.classes().size());
      boolean pooled = result.split().equals(ModelResult.POOLED);
      var interval = interval(data, pooled, own, matrix, options.seed());
      rows.add(new Row(result, interval, matrix, own, reason));
    }
    int repeats = repeats(options, rows);
    return new BaselineReport(
        data.dataset()
            + ", "
            + options.protocol().label()
            + (repeats > 1 ? " " + repeats + " times, " : ", ")
            + clips(data, rows, repeats),
        BaselineMethod.of(options, data.facts(), repeats),
        rows,
        data.classes());
  }

  /** How many clips there are, and how many of them were tested where that is not all. */
  private static String clips(BaselineData data, List<Row> rows, int repeats) {
    int all = data.clips().size();
    int tested = rows.stream().mapToInt(row -> row.matrix().total()).max().orElse(0) / repeats;
    return tested == 0 || tested == all
        ? all + " clips"
        : tested + " of " + all + " clips tested" + (repeats > 1 ? " each time" : "");
  }

  /** How often the clips were divided so far, for the model that has come furthest. */
  private static int repeats(BaselineOptions options, List<Row> rows) {
    if (options.protocol() == Protocol.AS_PUBLISHED) {
      return options.repeats();
    }
    return rows.stream().map(Row::predictions).mapToInt(Repeats::count).max().orElse(1);
  }

  private static Interval interval(
      BaselineData data, boolean pooled, List<Prediction> own, ConfusionMatrix tests, long seed) {
    if (own.isEmpty()) {
      return new Interval(Double.NaN, Double.NaN);
    }
    return pooled
        ? bootstrap(data, own, seed)
        : Interval.wilson(tests.hits(), tests.total(), LEVEL);
  }

  private static Interval bootstrap(BaselineData data, List<Prediction> own, long seed) {
    return Interval.bootstrapGroups(
        data.groupsOf(own),
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
        StringColumn.create("95 % interval", rows.stream().map(Row::intervalText)),
        column("macro F1", row -> row.result().macroF1()),
        column("MCC", row -> row.result().mcc()),
        column("mean AUC", row -> row.result().aucMacro()),
        column("chance", row -> row.matrix().majorityAccuracy()),
        column("clips tested", row -> row.matrix().total()));
  }

  /**
   * The study's table: per model the published accuracy, what its protocol gives here on one split
   * and over several, what the leak-free one gives, and how many clips each of the three tested.
   *
   * @param repeated the study's protocol with other seeds
   * @param leakFree the same models under the other protocol
   */
  public Table beside(RepeatedSplits repeated, BaselineReport leakFree) {
    return BaselineComparison.table(this, repeated, leakFree);
  }

  /** The models that have no result, and why; no rows if all have one. */
  public Table undefined() {
    var none = rows.stream().filter(row -> !row.defined()).toList();
    return Table.create(
        title + ", not defined",
        StringColumn.create("model", none.stream().map(row -> row.result().model())),
        StringColumn.create("reason", none.stream().map(Row::undefined)));
  }

  private DoubleColumn column(String name, ToDoubleFunction<Row> value) {
    return DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
  }

  /** The table for a terminal. */
  public String toText() {
    return BaselineText.terminal(this);
  }

  /** The table and every model's report and confusion matrix, as Markdown. */
  public String toMarkdown() {
    return BaselineText.markdown(this);
  }
}
