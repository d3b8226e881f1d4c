package mer4j.baselines;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Stops a search in a {@link RowSpace} where one over all columns would stop: at a gradient whose
 * largest absolute entry, per column, is small enough. In coordinates of the space that entry would
 * be far larger, as the gradient is spread over very many columns.
 *
 * <p>A pass over all columns takes about a second, so some columns are watched: only when their
 * entries are small enough are all looked at, and those that are not join the watch.
 */
final class ColumnGradient implements Lbfgs.Ending {
  private static final int FIRST_WATCHED = 1024;

  private final RowSpace space;
  private final double tolerance;
  private double[][] watched;

  /**
   * @param tolerance largest absolute entry to stop at
   */
  ColumnGradient(RowSpace space, double tolerance) {
    this.space = space;
    this.tolerance = tolerance;
    int columns = space.samples().columns();
    int count = Math.min(columns, FIRST_WATCHED);
    this.watched = new double[0][];
    watch(IntStream.range(0, count).map(i -> (int) ((long) i * columns / count)).toArray());
  }

  private void watch(int[] columns) {
    int before = watched.length;
    var samples = space.samples();
    watched = Arrays.copyOf(watched, before + columns.length);
    for (int j = 0; j < columns.length; j++) {
      watched[before + j] = new double[samples.rows()];
      for (int i = 0; i < samples.rows(); i++) {
        samples.copyRow(i, columns[j], watched[before + j], i, 1);
      }
    }
  }

  /**
   * @param gradient weights of one vector or several, one after another, and behind them their
   *     intercepts
   */
  @Override
  public boolean reached(double[] gradient) {
    int rank = space.rank();
    int vectors = gradient.length / (rank + 1);
    for (int v = 0; v < vectors; v++) {
      if (Math.abs(gradient[vectors * rank + v]) > tolerance) {
        return false;
      }
    }
    var weights =
        IntStream.range(0, vectors)
            .mapToObj(v -> Arrays.copyOfRange(gradient, v * rank, (v + 1) * rank))
            .toArray(double[][]::new);
    var onSamples = space.onSamples(weights);
    if (onSamples == null) {
      return Lbfgs.Ending.largestEntry(tolerance).reached(gradient);
    }
    for (int v = 0; v < vectors; v++) {
      int vector = v;
      var factors = Arrays.stream(onSamples).mapToDouble(row -> row[vector]).toArray();
      for (var column : watched) {
        if (Math.abs(Vectors.dot(column, 0, factors, 0, factors.length)) > tolerance) {
          return false;
        }
      }
    }
    int[] larger = larger(space.lift(weights));
    watch(larger);
    return larger.length == 0;
  }

  /** Columns with an entry above the tolerance, the first of every thousand. */
  private int[] larger(double[][] lifted) {
    var found = IntStream.builder();
    int last = -FIRST_WATCHED;
    for (int j = 0; j < lifted[0].length; j++) {
      for (var vector : lifted) {
        if (Math.abs(vector[j]) > tolerance && j - last >= FIRST_WATCHED) {
          found.add(j);
          last = j;
        }
      }
    }
    return found.build().toArray();
  }
}
