package mer4j.dsp;

/**
 * Values of up to 16 consecutive frames, so that a kernel can work on all of them at a time: one
 * frame in each lane of a vector.
 *
 * <p>A block holds its values by row, where the 16 frames of a row lie beside each other, or by
 * frame, and turns one into the other when it is asked for. Kernels that use the Vector API read
 * and write rows, plain ones read and write frames. A block that is filled with fewer frames holds
 * zeros, or what a kernel makes of zeros, in the others.
 *
 * <p>Not thread-safe.
 */
public final class FrameBlock {
  /** Number of frames in a block. */
  public static final int FRAMES = 16;

  private final int rows;
  private float[] byRow;
  private float[][] byFrame;
  private boolean rowsAreCurrent = true;
  private boolean framesAreCurrent = true;

  /**
   * A block of zeros.
   *
   * @param rows number of values of a frame, such as the bins of a spectrum
   */
  public FrameBlock(int rows) {
    this.rows = rows;
  }

  /** Number of values of a frame. */
  public int rows() {
    return rows;
  }

  /**
   * The values by row, not to be changed: {@code [rows * 16]}, that of row r in frame i at index
   * {@code r * 16 + i}.
   */
  public float[] byRow() {
    var values = rowArray();
    if (!rowsAreCurrent) {
      for (int i = 0; i < FRAMES; i++) {
        float[] frame = byFrame[i];
        for (int row = 0, at = i; row < rows; row++, at += FRAMES) {
          values[at] = frame[row];
        }
      }
      rowsAreCurrent = true;
    }
    return values;
  }

  /** The values by frame, not to be changed: {@code [16][rows]}. */
  public float[][] byFrame() {
    var frames = frameArrays();
    if (!framesAreCurrent) {
      for (int i = 0; i < FRAMES; i++) {
        float[] frame = frames[i];
        for (int row = 0, at = i; row < rows; row++, at += FRAMES) {
          frame[row] = byRow[at];
        }
      }
      framesAreCurrent = true;
    }
    return frames;
  }

  /** The array of {@link #byRow()} to be written in full, as when a block is read from a file. */
  public float[] rowsToFill() {
    return writeRows();
  }

  /** The array of {@link #byRow()} to be written in full. */
  float[] writeRows() {
    rowsAreCurrent = true;
    framesAreCurrent = false;
    return rowArray();
  }

  /** The arrays of {@link #byFrame()} to be written in full. */
  float[][] writeFrames() {
    rowsAreCurrent = false;
    framesAreCurrent = true;
    return frameArrays();
  }

  private float[] rowArray() {
    if (byRow == null) {
      byRow = new float[rows * FRAMES];
    }
    return byRow;
  }

  private float[][] frameArrays() {
    if (byFrame == null) {
      byFrame = new float[FRAMES][rows];
    }
    return byFrame;
  }

  /** Refuses a block that has not the expected number of rows. */
  void requireRows(String what, int expected) {
    if (rows != expected) {
      throw new IllegalArgumentException(what + " must have " + expected + " rows; given " + rows);
    }
  }
}
