package mer4j.eval;

import java.util.Comparator;
import java.util.stream.IntStream;

/** How far two quantities rise together, whatever the shape of the relation. */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Spearman's coefficient (1904): the correlation of the ranks, equal values sharing the mean of
   * theirs.
   *
   * @return -1 to 1; NaN if one of the two does not vary
   * @throws IllegalArgumentException if the lengths differ or there are fewer than two values
   */
  public static double spearman(double[] x, double[] y) {
    if (x.length != y.length || x.length < 2) {
      throw new IllegalArgumentException(
          "a correlation needs two series of one length, not %d and %d values"
              .formatted(x.length, y.length));
    }
    var a = ranks(x);
    var b = ranks(y);
    double mean = (x.length + 1) / 2.0;
    double product = 0;
    double own = 0;
    double other = 0;
    for (int i = 0; i < a.length; i++) {
      product += (a[i] - mean) * (b[i] - mean);
      own += (a[i] - mean) * (a[i] - mean);
      other += (b[i] - mean) * (b[i] - mean);
    }
    return product / Math.sqrt(own * other);
  }

  private static double[] ranks(double[] values) {
    var order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .toList();
    var ranks = new double[values.length];
    for (int from = 0; from < values.length; ) {
      int to = from + 1;
      while (to < values.length && values[order.get(to)] == values[order.get(from)]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order.get(i)] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }
}
