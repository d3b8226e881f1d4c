package mer4j.eval;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A confidence interval.
 *
 * @param low lower end
 * @param high upper end
 */
public record Interval(double low, double high) {
  /**
   * The score interval of a proportion (Wilson 1927).
   *
   * @param hits number of successes
   * @param n number of trials
   * @param level confidence, such as 0.95
   * @throws IllegalArgumentException if hits lies outside 0 to n, n is 0, or level outside (0, 1)
   */
  public static Interval wilson(int hits, int n, double level) {
    if (n <= 0 || hits < 0 || hits > n) {
      throw new IllegalArgumentException(hits + " hits of " + n + " is no proportion");
    }
    checkLevel(level);
    double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + level) / 2);
    double p = (double) hits / n;
    double shrink = 1 + z * z / n;
    double centre = (p + z * z / (2 * n)) / shrink;
    double half = z / shrink * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
    return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
  }

  /**
   * The percentile interval of any statistic over resampled groups (cluster bootstrap, Efron and
   * Tibshirani 1993): whole groups are drawn with replacement, so clips of one artist stay
   * together.
   *
   * @param groups group of each row
   * @param statistic computed from row numbers, in which rows of a group drawn twice occur twice
   * @param repetitions number of resamples, such as 2000
   * @param level confidence, such as 0.95
   * @param seed of the draws
   */
  public static Interval bootstrapGroups(
      int[] groups, ToDoubleFunction<int[]> statistic, int repetitions, double level, long seed) {
    checkLevel(level);
    if (groups.length == 0 || repetitions < 1) {
      throw new IllegalArgumentException("a bootstrap needs rows and repetitions");
    }
    int[] distinct = Arrays.stream(groups).distinct().toArray();
    var members = new int[distinct.length][];
    for (int g = 0; g < distinct.length; g++) {
      int group = distinct[g];
      members[g] =
          java.util.stream.IntStream.range(0, groups.length)
              .filter(i -> groups[i] == group)
              .toArray();
    }
    var random = new SplittableRandom(seed);
    var values = new double[repetitions];
    for (int r = 0; r < repetitions; r++) {
      var drawn = new int[distinct.length][];
      int size = 0;
      for (int g = 0; g < drawn.length; g++) {
        drawn[g] = members[random.nextInt(distinct.length)];
        size += drawn[g].length;
      }
      var rows = new int[size];
      int at = 0;
      for (var part : drawn) {
        System.arraycopy(part, 0, rows, at, part.length);
        at += part.length;
      }
      values[r] = statistic.applyAsDouble(rows);
    }
    Arrays.sort(values);
    return new Interval(quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2));
  }

  private static double quantile(double[] sorted, double q) {
    double position = q * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  private static void checkLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("confidence must lie between 0 and 1, not " + level);
    }
  }

  /** Both ends with three decimals, such as {@code 0.571-0.711}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f-%.3f", low, high);
  }
}
