package mer4j.baselines;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import mer4j.eval.SampleMatrix;

/**
 * A copy of samples in which the values of a column lie side by side, for methods that read
 * columns: in samples stored row by row, each value of a column is in another page of memory. It
 * lies outside the heap, since some thousand whole clips are more than a usual heap holds, and is
 * given back by {@link #close}.
 */
final class ColumnMajor implements SampleMatrix, AutoCloseable {
  private static final int BLOCK = 1024;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment values;
  private final int rows;
  private final int columns;

  private ColumnMajor(int rows, int columns) {
    this.values = arena.allocate(ValueLayout.JAVA_FLOAT, (long) rows * columns);
    this.rows = rows;
    this.columns = columns;
  }

  /** Copies samples. */
  static ColumnMajor of(SampleMatrix x, int jobs) {
    var copy = new ColumnMajor(x.rows(), x.columns());
    int blocks = (x.columns() + BLOCK - 1) / BLOCK;
    Lanes.run(blocks, jobs, b -> copy.fill(x, b * BLOCK));
    return copy;
  }

  private void fill(SampleMatrix x, int from) {
    int width = Math.min(BLOCK, columns - from);
    var block = new float[width * rows];
    var row = new float[width];
    for (int i = 0; i < rows; i++) {
      x.copyRow(i, from, row);
      for (int j = 0; j < width; j++) {
        block[j * rows + i] = row[j];
      }
    }
    MemorySegment.copy(
        block, 0, values, ValueLayout.JAVA_FLOAT, (long) from * rows * Float.BYTES, block.length);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void copyRow(int row, int from, float[] into) {
    for (int j = 0; j < into.length; j++) {
      into[j] = at(row, from + j);
    }
  }

  @Override
  public float at(int row, int column) {
    return values.getAtIndex(ValueLayout.JAVA_FLOAT, (long) column * rows + row);
  }

  /** Gives the memory back; the samples cannot be read any more. */
  @Override
  public void close() {
    arena.close();
  }
}
