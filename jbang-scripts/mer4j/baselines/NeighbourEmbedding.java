package mer4j.baselines;

import mer4j.eval.SampleMatrix;
import smile.manifold.TSNE;
import smile.math.MathEx;

/**
 * A map of samples on a plane that keeps near ones near: t-distributed stochastic neighbour
 * embedding (L. van der Maaten, G. Hinton: "Visualizing Data using t-SNE", 2008), computed by
 * Smile.
 *
 * <p>It is a picture, not a measurement: distances between groups and their sizes mean little, and
 * another seed gives another picture. It uses distances between samples alone, so a rotation of the
 * columns changes nothing, and it is handed the distances, however many columns there are.
 */
public final class NeighbourEmbedding {
  /** About how many neighbours count for a sample, by default. */
  public static final double PERPLEXITY = 30;

  private static final double EXAGGERATION = 12;
  private static final double LEAST_LEARNING_RATE = 50;
  private static final int ITERATIONS = 1000;

  private NeighbourEmbedding() {}

  /**
   * Places samples on a plane; learning rate, early exaggeration and number of iterations are
   * scikit-learn's defaults, the first places are random.
   *
   * @param x standardised samples
   * @param perplexity about how many neighbours count for a sample, such as 30
   * @param seed of the first places
   * @param jobs threads to use for the distances
   * @return two coordinates a sample, {@code [rows][2]}
   * @throws IllegalArgumentException if the perplexity is below 1 or not below the number of rows
   */
  public static double[][] of(SampleMatrix x, double perplexity, long seed, int jobs) {
    int n = x.rows();
    if (!(perplexity >= 1 && perplexity < n)) {
      throw new IllegalArgumentException(
          "a perplexity is from 1 to below the number of samples, "
              + n
              + "; "
              + perplexity
              + " is not");
    }
    double rate = Math.max(n / EXAGGERATION / 4, LEAST_LEARNING_RATE);
    var options = new TSNE.Options(2, perplexity, rate, EXAGGERATION, ITERATIONS);
    var distances = squaredDistances(x, jobs);
    MathEx.setSeed(seed);
    return TSNE.fit(distances, options).coordinates();
  }

  private static double[][] squaredDistances(SampleMatrix x, int jobs) {
    int n = x.rows();
    var gram = InnerProducts.gram(x, jobs);
    var distances = new double[n][n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double square = gram[i * n + i] + gram[j * n + j] - 2 * gram[i * n + j];
        distances[i][j] = i == j ? 0 : Math.max(0, square);
        sum += distances[i][j];
      }
    }
    // the unit does not matter to the method, but Smile starts from exp(-distance), which is 0 for
    // every neighbour if distances are large
    double unit = sum > 0 ? sum / n / n : 1;
    for (var row : distances) {
      for (int j = 0; j < n; j++) {
        row[j] /= unit;
      }
    }
    return distances;
  }
}
