package mer4j.baselines;

import java.util.Arrays;
import java.util.Locale;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;

/** A weight vector and an offset per class, and what is made of their sums. */
public final class LinearClassifier implements RowSpaceModel {
  /** How decision values become scores. */
  public enum Link {
    /** Scores are the decision values. */
    DECISION,
    /** Probabilities proportional to the exponentials of the decision values. */
    SOFTMAX,
    /** A logistic probability per class, divided by their sum. */
    NORMALIZED_LOGISTIC;

    /** Its name in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The link of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Link parse(String label) {
      return Arrays.stream(values())
          .filter(link -> link.label().equals(label))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("unknown link '" + label + "'"));
    }
  }

  private final DenseMatrix weights;
  private final double[] intercepts;
  private final Link link;

  /**
   * @param weights {@code [classes][columns]}
   * @param intercepts {@code [classes]}
   * @param link how decision values become scores
   * @throws IllegalArgumentException if the numbers of classes differ
   */
  public LinearClassifier(DenseMatrix weights, double[] intercepts, Link link) {
    if (weights.rows() != intercepts.length) {
      throw new IllegalArgumentException(
          weights.rows() + " weight vectors but " + intercepts.length + " intercepts");
    }
    this.weights = weights;
    this.intercepts = intercepts.clone();
    this.link = link;
  }

  /** Weights, {@code [classes][columns]}. */
  public DenseMatrix weights() {
    return weights;
  }

  /** Offsets, {@code [classes]}. */
  public double[] intercepts() {
    return intercepts.clone();
  }

  /** How decision values become scores. */
  public Link link() {
    return link;
  }

  @Override
  public int classes() {
    return intercepts.length;
  }

  @Override
  public boolean probabilistic() {
    return link != Link.DECISION;
  }

  /** Decision values, {@code [samples][classes]}. */
  public double[][] decisions(SampleMatrix x) {
    var products = InnerProducts.between(x, weights, 1);
    int classes = classes();
    var decisions = new double[x.rows()][classes];
    for (int i = 0; i < decisions.length; i++) {
      for (int k = 0; k < classes; k++) {
        decisions[i][k] = products[i * classes + k] + intercepts[k];
      }
    }
    return decisions;
  }

  @Override
  public double[][] scores(SampleMatrix x) {
    var scores = decisions(x);
    for (var row : scores) {
      switch (link) {
        case DECISION -> {}
        case SOFTMAX -> softmax(row);
        case NORMALIZED_LOGISTIC -> normalizedLogistic(row);
      }
    }
    return scores;
  }

  private static void normalizedLogistic(double[] row) {
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      row[k] = 1 / (1 + Math.exp(-row[k]));
      sum += row[k];
    }
    for (int k = 0; k < row.length; k++) {
      row[k] = sum > 0 ? row[k] / sum : 1.0 / row.length;
    }
  }

  /** Replaces decision values by probabilities and returns the logarithm of their sum. */
  static double softmax(double[] row) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : row) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      row[k] = Math.exp(row[k] - largest);
      sum += row[k];
    }
    for (int k = 0; k < row.length; k++) {
      row[k] /= sum;
    }
    return largest + Math.log(sum);
  }

  @Override
  public LinearClassifier lift(RowSpace space, int[] rows) {
    int rank = weights.columns();
    var vectors = new double[classes()][];
    for (int k = 0; k < vectors.length; k++) {
      vectors[k] = Arrays.copyOfRange(weights.values(), k * rank, (k + 1) * rank);
    }
    return new LinearClassifier(DenseMatrix.of(space.lift(vectors)), intercepts, link);
  }
}
