package mer4j.nn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fills batches from a source, one clip at a time on the heap: scaled, neighbouring frames averaged
 * where the settings say so, written straight into native memory that is used again for every batch
 * of the same size.
 */
final class BatchReader implements AutoCloseable {
  private final NetworkSettings settings;
  private final FrameSource source;
  private final FrameScaler scaler;
  private final float[] clipValues;
  private final Map<Integer, INDArray[]> arrays = new HashMap<>();

  BatchReader(NetworkSettings settings, FrameSource source, FrameScaler scaler) {
    if (source.rows() != settings.inputs()) {
      throw new IllegalArgumentException(
          "the network takes "
              + settings.inputs()
              + " feature rows, the data has "
              + source.rows());
    }
    this.settings = settings;
    this.source = source;
    this.scaler = scaler;
    clipValues = new float[source.frames() * source.rows()];
  }

  /** Time steps per clip. */
  int time() {
    return Math.ceilDiv(source.frames(), settings.frameStep());
  }

  /**
   * Reads the given clips.
   *
   * @throws IllegalStateException naming the clip whose features are not finite
   */
  ClipBatch read(int[] clips) {
    int size = clips.length;
    int time = time();
    int rows = source.rows();
    boolean both = settings.kind().directions() == 2;
    var own =
        arrays.computeIfAbsent(
            size,
            n -> {
              var shape = new long[] {n, rows, time};
              return new INDArray[] {
                Nd4j.create(DataType.FLOAT, shape, 'f'),
                both ? Nd4j.create(DataType.FLOAT, shape, 'f') : null
              };
            });
    var forward = memory(own[0]);
    var backward = both ? memory(own[1]) : null;
    var mask = new float[size][time];
    for (int b = 0; b < size; b++) {
      int length = load(clips[b]);
      int valid = settings.masked() ? Math.max(1, length) : time;
      for (int t = 0; t < time; t++) {
        mask[b][t] = t < valid ? 1 : 0;
        int back = t < valid ? valid - 1 - t : t;
        for (int row = 0; row < rows; row++) {
          float value = clipValues[t * rows + row];
          if (!Float.isFinite(value)) {
            throw new IllegalStateException(
                "features of clip number " + clips[b] + " are not finite (row " + row + ")");
          }
          // Fortran order: the clips of one row and time step lie together, as the layers want it
          forward.setAtIndex(ValueLayout.JAVA_FLOAT, b + (long) size * (t * rows + row), value);
          if (both) {
            backward.setAtIndex(
                ValueLayout.JAVA_FLOAT, b + (long) size * (back * rows + row), value);
          }
        }
      }
    }
    return new ClipBatch(
        own[0], own[1], settings.masked() ? Nd4j.createFromArray(mask) : null, clips.clone());
  }

  private static MemorySegment memory(INDArray array) {
    return MemorySegment.ofAddress(array.data().address()).reinterpret(array.length() * 4);
  }

  /** Reads and scales one clip into {@code clipValues}; returns its length in time steps. */
  private int load(int clip) {
    source.copyClip(clip, clipValues);
    int length = source.length(clip);
    scaler.apply(clipValues, source.rows(), length);
    int step = settings.frameStep();
    if (step == 1) {
      return length;
    }
    int rows = source.rows();
    int end = settings.masked() ? length : source.frames();
    for (int t = 0; t < time(); t++) {
      int from = t * step;
      int to = Math.max(from + 1, Math.min(from + step, end));
      for (int row = 0; row < rows; row++) {
        float sum = 0;
        for (int i = from; i < to; i++) {
          sum += clipValues[i * rows + row];
        }
        clipValues[t * rows + row] = sum / (to - from);
      }
    }
    return Math.ceilDiv(length, step);
  }

  @Override
  public void close() {
    for (var pair : arrays.values()) {
      for (var array : pair) {
        if (array != null) {
          array.close();
        }
      }
    }
    arrays.clear();
  }
}
