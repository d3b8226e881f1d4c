package mer4j.baselines;

import java.util.Arrays;
import mer4j.eval.SampleMatrix;

/**
 * A map of samples on a plane that keeps near ones near: t-distributed stochastic neighbour
 * embedding (L. van der Maaten, G. Hinton: "Visualizing Data using t-SNE", 2008), exact, with the
 * defaults of scikit-learn: early exaggeration 12 over 250 of 1000 steps, momentum .5 and then .8,
 * a gain for each coordinate, the learning rate n / 48 but at least 50, and the first two principal
 * components, made small, to start from. Only its stop for want of progress is left out: the search
 * ends after its steps or where the gradient vanishes.
 *
 * <p>It is a picture, not a measurement: distances between groups and their sizes mean little. It
 * uses distances between samples alone, so a rotation of the columns changes nothing. Nothing in it
 * is drawn by chance. Work and memory grow with the square of the number of samples, which should
 * be 2,000 at most.
 */
public final class NeighbourEmbedding {
  /** About how many neighbours count for a sample, by default. */
  public static final double PERPLEXITY = 30;

  private static final double EXAGGERATION = 12;
  private static final double LEAST_LEARNING_RATE = 50;
  private static final int EXAGGERATED_STEPS = 250;
  private static final int STEPS = 1000;
  private static final int STEPS_BETWEEN_CHECKS = 50;
  private static final double LEAST_GRADIENT = 1e-7;
  private static final double LEAST_GAIN = 0.01;
  private static final double START_DEVIATION = 1e-4;

  private final int n;
  private final double[] joint;

  /** Coordinates of all samples, first those along the first axis, then those along the second. */
  private final double[] places;

  private final double[] attraction;
  private final double[] repulsion;

  private NeighbourEmbedding(Neighbourhoods neighbourhoods, double[] places) {
    this.n = places.length / 2;
    this.joint = neighbourhoods.joint();
    this.places = places;
    this.attraction = new double[2 * n];
    this.repulsion = new double[2 * n];
  }

  /**
   * Places samples on a plane.
   *
   * @param x standardised samples
   * @param perplexity about how many neighbours count for a sample, such as 30
   * @param jobs threads to use for the distances; any number gives the same map
   * @return two coordinates a sample, {@code [rows][2]}
   * @throws IllegalArgumentException if the perplexity is below 1 or not below the number of rows
   *     by at least 1, if a value is not finite, or if all samples are alike
   */
  public static double[][] of(SampleMatrix x, double perplexity, int jobs) {
    int n = x.rows();
    if (!(perplexity >= 1 && perplexity <= n - 1)) {
      throw new IllegalArgumentException(
          "the perplexity of %d samples is from 1 to %d, the number of others; %s is not"
              .formatted(n, n - 1, perplexity));
    }
    var squares = squaredDistances(x, jobs);
    var embedding =
        new NeighbourEmbedding(
            new Neighbourhoods(squares, n, perplexity), principalComponents(squares, n));
    embedding.descend(EXAGGERATED_STEPS, EXAGGERATION, 0.5);
    embedding.descend(STEPS - EXAGGERATED_STEPS, 1, 0.8);
    var points = new double[n][];
    Arrays.setAll(points, i -> new double[] {embedding.places[i], embedding.places[n + i]});
    return points;
  }

  /** Squared distances between all samples, {@code [n * n]}. */
  static double[] squaredDistances(SampleMatrix x, int jobs) {
    int n = x.rows();
    var squares = InnerProducts.gram(x, jobs);
    var norms = new double[n];
    for (int i = 0; i < n; i++) {
      norms[i] = squares[i * n + i];
      if (!Double.isFinite(norms[i])) {
        throw new IllegalArgumentException("a value of sample " + i + " is not a finite number");
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double square = norms[i] + norms[j] - 2 * squares[i * n + j];
        squares[i * n + j] = i == j ? 0 : Math.max(0, square);
      }
    }
    return squares;
  }

  /** The first two, from distances (W. Torgerson, 1952), the greatest place along each positive. */
  private static double[] principalComponents(double[] squares, int n) {
    var means = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      means[i] = Arrays.stream(squares, i * n, (i + 1) * n).sum() / n;
      mean += means[i] / n;
    }
    var vectors = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        vectors[i * n + j] = (means[i] + means[j] - mean - squares[i * n + j]) / 2;
      }
    }
    var values = NativeBlas.symmetricEigen(vectors, n);
    if (!(values[n - 1] > 0)) {
      throw new IllegalArgumentException("all samples are alike: there is no map of them");
    }
    var places = new double[2 * n];
    for (int axis = 0; axis < 2; axis++) {
      int column = n - 1 - axis;
      double greatest = 0;
      for (int i = 0; i < n; i++) {
        double value = vectors[i * n + column];
        greatest = Math.abs(value) > Math.abs(greatest) ? value : greatest;
      }
      // a vector has length 1: times the root of n, it is the first axis in its own deviation
      double scale = Math.sqrt(n * Math.max(0, values[column]) / values[n - 1]);
      for (int i = 0; i < n; i++) {
        places[axis * n + i] =
            Math.signum(greatest) * vectors[i * n + column] * scale * START_DEVIATION;
      }
    }
    return places;
  }

  private void descend(int steps, double exaggeration, double momentum) {
    double rate = Math.max(n / EXAGGERATION / 4, LEAST_LEARNING_RATE);
    var update = new double[2 * n];
    var gains = new double[2 * n];
    Arrays.fill(gains, 1);
    for (int step = 1; step <= steps; step++) {
      double sum = sumForces();
      double squared = 0;
      for (int i = 0; i < 2 * n; i++) {
        double gradient = 4 * (exaggeration * attraction[i] - repulsion[i] / sum);
        gains[i] = update[i] * gradient < 0 ? gains[i] + 0.2 : gains[i] * 0.8;
        gains[i] = Math.max(gains[i], LEAST_GAIN);
        update[i] = momentum * update[i] - rate * gains[i] * gradient;
        places[i] += update[i];
        squared += gains[i] * gradient * gains[i] * gradient;
      }
      if (step % STEPS_BETWEEN_CHECKS == 0 && Math.sqrt(squared) <= LEAST_GRADIENT) {
        return;
      }
    }
  }

  /**
   * Sums up for every sample what draws it to its neighbours and what drives it from all others;
   * the sum returned, of the weights of all pairs in both directions, divides the second.
   */
  private double sumForces() {
    Arrays.fill(attraction, 0);
    Arrays.fill(repulsion, 0);
    double sum = 0;
    for (int i = 1; i < n; i++) {
      int pair = Neighbourhoods.at(i, 0);
      for (int j = 0; j < i; j++) {
        double u = places[i] - places[j];
        double v = places[n + i] - places[n + j];
        double weight = 1 / (1 + u * u + v * v);
        double near = joint[pair + j] * weight;
        double far = weight * weight;
        sum += weight;
        attraction[i] += near * u;
        attraction[j] -= near * u;
        attraction[n + i] += near * v;
        attraction[n + j] -= near * v;
        repulsion[i] += far * u;
        repulsion[j] -= far * u;
        repulsion[n + i] += far * v;
        repulsion[n + j] -= far * v;
      }
    }
    return 2 * sum;
  }
}
