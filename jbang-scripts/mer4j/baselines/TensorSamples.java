package mer4j.baselines;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import mer4j.data.ClipTensor;
import mer4j.eval.SampleMatrix;

/**
 * The clips of a memory-mapped tensor as rows of numbers, frame by frame: 264,180 columns for the
 * study's 1295 frames of 204 rows. The study lays them out row by row; no method here depends on
 * the order of columns.
 */
public final class TensorSamples implements SampleMatrix {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment segment;
  private final int rows;
  private final int columns;

  /**
   * Looks at a tensor, which must stay open as long as the samples are used.
   *
   * @param tensor {@code [clip][frame][row]}
   */
  public TensorSamples(ClipTensor tensor) {
    this.segment = tensor.segment();
    this.rows = tensor.clips();
    this.columns = Math.multiplyExact(tensor.frames(), tensor.rows());
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  private long offset(int row, int column) {
    return ((long) row * columns + column) * Float.BYTES;
  }

  @Override
  public void copyRow(int row, int from, float[] into) {
    MemorySegment.copy(segment, FLOAT, offset(row, from), into, 0, into.length);
  }

  @Override
  public void copyRow(int row, int from, double[] into, int at, int count) {
    long start = offset(row, from);
    for (int i = 0; i < count; i++) {
      into[at + i] = segment.get(FLOAT, start + (long) i * Float.BYTES);
    }
  }

  @Override
  public float at(int row, int column) {
    return segment.get(FLOAT, offset(row, column));
  }
}
