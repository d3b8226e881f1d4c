package mer4j.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How many rows each class gives to one part of a stratified split. */
final class ClassAllocation {
  private ClassAllocation() {}

  /**
   * The most probable counts when {@code draws} rows are drawn: the mode of the multivariate
   * hypergeometric distribution, up to rounding. Each class gets the whole part of its share; the
   * missing rows go to the largest remainders, ties by lot.
   */
  static int[] mode(int[] counts, int draws, RandomState random) {
    double all = IntStream.of(counts).sum();
    var share = new double[counts.length];
    Arrays.setAll(share, k -> counts[k] / all * draws);
    var result = new int[counts.length];
    Arrays.setAll(result, k -> (int) Math.floor(share[k]));
    int missing = draws - IntStream.of(result).sum();
    if (missing <= 0) {
      return result;
    }
    var remainder = new double[counts.length];
    Arrays.setAll(remainder, k -> share[k] - result[k]);
    var levels = Arrays.stream(remainder).distinct().sorted().toArray();
    for (int level = levels.length - 1; level >= 0 && missing > 0; level--) {
      double value = levels[level];
      var tied = IntStream.range(0, counts.length).filter(k -> remainder[k] == value).toArray();
      int take = Math.min(tied.length, missing);
      // Drawn even when all are taken: scikit-learn spends random numbers here as well.
      for (int i : random.choice(tied.length, take, false)) {
        result[tied[i]]++;
      }
      missing -= take;
    }
    return result;
  }
}
