package mer4j.data;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Folds that keep groups together and classes in proportion as far as that goes.
 *
 * <p>Groups are taken in the order of how unevenly they spread over the classes, most uneven first;
 * each goes to the fold where it leaves the classes' shares over the folds most even, on a tie to
 * the fold with the fewest rows (the greedy rule of scikit-learn's StratifiedGroupKFold, after J.
 * Wasikowski). Sums run in NumPy's order, since a tie is decided by the last bit.
 */
final class StratifiedGroupFolds {
  private StratifiedGroupFolds() {}

  /**
   * @param random shuffles the groups first; {@code null} keeps their order
   */
  static List<Split> of(int[] labels, int[] groups, int k, RandomState random) {
    if (labels.length != groups.length) {
      throw new IllegalArgumentException(
          "%d labels but %d groups".formatted(labels.length, groups.length));
    }
    var classes = Splits.requireClasses(labels);
    var groupOf = Splits.dense(groups);
    int count = Splits.requireGroups(groupOf, k);
    StratifiedFolds.requireMembers(Splits.members(classes), k);
    if (random != null) {
      var order = random.permutation(count);
      var place = new int[count];
      for (int i = 0; i < count; i++) {
        place[order[i]] = i;
      }
      groupOf = IntStream.of(groupOf).map(g -> place[g]).toArray();
    }
    int classCount = Splits.count(classes);
    var perGroup = new double[count][classCount];
    var perClass = new double[classCount];
    for (int i = 0; i < classes.length; i++) {
      perGroup[groupOf[i]][classes[i]]++;
      perClass[classes[i]]++;
    }
    var byUnevenness =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(g -> -deviation(perGroup[g])))
            .toList();
    var perFold = new double[k][classCount];
    var foldOf = new int[count];
    for (int g : byUnevenness) {
      int best = bestFold(perFold, perClass, perGroup[g]);
      add(perFold[best], perGroup[g], 1);
      foldOf[g] = best;
    }
    return Splits.folds(IntStream.of(groupOf).map(g -> foldOf[g]).toArray(), k);
  }

  private static int bestFold(double[][] perFold, double[] perClass, double[] group) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    double fewest = Double.POSITIVE_INFINITY;
    for (int f = 0; f < perFold.length; f++) {
      add(perFold[f], group, 1);
      double unevenness = unevenness(perFold, perClass);
      add(perFold[f], group, -1);
      double rows = pairwiseSum(perFold[f], 0, perFold[f].length);
      boolean tie = Math.abs(unevenness - least) <= 1e-8 + 1e-5 * Math.abs(least);
      if (unevenness < least || (tie && rows < fewest)) {
        best = f;
        least = unevenness;
        fewest = rows;
      }
    }
    return best;
  }

  private static void add(double[] to, double[] what, int sign) {
    for (int c = 0; c < to.length; c++) {
      to[c] += sign * what[c];
    }
  }

  /** Mean over the classes of the deviation, over the folds, of the share of the class. */
  private static double unevenness(double[][] perFold, double[] perClass) {
    int k = perFold.length;
    var deviations = new double[perClass.length];
    for (int c = 0; c < perClass.length; c++) {
      double sum = 0;
      for (var fold : perFold) {
        sum += fold[c] / perClass[c];
      }
      double mean = sum / k;
      double squares = 0;
      for (var fold : perFold) {
        double off = fold[c] / perClass[c] - mean;
        squares += off * off;
      }
      deviations[c] = Math.sqrt(squares / k);
    }
    return pairwiseSum(deviations, 0, deviations.length) / deviations.length;
  }

  private static double deviation(double[] values) {
    double mean = pairwiseSum(values, 0, values.length) / values.length;
    var squares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = (values[i] - mean) * (values[i] - mean);
    }
    return Math.sqrt(pairwiseSum(squares, 0, squares.length) / values.length);
  }

  /** Sum in NumPy's order: plain below 8, in eight running sums up to 128, in halves beyond. */
  private static double pairwiseSum(double[] v, int from, int n) {
    if (n < 8) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += v[from + i];
      }
      return sum;
    }
    if (n > 128) {
      int half = n / 2 - n / 2 % 8;
      return pairwiseSum(v, from, half) + pairwiseSum(v, from + half, n - half);
    }
    var r = new double[8];
    System.arraycopy(v, from, r, 0, 8);
    int i = 8;
    for (; i < n - n % 8; i++) {
      r[i % 8] += v[from + i];
    }
    double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; i < n; i++) {
      sum += v[from + i];
    }
    return sum;
  }
}
