package mer4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Folds in each of which every class has its share. */
final class StratifiedFolds {
  private StratifiedFolds() {}

  /**
   * @param random deals the rows of a class to the folds; {@code null} deals them in order
   */
  static List<Split> of(int[] labels, int k, RandomState random) {
    Splits.requireFolds(labels.length, k);
    var classes = byFirstAppearance(Splits.requireClasses(labels));
    var members = Splits.members(classes);
    requireMembers(members, k);
    var sorted = IntStream.of(classes).sorted().toArray();
    var foldOf = new int[labels.length];
    for (int c = 0; c < members.length; c++) {
      var deal = new int[members[c].length];
      int at = 0;
      for (int f = 0; f < k; f++) {
        // Round robin over the sorted labels: rows f, f + k, f + 2k, ... go to fold f.
        for (int row = f; row < sorted.length; row += k) {
          if (sorted[row] == c) {
            deal[at++] = f;
          }
        }
      }
      if (random != null) {
        random.shuffle(deal);
      }
      for (int i = 0; i < deal.length; i++) {
        foldOf[members[c][i]] = deal[i];
      }
    }
    return Splits.folds(foldOf, k);
  }

  static void requireMembers(int[][] members, int k) {
    if (Arrays.stream(members).allMatch(rows -> rows.length < k)) {
      throw new IllegalArgumentException("every class has fewer clips than there are folds: " + k);
    }
  }

  private static int[] byFirstAppearance(int[] dense) {
    var number = new int[Splits.count(dense)];
    Arrays.fill(number, -1);
    int next = 0;
    var result = new int[dense.length];
    for (int i = 0; i < dense.length; i++) {
      if (number[dense[i]] < 0) {
        number[dense[i]] = next++;
      }
      result[i] = number[dense[i]];
    }
    return result;
  }
}
