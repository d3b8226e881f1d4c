package mer4j.features;

import java.util.Arrays;
import mer4j.dsp.FrameBlock;

/**
 * The rows of one feature in the array of a clip, filled from the first frame to the last. What
 * goes to a file is collected, since writing a few numbers at a time takes long.
 */
final class FeatureBand {
  /** Frames collected for a file; a multiple of a block. */
  private static final int TILE = 64 * FrameBlock.FRAMES;

  private final FloatRows matrix;
  private final int firstRow;
  private final int rows;
  private final float[] tile;
  private int tileStart;
  private int tileEnd;

  FeatureBand(FloatRows matrix, int firstRow, int rows) {
    this.matrix = matrix;
    this.firstRow = firstRow;
    this.rows = rows;
    tile = matrix.isInMemory() ? null : new float[rows * TILE];
  }

  /**
   * Sets some frames of one row.
   *
   * @param row number of the row within the feature
   * @param frame the first frame; a block's, or one after the other
   * @param values holds the numbers
   * @param at where the first one is
   * @param count how many
   */
  void put(int row, int frame, float[] values, int at, int count) {
    if (tile == null || count > FrameBlock.FRAMES) {
      matrix.put(firstRow + row, frame, values, at, count);
      return;
    }
    if (frame >= tileStart + TILE) {
      finish();
      tileStart = frame / TILE * TILE;
    }
    System.arraycopy(values, at, tile, row * TILE + frame - tileStart, count);
    tileEnd = frame - tileStart + count;
  }

  /** Sets all rows of a block of frames. */
  void put(int frame, int count, FrameBlock block) {
    var values = block.byRow();
    for (int row = 0; row < rows; row++) {
      put(row, frame, values, row * FrameBlock.FRAMES, count);
    }
  }

  /** Sets all rows of one frame. */
  void put(int frame, float[] column) {
    for (int row = 0; row < rows; row++) {
      put(row, frame, column, row, 1);
    }
  }

  /**
   * Sets all rows of many frames.
   *
   * @param columns {@code [at least count][rows]}
   */
  void put(int frame, int count, float[][] columns) {
    var values = new float[count];
    for (int row = 0; row < rows; row++) {
      for (int t = 0; t < count; t++) {
        values[t] = columns[t][row];
      }
      matrix.put(firstRow + row, frame, values, 0, count);
    }
  }

  /** Sets all rows to one value in all frames. */
  void fill(float value) {
    var values = new float[matrix.columns()];
    Arrays.fill(values, value);
    for (int row = 0; row < rows; row++) {
      matrix.put(firstRow + row, 0, values, 0, values.length);
    }
  }

  /** Writes what has been collected. */
  void finish() {
    for (int row = 0; row < rows && tileEnd > 0; row++) {
      matrix.put(firstRow + row, tileStart, tile, row * TILE, tileEnd);
    }
    tileEnd = 0;
  }
}
