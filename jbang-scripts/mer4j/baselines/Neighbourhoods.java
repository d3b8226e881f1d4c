package mer4j.baselines;

/**
 * How much samples are neighbours of each other, by their distances: the probabilities P of L. van
 * der Maaten, G. Hinton, "Visualizing Data using t-SNE" (2008), and how far a map is from them.
 *
 * <p>Sample i takes j for a neighbour with a probability that falls with their squared distance d
 * as exp(-b d). The b of each sample is such that the entropy of its probabilities is
 * log(perplexity) nats, as if so many others were its neighbours to equal parts; where more than
 * that many lie at one least distance no b is narrow enough, and those share it. P is the mean of
 * both directions.
 */
final class Neighbourhoods {
  private static final double TOLERANCE = 1e-5;
  private static final int MOST_STEPS = 200;

  private final int n;
  private final double[] joint;

  /**
   * @param squares squared distances, {@code [n * n]}, finite
   * @param perplexity from 1 to n - 1
   */
  Neighbourhoods(double[] squares, int n, double perplexity) {
    this.n = n;
    joint = new double[n * (n - 1) / 2];
    for (int i = 0; i < n; i++) {
      var row = conditional(squares, n, i, perplexity);
      for (int j = 0; j < n; j++) {
        if (j != i) {
          joint[at(Math.max(i, j), Math.min(i, j))] += row[j] / (2.0 * n);
        }
      }
    }
  }

  /** Where the pair of a sample and an earlier one is kept. */
  static int at(int i, int j) {
    return i * (i - 1) / 2 + j;
  }

  /** P of each pair, as {@link #at} says; over both directions of all pairs it sums to 1. */
  double[] joint() {
    return joint;
  }

  /** With which probability sample i takes each other for a neighbour, {@code [n]}. */
  static double[] conditional(double[] squares, int n, int i, double perplexity) {
    // only differences of distances count, and without the least one exp() cannot vanish for all
    double least = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (int j = 0; j < n; j++) {
      if (j != i) {
        least = Math.min(least, squares[i * n + j]);
        sum += squares[i * n + j];
      }
    }
    double mean = sum / (n - 1) - least;
    double width = mean > 0 ? 1 / mean : 1;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    var row = new double[n];
    for (int step = 0; step < MOST_STEPS; step++) {
      double excess = fill(row, squares, i, least, width) - Math.log(perplexity);
      if (Math.abs(excess) <= TOLERANCE) {
        break;
      } else if (excess > 0) {
        low = width;
        width = high == Double.POSITIVE_INFINITY ? 2 * width : (low + high) / 2;
      } else {
        high = width;
        width = (low + high) / 2;
      }
    }
    return row;
  }

  /** Fills in the probabilities of one width and returns their entropy in nats. */
  private static double fill(double[] row, double[] squares, int i, double least, double width) {
    int n = row.length;
    double sum = 0;
    double weighted = 0;
    for (int j = 0; j < n; j++) {
      if (j != i) {
        double further = squares[i * n + j] - least;
        row[j] = Math.exp(-width * further);
        sum += row[j];
        weighted += row[j] * further;
      }
    }
    for (int j = 0; j < n; j++) {
      row[j] /= sum;
    }
    return Math.log(sum) + width * weighted / sum;
  }

  /**
   * The divergence of Kullback and Leibler of a map's neighbourhoods from these, in nats: what the
   * method makes small.
   *
   * @param points {@code [n][2]}
   */
  double divergence(double[][] points) {
    var weights = new double[joint.length];
    double sum = 0;
    for (int i = 1; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double u = points[i][0] - points[j][0];
        double v = points[i][1] - points[j][1];
        weights[at(i, j)] = 1 / (1 + u * u + v * v);
        sum += 2 * weights[at(i, j)];
      }
    }
    double divergence = 0;
    for (int k = 0; k < joint.length; k++) {
      if (joint[k] > 0) {
        divergence += 2 * joint[k] * Math.log(joint[k] * sum / weights[k]);
      }
    }
    return divergence;
  }
}
