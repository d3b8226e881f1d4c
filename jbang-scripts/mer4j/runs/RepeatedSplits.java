package mer4j.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.Prediction;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A protocol with one seed after another: what is luck in a single random split.
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

    /** How many clips were tested, such as {@code 10 x 180}; empty if it is undefined. */
    public String tested() {
      return tests.isEmpty() ? "" : tests.size() + " x " + tests.getFirst().total();
    }
  }

  /**
   * The splits of a run that divided its clips several times.
   *
   * @param report of a run of {@code train_baselines --repeats}, or of one split
   */
  public static RepeatedSplits of(BaselineReport report) {
    int classes = report.classes().size();
    return new RepeatedSplits(
        report.title(),
        report.rows().stream()
            .map(row -> new Row(row.result().model(), tests(row.predictions(), classes)))
            .toList());
  }

  private static List<ConfusionMatrix> tests(List<Prediction> predictions, int classes) {
    var splits = new LinkedHashMap<String, List<Prediction>>();
    for (var prediction : predictions) {
      splits.computeIfAbsent(prediction.split(), name -> new ArrayList<>()).add(prediction);
    }
    return splits.values().stream().map(own -> ConfusionMatrix.of(own, classes)).toList();
  }

  /** Number of splits that models were tested on. */
  int splits() {
    return rows.stream().mapToInt(row -> row.tests().size()).max().orElse(0);
  }

  /** The row of a model, if it has one. */
  public Optional<Row> of(String model) {
    return rows.stream().filter(row -> row.model().equals(model)).findFirst();
  }

  /**
   * Mean, standard deviation, smallest and largest accuracy of every model, and of how many clips.
   */
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
            rows.stream().mapToDouble(r -> Arrays.stream(r.accuracies()).max().orElse(Double.NaN))),
        StringColumn.create("clips tested", rows.stream().map(Row::tested)));
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
