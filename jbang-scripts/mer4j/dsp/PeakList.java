package mer4j.dsp;

import java.util.Arrays;

/**
 * Peaks of spectra, each with its frequency and height. Memory grows in pieces by 8 bytes a peak,
 * some ten to twenty peaks a frame for music, and stays for the next recording.
 */
final class PeakList {
  private static final int PIECE_BITS = 16;
  private static final int PIECE = 1 << PIECE_BITS;

  /** Kept for the next recording: room for a million peaks. */
  private static final int KEPT_PIECES = 16;

  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private float[][] hertz = {};
  private float[][] height = {};
  private int size;
  private final int[] counts = new int[DIGITS];

  int size() {
    return size;
  }

  void add(float peakHertz, float peakHeight) {
    int piece = size >>> PIECE_BITS;
    if (piece == hertz.length) {
      hertz = Arrays.copyOf(hertz, piece + 1);
      height = Arrays.copyOf(height, piece + 1);
      hertz[piece] = new float[PIECE];
      height[piece] = new float[PIECE];
    }
    hertz[piece][size & (PIECE - 1)] = peakHertz;
    height[piece][size & (PIECE - 1)] = peakHeight;
    size++;
  }

  float hertz(int index) {
    return hertz[index >>> PIECE_BITS][index & (PIECE - 1)];
  }

  float height(int index) {
    return height[index >>> PIECE_BITS][index & (PIECE - 1)];
  }

  void clear() {
    size = 0;
    if (hertz.length > KEPT_PIECES) {
      hertz = Arrays.copyOf(hertz, KEPT_PIECES);
      height = Arrays.copyOf(height, KEPT_PIECES);
    }
  }

  /**
   * The middle one of the heights, none of which is negative; of an even number, the mean of the
   * two middle ones.
   */
  float medianHeight() {
    float upper = heightOfRank(size / 2);
    return size % 2 == 1 ? upper : (heightOfRank(size / 2 - 1) + upper) / 2;
  }

  /**
   * The height that is at this index when all are sorted. Numbers that are not negative have the
   * order of their bits; these are found digit by digit, from the highest down, by counting.
   */
  private float heightOfRank(int rank) {
    int known = 0;
    int mask = 0;
    int left = rank;
    for (int shift = Integer.SIZE - DIGIT_BITS; ; shift = Math.max(0, shift - DIGIT_BITS)) {
      Arrays.fill(counts, 0);
      for (int from = 0; from < size; from += PIECE) {
        count(height[from >>> PIECE_BITS], Math.min(PIECE, size - from), known, mask, shift);
      }
      int digit = 0;
      while (left >= counts[digit]) {
        left -= counts[digit++];
      }
      known |= digit << shift;
      mask |= DIGITS - 1 << shift;
      if (shift == 0) {
        return Float.intBitsToFloat(known);
      }
    }
  }

  /** Counts the next digit of the heights whose digits so far are the known ones. */
  private void count(float[] piece, int length, int known, int mask, int shift) {
    for (int i = 0; i < length; i++) {
      int bits = Float.floatToRawIntBits(piece[i]);
      if ((bits & mask) == known) {
        counts[bits >>> shift & DIGITS - 1]++;
      }
    }
  }
}
