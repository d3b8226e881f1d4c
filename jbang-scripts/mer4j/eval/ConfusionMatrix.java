package mer4j.eval;

import java.util.List;

/**
 * How often each class was taken for which. Averages and undefined cases follow scikit-learn:
 * precision, recall and F1 of a class with an empty denominator are 0, and macro averages run over
 * the classes that occur in the truth or among the predictions.
 */
public final class ConfusionMatrix {
  private final int[][] counts;
  private final int total;

  private ConfusionMatrix(int[][] counts, int total) {
    this.counts = counts;
    this.total = total;
  }

  /**
   * Counts pairs of true and predicted class.
   *
   * @param truth class of each sample, 0 to {@code classes - 1}
   * @param predicted class it was taken for
   * @param classes number of classes
   * @throws IllegalArgumentException if the lengths differ or a class lies outside the range
   */
  public static ConfusionMatrix of(int[] truth, int[] predicted, int classes) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          truth.length + " labels but " + predicted.length + " predictions");
    }
    var counts = new int[classes][classes];
    for (int i = 0; i < truth.length; i++) {
      check(truth[i], classes);
      check(predicted[i], classes);
      counts[truth[i]][predicted[i]]++;
    }
    return new ConfusionMatrix(counts, truth.length);
  }

  /**
   * Counts predictions.
   *
   * @param classes number of classes
   * @throws IllegalArgumentException if a class lies outside the range
   */
  public static ConfusionMatrix of(List<Prediction> predictions, int classes) {
    return of(
        predictions.stream().mapToInt(Prediction::label).toArray(),
        predictions.stream().mapToInt(Prediction::predicted).toArray(),
        classes);
  }

  private static void check(int label, int classes) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException("class " + label + " is outside 0 to " + (classes - 1));
    }
  }

  /** Number of classes. */
  public int classes() {
    return counts.length;
  }

  /** Number of samples counted. */
  public int total() {
    return total;
  }

  /** How often class {@code truth} was taken for class {@code predicted}. */
  public int count(int truth, int predicted) {
    return counts[truth][predicted];
  }

  /** A copy of all counts, {@code [truth][predicted]}. */
  public int[][] counts() {
    var copy = new int[counts.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = counts[i].clone();
    }
    return copy;
  }

  /** Number of samples predicted right. */
  public int hits() {
    int hits = 0;
    for (int k = 0; k < counts.length; k++) {
      hits += counts[k][k];
    }
    return hits;
  }

  /** Share of samples predicted right; NaN without samples. */
  public double accuracy() {
    return (double) hits() / total;
  }

  /** Number of samples that truly are of the class. */
  public int support(int k) {
    int sum = 0;
    for (int p = 0; p < counts.length; p++) {
      sum += counts[k][p];
    }
    return sum;
  }

  private int predictedAs(int k) {
    int sum = 0;
    for (var row : counts) {
      sum += row[k];
    }
    return sum;
  }

  /** Share of the samples taken for the class that truly are of it. */
  public double precision(int k) {
    return ratio(counts[k][k], predictedAs(k));
  }

  /** Share of the samples of the class that were found. */
  public double recall(int k) {
    return ratio(counts[k][k], support(k));
  }

  /** Harmonic mean of precision and recall of the class. */
  public double f1(int k) {
    return ratio(2 * counts[k][k], predictedAs(k) + support(k));
  }

  private static double ratio(int numerator, int denominator) {
    return denominator == 0 ? 0 : (double) numerator / denominator;
  }

  /** Mean F1 of the classes that occur; NaN without samples. */
  public double macroF1() {
    return macro(this::f1);
  }

  /** Mean precision of the classes that occur; NaN without samples. */
  public double macroPrecision() {
    return macro(this::precision);
  }

  /** Mean recall of the classes that occur; NaN without samples. */
  public double macroRecall() {
    return macro(this::recall);
  }

  private double macro(java.util.function.IntToDoubleFunction value) {
    double sum = 0;
    int occurring = 0;
    for (int k = 0; k < counts.length; k++) {
      if (support(k) + predictedAs(k) > 0) {
        sum += value.applyAsDouble(k);
        occurring++;
      }
    }
    return sum / occurring;
  }

  /**
   * Matthews correlation coefficient for several classes (Gorodkin 2004), -1 to 1; 0 where either
   * side holds one class only.
   */
  public double mcc() {
    double product = 0;
    double truthSquares = 0;
    double predictedSquares = 0;
    for (int k = 0; k < counts.length; k++) {
      double t = support(k);
      double p = predictedAs(k);
      product += t * p;
      truthSquares += t * t;
      predictedSquares += p * p;
    }
    double all = (double) total * total;
    double denominator = Math.sqrt((all - predictedSquares) * (all - truthSquares));
    return denominator == 0 ? 0 : ((double) hits() * total - product) / denominator;
  }

  /** Accuracy of always answering the most frequent true class: what chance level is here. */
  public double majorityAccuracy() {
    int most = 0;
    for (int k = 0; k < counts.length; k++) {
      most = Math.max(most, support(k));
    }
    return (double) most / total;
  }

  /**
   * The counts as a table in Markdown, rows true classes, columns predicted ones.
   *
   * @param names of the classes, in order
   * @throws IllegalArgumentException if there are not as many names as classes
   */
  public String toMarkdown(List<String> names) {
    if (names.size() != counts.length) {
      throw new IllegalArgumentException(names.size() + " names for " + counts.length + " classes");
    }
    var text = new StringBuilder("| truth \\ predicted | ").append(String.join(" | ", names));
    text.append(" |\n|---|").append("---|".repeat(names.size())).append('\n');
    for (int t = 0; t < counts.length; t++) {
      text.append("| ").append(names.get(t)).append(" |");
      for (int count : counts[t]) {
        text.append(' ').append(count).append(" |");
      }
      text.append('\n');
    }
    return text.toString();
  }
}
