package mer4j.baselines;

import java.util.Arrays;
import mer4j.eval.SampleMatrix;

/**
 * The order of the samples in every column, found once: two bytes a value. Columns lie in groups of
 * {@value #GROUP}, the samples of one rank side by side.
 */
final class SortedColumns {
  /** Columns per group. */
  static final int GROUP = 16;

  /** Set on a sample whose value is, but for rounding, that of the next one. */
  static final int TIED = 0x8000;

  /** Most samples that two bytes can tell apart, one bit kept for ties. */
  static final int MOST_SAMPLES = 0x7fff;

  private static final int BLOCK = 1024;

  /** Values no further apart than this count as equal, as in scikit-learn's trees. */
  private static final float EQUAL = 1e-7f;

  private final short[][] blocks;
  private final int samples;
  private final int columns;

  private SortedColumns(short[][] blocks, int samples, int columns) {
    this.blocks = blocks;
    this.samples = samples;
    this.columns = columns;
  }

  /**
   * Sorts all columns.
   *
   * @throws IllegalArgumentException if there are more samples than {@link #MOST_SAMPLES}
   */
  static SortedColumns of(SampleMatrix x, int jobs) {
    int n = x.rows();
    if (n > MOST_SAMPLES) {
      throw new IllegalArgumentException(n + " samples; boosted stumps take up to " + MOST_SAMPLES);
    }
    var blocks = new short[(x.columns() + BLOCK - 1) / BLOCK][];
    Lanes.run(blocks.length, jobs, block -> blocks[block] = sort(x, block * BLOCK));
    return new SortedColumns(blocks, n, x.columns());
  }

  private static short[] sort(SampleMatrix x, int from) {
    int n = x.rows();
    int width = Math.min(BLOCK, x.columns() - from);
    var keys = new int[width * n];
    var row = new float[width];
    for (int i = 0; i < n; i++) {
      x.copyRow(i, from, row);
      for (int j = 0; j < width; j++) {
        keys[j * n + i] = key(row[j]);
      }
    }
    int groups = (width + GROUP - 1) / GROUP;
    var sorted = new short[groups * n * GROUP];
    Arrays.fill(sorted, (short) TIED);
    var order = new RadixOrder(n);
    for (int j = 0; j < width; j++) {
      int[] ranks = order.of(keys, j * n, n);
      int at = j / GROUP * n * GROUP + j % GROUP;
      for (int r = 0; r < n; r++) {
        boolean tied =
            r + 1 < n && value(keys[j * n + ranks[r + 1]]) <= value(keys[j * n + ranks[r]]) + EQUAL;
        sorted[at + r * GROUP] = (short) (tied ? ranks[r] | TIED : ranks[r]);
      }
    }
    return sorted;
  }

  /** Number of samples. */
  int samples() {
    return samples;
  }

  /** Number of columns. */
  int columns() {
    return columns;
  }

  /** Number of blocks. */
  int blocks() {
    return blocks.length;
  }

  /** First column of a block. */
  static int firstColumn(int block) {
    return block * BLOCK;
  }

  /**
   * A block: {@code [groups][rank][16]}, {@link #TIED} set where ranks are tied; columns beyond the
   * last are all tied.
   */
  short[] block(int block) {
    return blocks[block];
  }

  /** Order of the samples in one column, with {@link #TIED}, by rising value. */
  void copyOrder(int column, int[] into) {
    var block = blocks[column / BLOCK];
    int j = column % BLOCK;
    int at = j / GROUP * samples * GROUP + j % GROUP;
    for (int r = 0; r < samples; r++) {
      into[r] = block[at + r * GROUP] & 0xffff;
    }
  }

  /** An integer in the order of the floats; both zeros are one. */
  private static int key(float value) {
    int bits = Float.floatToIntBits(value + 0f);
    return bits ^ (bits >> 31 & 0x7fffffff);
  }

  private static float value(int key) {
    return Float.intBitsToFloat(key ^ (key >> 31 & 0x7fffffff));
  }
}
