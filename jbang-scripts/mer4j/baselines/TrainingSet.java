package mer4j.baselines;

import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;

/**
 * Labelled samples ready to learn from.
 *
 * @param x samples, or their coordinates in a {@link RowSpace}
 * @param labels class of each sample, 0 to {@code classes - 1}
 * @param classes number of classes
 * @param scaleGamma kernel width 1 / (columns x variance), of the samples before any change of
 *     coordinates
 * @param space what the samples are coordinates in; null if their columns are their own
 */
public record TrainingSet(
    SampleMatrix x, int[] labels, int classes, double scaleGamma, RowSpace space) {
  /**
   * @throws IllegalArgumentException if lengths differ, a label lies outside the range, or fewer
   *     than two classes occur
   */
  public TrainingSet {
    if (x.rows() != labels.length) {
      throw new IllegalArgumentException(x.rows() + " samples but " + labels.length + " labels");
    }
    var seen = new boolean[classes];
    int distinct = 0;
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException("class " + label + " is outside 0 to " + (classes - 1));
      }
      distinct += seen[label] ? 0 : 1;
      seen[label] = true;
    }
    if (distinct < 2) {
      throw new IllegalArgumentException(
          "a classifier needs samples of two classes or more, given " + distinct);
    }
  }

  /** Samples with the kernel width measured on them. */
  public static TrainingSet of(SampleMatrix x, int[] labels, int classes) {
    double sum = 0;
    double squares = 0;
    double count = (double) x.rows() * x.columns();
    for (double s : InnerProducts.sums(x, 1)) {
      sum += s;
    }
    for (double s : InnerProducts.squaredNorms(x, 1)) {
      squares += s;
    }
    double variance = squares / count - sum / count * (sum / count);
    double gamma = variance > 0 ? 1 / (x.columns() * variance) : 1;
    return new TrainingSet(x, labels, classes, gamma, null);
  }

  /** Number of columns before any change of coordinates. */
  int columns() {
    return space == null ? x.columns() : space.samples().columns();
  }

  /** Number of samples of each class. */
  int[] counts() {
    var counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** The samples on the heap. */
  DenseMatrix dense() {
    return DenseMatrix.copyOf(x);
  }

  /** +1 for samples of the class, -1 for all others. */
  double[] targets(int k) {
    var targets = new double[labels.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = labels[i] == k ? 1 : -1;
    }
    return targets;
  }
}
