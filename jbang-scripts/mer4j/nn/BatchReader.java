package mer4j.nn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fills batches from a source, a few clips at a time on the heap: scaled, neighbouring frames
 * averaged where the settings say so, written straight into native memory that is used again for
 * every batch of the same size.
 */
final class BatchReader implements AutoCloseable {
  /** Clips written together: one cache line of floats. */
  private static final int GROUP = 16;

  private final NetworkSettings settings;
  private final FrameSource source;
  private final FrameScaler scaler;
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
  }

  /** Time steps per clip. */
  int time() {
    return Math.ceilDiv(source.frames(), settings.reading().frameStep());
  }

  /**
   * Reads the given clips, several at once.
   *
   * @throws IllegalStateException naming the clip whose features are not finite
   */
  ClipBatch read(int[] clips) {
    int size = clips.length;
    boolean both = settings.kind().directions() == 2;
    var own =
        arrays.computeIfAbsent(
            size,
            n -> {
              var shape = new long[] {n, source.rows(), time()};
              return new INDArray[] {
                Nd4j.create(DataType.FLOAT, shape, 'f'),
                both ? Nd4j.create(DataType.FLOAT, shape, 'f') : null
              };
            });
    var mask = new float[size][time()];
    IntStream.range(0, Math.ceilDiv(size, GROUP))
        .parallel()
        .forEach(
            group -> {
              int from = group * GROUP;
              fill(own, mask, clips, from, Math.min(from + GROUP, size));
            });
    return new ClipBatch(
        own[0],
        own[1],
        settings.reading().masked() ? Nd4j.createFromArray(mask) : null,
        clips.clone());
  }

  /** Reads clips {@code from} to {@code to} of a batch into their places. */
  private void fill(INDArray[] arrays, float[][] mask, int[] clips, int from, int to) {
    int size = clips.length;
    int rows = source.rows();
    var forward = memory(arrays[0]);
    var backward = arrays[1] == null ? null : memory(arrays[1]);
    var values = new float[to - from][source.frames() * rows];
    var valid = new int[to - from];
    for (int i = 0; i < values.length; i++) {
      int length = load(clips[from + i], values[i]);
      valid[i] = settings.reading().masked() ? Math.max(1, length) : time();
      Arrays.fill(mask[from + i], 0, valid[i], 1);
    }
    for (int t = 0; t < time(); t++) {
      for (int row = 0; row < rows; row++) {
        // Fortran order: the clips of one row and time step lie together, as the layers want it
        long at = from + (long) size * (t * rows + row);
        for (int i = 0; i < values.length; i++) {
          forward.setAtIndex(ValueLayout.JAVA_FLOAT, at + i, values[i][t * rows + row]);
        }
        if (backward != null) {
          for (int i = 0; i < values.length; i++) {
            int back = t < valid[i] ? valid[i] - 1 - t : t;
            backward.setAtIndex(ValueLayout.JAVA_FLOAT, at + i, values[i][back * rows + row]);
          }
        }
      }
    }
  }

  private static MemorySegment memory(INDArray array) {
    return MemorySegment.ofAddress(array.data().address()).reinterpret(array.length() * 4);
  }

  /** Reads and scales one clip; returns its length in time steps. */
  private int load(int clip, float[] values) {
    source.copyClip(clip, values);
    int length = source.length(clip);
    int rows = source.rows();
    scaler.apply(values, rows, length);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalStateException(
            "features of "
                + source.name(clip)
                + " are not finite (row "
                + i % rows
                + ", frame "
                + i / rows
                + ")");
      }
    }
    int step = settings.reading().frameStep();
    if (step == 1) {
      return length;
    }
    int end = settings.reading().masked() ? length : source.frames();
    for (int t = 0; t < time(); t++) {
      int from = t * step;
      int to = Math.max(from + 1, Math.min(from + step, end));
      for (int row = 0; row < rows; row++) {
        float sum = 0;
        for (int i = from; i < to; i++) {
          sum += values[i * rows + row];
        }
        values[t * rows + row] = sum / (to - from);
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
