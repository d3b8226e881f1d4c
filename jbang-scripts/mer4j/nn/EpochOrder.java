package mer4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The order in which an epoch takes its clips. */
final class EpochOrder {
  private EpochOrder() {}

  /**
   * The clips in a random order, in batches; a single clip left over joins the last batch, because
   * batch normalisation needs two.
   *
   * @param size clips per batch
   * @param seed of the order
   */
  static List<int[]> batches(int[] clips, int size, long seed) {
    var order = clips.clone();
    var random = new SplittableRandom(seed);
    for (int i = order.length - 1; i > 0; i--) { // Fisher and Yates
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    var batches = new ArrayList<int[]>();
    for (int from = 0; from < order.length; ) {
      int to = Math.min(from + size, order.length);
      to = order.length - to == 1 ? order.length : to;
      batches.add(Arrays.copyOfRange(order, from, to));
      from = to;
    }
    return batches;
  }
}
