package mer4j.baselines;

import java.util.Arrays;
import mer4j.eval.SampleMatrix;

/**
 * Shifts and scales every column to mean 0 and population standard deviation 1, as scikit-learn's
 * StandardScaler does: a column that is constant, up to rounding, is only shifted.
 *
 * @param mean subtracted from each column
 * @param scale each column is divided by it
 */
public record Standardizer(double[] mean, double[] scale) {
  private static final int BLOCK = 1024;

  /**
   * @throws IllegalArgumentException if the lengths differ or a scale is not positive
   */
  public Standardizer {
    if (mean.length != scale.length) {
      throw new IllegalArgumentException(mean.length + " means but " + scale.length + " scales");
    }
    for (double s : scale) {
      if (!(s > 0)) {
        throw new IllegalArgumentException("a scale must be positive, not " + s);
      }
    }
  }

  /** Number of columns. */
  public int columns() {
    return mean.length;
  }

  /**
   * Measures all columns in one pass over the data, block of columns by block.
   *
   * @param x samples, of any number of columns
   * @param rows the samples to measure
   * @param jobs threads to use
   * @throws IllegalArgumentException if there are no rows or a value is not finite
   */
  public static Standardizer fit(SampleMatrix x, int[] rows, int jobs) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("there are no samples to standardise");
    }
    int columns = x.columns();
    var mean = new double[columns];
    var scale = new double[columns];
    Lanes.run(
        (columns + BLOCK - 1) / BLOCK,
        jobs,
        block -> {
          int from = block * BLOCK;
          fitBlock(x, rows, from, Math.min(BLOCK, columns - from), mean, scale);
        });
    return new Standardizer(mean, scale);
  }

  private static void fitBlock(
      SampleMatrix x, int[] rows, int from, int width, double[] mean, double[] scale) {
    int n = rows.length;
    var block = new double[n * width];
    var sum = new double[width];
    for (int i = 0; i < n; i++) {
      x.copyRow(rows[i], from, block, i * width, width);
      for (int j = 0; j < width; j++) {
        sum[j] += block[i * width + j];
      }
    }
    var squares = new double[width];
    var rest = new double[width];
    for (int j = 0; j < width; j++) {
      sum[j] /= n;
      if (!Double.isFinite(sum[j])) {
        throw new IllegalArgumentException("column " + (from + j) + " holds values not finite");
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < width; j++) {
        double d = block[i * width + j] - sum[j];
        squares[j] += d * d;
        rest[j] += d;
      }
    }
    double epsilon = Math.ulp(1.0);
    for (int j = 0; j < width; j++) {
      double variance = Math.max(0, (squares[j] - rest[j] * rest[j] / n) / n);
      double noise = n * sum[j] * epsilon;
      mean[from + j] = sum[j];
      boolean constant = variance <= n * epsilon * variance + noise * noise;
      scale[from + j] = constant ? 1 : Math.sqrt(variance);
    }
  }

  /** Leaves so many columns as they are. */
  public static Standardizer identity(int columns) {
    var ones = new double[columns];
    Arrays.fill(ones, 1);
    return new Standardizer(new double[columns], ones);
  }

  /**
   * A standardised view of samples, computed while reading.
   *
   * @throws IllegalArgumentException if the number of columns differs
   */
  public SampleMatrix view(SampleMatrix x) {
    if (x.columns() != mean.length) {
      throw new IllegalArgumentException(
          "made for " + mean.length + " columns, given " + x.columns());
    }
    return new View(x, this);
  }

  private record View(SampleMatrix source, Standardizer standardizer) implements SampleMatrix {
    @Override
    public int rows() {
      return source.rows();
    }

    @Override
    public int columns() {
      return source.columns();
    }

    @Override
    public void copyRow(int row, int from, float[] into) {
      var values = new double[Math.min(BLOCK, into.length)];
      for (int at = 0; at < into.length; at += BLOCK) {
        int width = Math.min(BLOCK, into.length - at);
        copyRow(row, from + at, values, 0, width);
        for (int j = 0; j < width; j++) {
          into[at + j] = (float) values[j];
        }
      }
    }

    @Override
    public void copyRow(int row, int from, double[] into, int at, int count) {
      source.copyRow(row, from, into, at, count);
      var mean = standardizer.mean;
      var scale = standardizer.scale;
      for (int j = 0; j < count; j++) {
        into[at + j] = (into[at + j] - mean[from + j]) / scale[from + j];
      }
    }

    @Override
    public float at(int row, int column) {
      var value = new double[1];
      copyRow(row, column, value, 0, 1);
      return (float) value[0];
    }
  }
}
