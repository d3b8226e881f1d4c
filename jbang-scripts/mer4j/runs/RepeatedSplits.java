package mer4j.runs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import mer4j.ProgressListener;
import mer4j.baselines.Baseline;
import mer4j.baselines.PreparedSamples;
import mer4j.baselines.UndefinedModelException;
import mer4j.data.Splits;
import mer4j.eval.ConfusionMatrix;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The study's protocol with one seed after another: what is luck in a single random split.
 *
 * @param title data set and number of splits
 * @param rows a model each
 */
public record RepeatedSplits(String title, List<Row> rows) {
  /**
   * One model.
   *
   * @param model its name
   * @param tests what its test clips were taken for, per split; none if it is undefined in one
   */
  public record Row(String model, List<ConfusionMatrix> tests) {
    /** Accuracy on each split. */
    public double[] accuracies() {
      return tests.stream().mapToDouble(ConfusionMatrix::accuracy).toArray();
    }

    /** Mean accuracy. */
    public double mean() {
      return Arrays.stream(accuracies()).average().orElse(Double.NaN);
    }

    /** Standard deviation of the accuracy between splits, n - 1 in the denominator. */
    public double deviation() {
      return new StandardDeviation().evaluate(accuracies());
    }
  }

  /**
   * Trains and tests every model on every split. Columns are standardised on all clips, as in the
   * study.
   *
   * @param seeds of the splits and models, one split each
   * @param jobs threads to use
   * @param progress in trained models
   * @throws IllegalArgumentException if there is no seed or no model
   */
  public static RepeatedSplits run(
      BaselineData data, List<Baseline> models, long[] seeds, int jobs, ProgressListener progress) {
    if (seeds.length == 0 || models.isEmpty()) {
      throw new IllegalArgumentException("repeated splits need a seed and a model at least");
    }
    int n = data.clips().size();
    var samples = new PreparedSamples(data.x(), IntStream.range(0, n).toArray(), jobs);
    int total = models.size() * seeds.length;
    var rows = new java.util.ArrayList<Row>();
    for (var model : models) {
      var tests = new java.util.ArrayList<ConfusionMatrix>();
      try {
        for (long seed : seeds) {
          int done = rows.size() * seeds.length + tests.size();
          progress.update(done, total, model + " seed " + seed);
          tests.add(test(data, samples, model, seed));
        }
      } catch (UndefinedModelException e) {
        tests.clear();
      }
      rows.add(new Row(model.name(), List.copyOf(tests)));
    }
    progress.update(total, total, "");
    return new RepeatedSplits(
        "%s, as-published with %d seeds, %d clips".formatted(data.dataset(), seeds.length, n),
        List.copyOf(rows));
  }

  private static ConfusionMatrix test(
      BaselineData data, PreparedSamples samples, Baseline model, long seed) {
    var parts = Splits.trainTest(data.clips().size(), BaselineProtocol.TEST_SIZE, seed);
    int classes = data.classes().size();
    var fit = samples.fit(model, parts[0], Splits.pick(data.labels(), parts[0]), classes, seed);
    return ConfusionMatrix.of(Splits.pick(data.labels(), parts[1]), fit.predict(parts[1]), classes);
  }

  /** Number of splits that models were tested on. */
  int splits() {
    return rows.stream().mapToInt(row -> row.tests().size()).max().orElse(0);
  }

  /** The row of a model, if it has one. */
  public Optional<Row> of(String model) {
    return rows.stream().filter(row -> row.model().equals(model)).findFirst();
  }

  /** Mean, standard deviation, smallest and largest accuracy of every model. */
  public Table table() {
    return Table.create(
        title,
        StringColumn.create("model", rows.stream().map(Row::model)),
        DoubleColumn.create("mean accuracy", rows.stream().mapToDouble(Row::mean)),
        DoubleColumn.create("standard deviation", rows.stream().mapToDouble(Row::deviation)),
        DoubleColumn.create(
            "lowest",
            rows.stream().mapToDouble(r -> Arrays.stream(r.accuracies()).min().orElse(Double.NaN))),
        DoubleColumn.create(
            "highest",
            rows.stream()
                .mapToDouble(r -> Arrays.stream(r.accuracies()).max().orElse(Double.NaN))));
  }

  /**
   * Mean and standard deviation of a model, such as {@code 0.571 (0.034)}; empty if it has none.
   */
  String text(String model) {
    return of(model)
        .filter(row -> !row.tests().isEmpty())
        .map(row -> String.format(Locale.ROOT, "%.3f (%.3f)", row.mean(), row.deviation()))
        .orElse("");
  }
}
