package mer4j.baselines;

import java.util.Arrays;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;

/**
 * Standardises columns that come in blocks, and gives every block the same say: a column is moved
 * and scaled to mean 0 and standard deviation 1, cut at four deviations, and divided by the square
 * root of its block's width. The squared distance of two samples is then the sum over blocks of
 * their mean squared distance per column, so a block of 6 columns counts as much as one of 96.
 *
 * @param mean subtracted from each column
 * @param deviation each column is divided by it
 * @param factor each column is multiplied with it last; 0 leaves a column out
 */
record BlockScaler(double[] mean, double[] deviation, double[] factor) {
  /** Standard deviations that nothing lies beyond. */
  static final double LIMIT = 4;

  /**
   * @throws IllegalArgumentException if the lengths differ or a number is not usable
   */
  BlockScaler {
    if (mean.length != deviation.length || mean.length != factor.length) {
      throw new IllegalArgumentException(
          "%d means, %d deviations and %d factors"
              .formatted(mean.length, deviation.length, factor.length));
    }
    if (!Arrays.stream(mean).allMatch(Double::isFinite)
        || !Arrays.stream(deviation).allMatch(d -> d > 0)
        || !Arrays.stream(factor).allMatch(f -> f >= 0 && Double.isFinite(f))) {
      throw new IllegalArgumentException("a mean, deviation or factor is not a usable number");
    }
  }

  /**
   * Measures samples.
   *
   * @param x samples
   * @param ends column after the last one of each block, ascending
   * @throws IllegalArgumentException if the blocks do not cover the columns
   */
  static BlockScaler fit(SampleMatrix x, int[] ends, int jobs) {
    if (ends.length == 0 || ends[ends.length - 1] != x.columns()) {
      throw new IllegalArgumentException(
          "blocks that end at " + Arrays.toString(ends) + " for " + x.columns() + " columns");
    }
    int[] rows = java.util.stream.IntStream.range(0, x.rows()).toArray();
    var standard = Standardizer.fit(x, rows, jobs);
    var factor = new double[x.columns()];
    int from = 0;
    for (int end : ends) {
      if (end <= from) {
        throw new IllegalArgumentException("an empty block ends at column " + end);
      }
      Arrays.fill(factor, from, end, 1 / Math.sqrt(end - from));
      from = end;
    }
    return new BlockScaler(standard.mean(), standard.scale(), factor);
  }

  /** Number of columns it takes. */
  int columns() {
    return mean.length;
  }

  /**
   * The scaled columns from one to another, those that are left out as zeros.
   *
   * @throws IllegalArgumentException if the number of columns differs
   */
  DenseMatrix scale(SampleMatrix x, int from, int to) {
    if (x.columns() != columns()) {
      throw new IllegalArgumentException(
          "made for %d columns, given %d".formatted(columns(), x.columns()));
    }
    int width = to - from;
    var values = new double[x.rows() * width];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, from, values, i * width, width);
      for (int j = 0; j < width; j++) {
        int column = from + j;
        double z = (values[i * width + j] - mean[column]) / deviation[column];
        values[i * width + j] = Math.clamp(z, -LIMIT, LIMIT) * factor[column];
      }
    }
    return new DenseMatrix(x.rows(), width, values);
  }

  /** All scaled columns. */
  DenseMatrix scale(SampleMatrix x) {
    return scale(x, 0, columns());
  }

  /** The same with some columns left out. */
  BlockScaler without(boolean[] left) {
    var kept = factor.clone();
    for (int j = 0; j < kept.length; j++) {
      kept[j] = left[j] ? 0 : kept[j];
    }
    return new BlockScaler(mean, deviation, kept);
  }
}
