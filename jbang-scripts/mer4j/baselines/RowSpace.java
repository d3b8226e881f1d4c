package mer4j.baselines;

import java.util.Arrays;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;

/**
 * Coordinates of samples in the space that they span themselves.
 *
 * <p>With more columns than samples, no method whose answer is unchanged by a rotation of the
 * columns can see anything outside that space. Let {@code X} be the standardised samples and {@code
 * X X' = U L U'} the eigendecomposition of their Gram matrix. Then {@code Z = U L^(1/2)} has at
 * most as many columns as there are samples, all inner products of its rows equal those of {@code
 * X}, and a weight vector {@code w} found on {@code Z} is the vector {@code X' U L^(-1/2) w} on
 * {@code X}. A logistic regression on 900 x 264,180 numbers thereby becomes one on 900 x 900,
 * exactly. Samples with no more columns than rows are taken as they are.
 */
public final class RowSpace {
  private static final int BLOCK = 1024;

  private final SampleMatrix samples;
  private final DenseMatrix coordinates;
  private final double[] toDirections;
  private final int jobs;
  private double[] sums;

  private RowSpace(SampleMatrix samples, DenseMatrix coordinates, double[] toDirections, int jobs) {
    this.samples = samples;
    this.coordinates = coordinates;
    this.toDirections = toDirections;
    this.jobs = jobs;
  }

  /**
   * Finds the coordinates of all rows of some samples.
   *
   * @param samples standardised samples, those to learn from and those to predict together
   * @param jobs threads to use
   */
  public static RowSpace of(SampleMatrix samples, int jobs) {
    int n = samples.rows();
    if (samples.columns() <= n) {
      return new RowSpace(samples, DenseMatrix.copyOf(samples), null, jobs);
    }
    var vectors = InnerProducts.gram(samples, jobs);
    var values = NativeBlas.symmetricEigen(vectors, n);
    double smallest = values[n - 1] * n * Math.ulp(1.0);
    int[] kept =
        java.util.stream.IntStream.range(0, n)
            .map(j -> n - 1 - j)
            .filter(j -> values[j] > smallest)
            .toArray();
    int rank = kept.length;
    var z = new double[n * rank];
    var directions = new double[n * rank];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < rank; k++) {
        double u = vectors[i * n + kept[k]];
        double length = Math.sqrt(values[kept[k]]);
        z[i * rank + k] = u * length;
        directions[i * rank + k] = u / length;
      }
    }
    return new RowSpace(samples, new DenseMatrix(n, rank, z), directions, jobs);
  }

  /** Number of coordinates. */
  public int rank() {
    return coordinates.columns();
  }

  /** The samples themselves, in all their columns. */
  public SampleMatrix samples() {
    return samples;
  }

  /** Coordinates of some rows, {@code [rows][rank]}. */
  public DenseMatrix coordinates(int[] rows) {
    return DenseMatrix.copyOf(coordinates.select(rows));
  }

  /**
   * Coordinates of further samples; what they have outside the space is lost.
   *
   * @param others samples with the same columns
   * @return {@code [others][rank]}
   */
  double[][] project(SampleMatrix others) {
    int n = samples.rows();
    var projected = new double[others.rows()][rank()];
    if (toDirections == null) {
      for (int i = 0; i < projected.length; i++) {
        others.copyRow(i, 0, projected[i], 0, rank());
      }
      return projected;
    }
    var products = InnerProducts.between(others, samples, jobs);
    for (int i = 0; i < projected.length; i++) {
      for (int s = 0; s < n; s++) {
        Vectors.add(projected[i], 0, products[i * n + s], toDirections, s * rank(), rank());
      }
    }
    return projected;
  }

  /**
   * Weights over all columns that act on samples as the given ones act on coordinates.
   *
   * @param weights {@code [vectors][rank]}
   * @return {@code [vectors][columns]}
   */
  public double[][] lift(double[][] weights) {
    if (toDirections == null) {
      return Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
    }
    int n = samples.rows();
    int columns = samples.columns();
    var onSamples = onSamples(weights);
    var lifted = new double[weights.length][columns];
    Lanes.run(
        (columns + BLOCK - 1) / BLOCK,
        jobs,
        block -> {
          int from = block * BLOCK;
          int width = Math.min(BLOCK, columns - from);
          var buffer = new double[width];
          for (int i = 0; i < n; i++) {
            samples.copyRow(i, from, buffer, 0, width);
            for (int v = 0; v < weights.length; v++) {
              double factor = onSamples[i][v];
              var out = lifted[v];
              for (int j = 0; j < width; j++) {
                out[from + j] += factor * buffer[j];
              }
            }
          }
        });
    return lifted;
  }

  /**
   * How a direction is made of the samples themselves; null if the coordinates are the columns.
   *
   * @param weights {@code [vectors][rank]}
   * @return {@code [samples][vectors]}
   */
  double[][] onSamples(double[][] weights) {
    if (toDirections == null) {
      return null;
    }
    int rank = rank();
    var onSamples = new double[samples.rows()][weights.length];
    for (int i = 0; i < onSamples.length; i++) {
      for (int v = 0; v < weights.length; v++) {
        onSamples[i][v] = Vectors.dot(toDirections, i * rank, weights[v], 0, rank);
      }
    }
    return onSamples;
  }

  /** Threads to use. */
  int jobs() {
    return jobs;
  }

  /**
   * The kernel width that scikit-learn calls {@code scale}: 1 / (columns x variance of all values
   * of these rows).
   */
  public synchronized double scaleGamma(int[] rows) {
    sums = sums == null ? InnerProducts.sums(samples, jobs) : sums;
    double squares = 0;
    double sum = 0;
    for (int row : rows) {
      for (int k = 0; k < rank(); k++) {
        double z = coordinates.get(row, k);
        squares += z * z;
      }
      sum += sums[row];
    }
    double columns = samples.columns();
    double mean = sum / (rows.length * columns);
    double variance = squares / (rows.length * columns) - mean * mean;
    return variance > 0 ? 1 / (columns * variance) : 1;
  }
}
