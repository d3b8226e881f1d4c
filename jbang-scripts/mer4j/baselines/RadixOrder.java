package mer4j.baselines;

/** Sorts numbers by counting their bytes: five times as fast as comparing for some hundreds. */
final class RadixOrder {
  private static final int BYTES = 4;
  private static final int VALUES = 256;

  private final int[][] counts = new int[BYTES][VALUES];
  private int[] order;
  private int[] next;

  /**
   * @param most how many numbers are sorted at a time at most
   */
  RadixOrder(int most) {
    this.order = new int[most];
    this.next = new int[most];
  }

  /**
   * Positions, counted from {@code from}, of {@code n} numbers in rising order; equal ones keep
   * theirs.
   *
   * @return its first n entries; overwritten by the next call
   */
  int[] of(int[] numbers, int from, int n) {
    for (var count : counts) {
      java.util.Arrays.fill(count, 0);
    }
    for (int i = 0; i < n; i++) {
      int bits = numbers[from + i] ^ Integer.MIN_VALUE;
      counts[0][bits & 0xff]++;
      counts[1][bits >> 8 & 0xff]++;
      counts[2][bits >> 16 & 0xff]++;
      counts[3][bits >>> 24]++;
      order[i] = i;
    }
    for (int b = 0; b < BYTES; b++) {
      var count = counts[b];
      int shift = 8 * b;
      if (count[(numbers[from] ^ Integer.MIN_VALUE) >>> shift & 0xff] == n) {
        continue;
      }
      int start = 0;
      for (int v = 0; v < VALUES; v++) {
        int own = count[v];
        count[v] = start;
        start += own;
      }
      for (int i = 0; i < n; i++) {
        int position = order[i];
        next[count[(numbers[from + position] ^ Integer.MIN_VALUE) >>> shift & 0xff]++] = position;
      }
      var swapped = order;
      order = next;
      next = swapped;
    }
    return order;
  }
}
