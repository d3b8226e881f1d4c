package mer4j.features;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import mer4j.audio.ScratchFile;

/**
 * A matrix that is filled piece by piece and then read from its first row to its last: in memory,
 * or in a temporary file if it is large. Rows lie one after the other, as in a NumPy file.
 */
final class FloatRows implements AutoCloseable {
  private static final int CHUNK = 1 << 15;

  private final int rows;
  private final int columns;
  private final float[] values;
  private final ScratchFile file;

  /**
   * A matrix of zeros.
   *
   * @param heapValues greatest number of values to hold in memory
   * @throws IllegalArgumentException if it is larger than a file that can be read again
   */
  FloatRows(int rows, int columns, long heapValues) {
    long size = (long) rows * columns;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d rows of %d values are more than one file can hold".formatted(rows, columns));
    }
    this.rows = rows;
    this.columns = columns;
    boolean inMemory = size <= heapValues;
    values = inMemory ? new float[(int) size] : null;
    file = inMemory ? null : new ScratchFile();
    if (file != null) {
      file.write(size - 1, new float[1], 0, 1);
    }
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  boolean isInMemory() {
    return file == null;
  }

  /** Sets consecutive values of a row. */
  void put(int row, int column, float[] from, int at, int count) {
    if (file == null) {
      System.arraycopy(from, at, values, row * columns + column, count);
    } else {
      file.write((long) row * columns + column, from, at, count);
    }
  }

  /** All values in an array, which is no copy if they are in memory. */
  float[] values() {
    if (file == null) {
      return values;
    }
    var all = new float[rows * columns];
    file.read(0, all, 0, all.length);
    return all;
  }

  /** A copy of consecutive columns. */
  FloatRows part(int from, int count, long heapValues) {
    var part = new FloatRows(rows, count, heapValues);
    var piece = new float[count];
    for (int row = 0; row < rows; row++) {
      if (file == null) {
        System.arraycopy(values, row * columns + from, piece, 0, count);
      } else {
        file.read((long) row * columns + from, piece, 0, count);
      }
      part.put(row, 0, piece, 0, count);
    }
    return part;
  }

  /** Takes consecutive values of the matrix. */
  @FunctionalInterface
  interface Receiver<E extends Exception> {
    /**
     * @param index number of the first value, counted along rows
     * @param values holds them; not to be changed
     * @param at where in {@code values} the first one is
     * @param count how many
     */
    void accept(long index, float[] values, int at, int count) throws E;
  }

  /** Hands over all values in order. */
  <E extends Exception> void forEach(Receiver<E> receiver) throws E {
    int size = rows * columns;
    var piece = file == null ? values : new float[Math.min(CHUNK, size)];
    for (int from = 0; from < size; from += CHUNK) {
      int count = Math.min(CHUNK, size - from);
      if (file != null) {
        file.read(from, piece, 0, count);
      }
      receiver.accept(from, piece, file == null ? from : 0, count);
    }
  }

  /** Index of the first value that is not a number or infinite, -1 if there is none. */
  long firstNotFinite() {
    long[] found = {-1};
    forEach(
        (index, piece, at, count) -> {
          // The greatest magnitude, compared as a whole number, is found faster than a test each.
          int greatest = 0;
          for (int i = at; i < at + count; i++) {
            greatest = Math.max(greatest, Float.floatToRawIntBits(piece[i]) & Integer.MAX_VALUE);
          }
          for (int i = at; found[0] < 0 && i < at + count; i++) {
            if (Float.isFinite(Float.intBitsToFloat(greatest))) {
              break;
            }
            if (!Float.isFinite(piece[i])) {
              found[0] = index + i - at;
            }
          }
        });
    return found[0];
  }

  /** Writes all values, four bytes each, the lowest first. */
  void writeTo(OutputStream out) throws IOException {
    var bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    var floats = bytes.asFloatBuffer();
    forEach(
        (index, piece, at, count) -> {
          floats.put(0, piece, at, count);
          out.write(bytes.array(), 0, count * Float.BYTES);
        });
  }

  /** Gives a temporary file free. */
  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
