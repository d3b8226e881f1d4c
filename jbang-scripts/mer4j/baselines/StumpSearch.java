package mer4j.baselines;

import java.util.Arrays;
import mer4j.eval.SampleMatrix;

/**
 * Finds the stump that lowers the Gini impurity of weighted samples most, among all columns and all
 * thresholds between neighbouring values.
 *
 * <p>A group of columns is first screened in single precision against the best stump known so far;
 * only columns that may reach it are measured in double precision. So the result is that of
 * measuring all of them.
 */
final class StumpSearch {
  /** Single precision errs by less than this share of the impurity taken away. */
  private static final float MARGIN = 1e-3f;

  private final SampleMatrix x;
  private final int[] labels;
  private final int classes;
  private final SortedColumns sorted;
  private final int jobs;

  /**
   * @param set samples, of whose values only their order in single precision counts
   * @param jobs threads to use
   */
  StumpSearch(TrainingSet set, int jobs) {
    this.x = set.x();
    this.labels = set.labels();
    this.classes = set.classes();
    this.sorted = SortedColumns.of(x, jobs);
    this.jobs = jobs;
  }

  /**
   * A way to divide the samples.
   *
   * @param column where
   * @param rank how many samples less one go below
   * @param score sum over both sides of squared class weights by the side's weight
   */
  private record Division(int column, int rank, double score) {
    static final Division NONE = new Division(-1, -1, Double.NEGATIVE_INFINITY);

    /** The better of two; the one in the first column if they are equal. */
    Division or(Division other) {
      if (other.score != score) {
        return other.score > score ? other : this;
      }
      return other.column >= 0 && other.column < column ? other : this;
    }
  }

  /**
   * The best stump. Of stumps that are equally good the one in the first column is taken.
   *
   * @param weights positive, one a sample
   */
  Stump best(double[] weights) {
    var totals = new double[classes];
    for (int i = 0; i < labels.length; i++) {
      totals[labels[i]] += weights[i];
    }
    var sample = Division.NONE;
    var scan = new Scan(weights, totals);
    for (int block = 0; block < sorted.blocks(); block++) {
      sample = sample.or(scan.of(SortedColumns.firstColumn(block)));
    }
    var start = sample;
    var bests = new Division[sorted.blocks()];
    var screen = StumpScreen.of(weights, labels, totals);
    Lanes.run(
        bests.length, jobs, block -> bests[block] = search(block, start, weights, totals, screen));
    var best = Arrays.stream(bests).reduce(start, Division::or);
    return stump(best, weights);
  }

  private Division search(
      int block, Division start, double[] weights, double[] totals, StumpScreen screen) {
    var scan = new Scan(weights, totals);
    var best = start;
    var order = sorted.block(block);
    int stride = labels.length * SortedColumns.GROUP;
    var buffer = new float[stride];
    for (int group = 0; group * stride < order.length; group++) {
      float gain = (float) (best.score - scan.undivided) * (1 - MARGIN);
      int candidates = screen.candidates(order, group * stride, gain, buffer);
      for (int j = 0; j < SortedColumns.GROUP; j++) {
        int column = SortedColumns.firstColumn(block) + group * SortedColumns.GROUP + j;
        if ((candidates >> j & 1) != 0 && column < sorted.columns()) {
          best = best.or(scan.of(column));
        }
      }
    }
    return best;
  }

  private Stump stump(Division best, double[] weights) {
    var below = new double[classes];
    var above = new double[classes];
    if (best.column < 0) {
      for (int i = 0; i < labels.length; i++) {
        below[labels[i]] += weights[i];
      }
      return new Stump(0, Double.POSITIVE_INFINITY, heaviest(below), heaviest(below));
    }
    var order = new int[labels.length];
    sorted.copyOrder(best.column, order);
    for (int r = 0; r < order.length; r++) {
      int row = order[r] & ~SortedColumns.TIED;
      (r <= best.rank ? below : above)[labels[row]] += weights[row];
    }
    float low = x.at(order[best.rank] & ~SortedColumns.TIED, best.column);
    float high = x.at(order[best.rank + 1] & ~SortedColumns.TIED, best.column);
    double middle = low / 2.0 + high / 2.0;
    double threshold = middle < high && Double.isFinite(middle) ? middle : low;
    return new Stump(best.column, threshold, heaviest(below), heaviest(above));
  }

  private static int heaviest(double[] weights) {
    int heaviest = 0;
    for (int k = 1; k < weights.length; k++) {
      heaviest = weights[k] > weights[heaviest] ? k : heaviest;
    }
    return heaviest;
  }

  /** Measures columns one after another. */
  private final class Scan {
    private final double[] weights;
    private final double[] totals;
    private final double undivided;
    private final int[] order = new int[labels.length];
    private final double[] below;
    private final double[] above;

    Scan(double[] weights, double[] totals) {
      this.weights = weights;
      this.totals = totals;
      this.below = new double[classes];
      this.above = new double[classes];
      this.undivided = squares(totals) / Arrays.stream(totals).sum();
    }

    Division of(int column) {
      sorted.copyOrder(column, order);
      Arrays.fill(below, 0);
      System.arraycopy(totals, 0, above, 0, classes);
      double total = Arrays.stream(totals).sum();
      double weightBelow = 0;
      double bestScore = Double.NEGATIVE_INFINITY;
      int bestRank = -1;
      for (int r = 0; r + 1 < order.length; r++) {
        int row = order[r] & ~SortedColumns.TIED;
        double weight = weights[row];
        below[labels[row]] += weight;
        above[labels[row]] -= weight;
        weightBelow += weight;
        if (order[r] >= SortedColumns.TIED) {
          continue;
        }
        double score = squares(below) / weightBelow + squares(above) / (total - weightBelow);
        if (score > bestScore) {
          bestScore = score;
          bestRank = r;
        }
      }
      return bestRank < 0 ? Division.NONE : new Division(column, bestRank, bestScore);
    }

    private static double squares(double[] values) {
      double sum = 0;
      for (double value : values) {
        sum += value * value;
      }
      return sum;
    }
  }
}
