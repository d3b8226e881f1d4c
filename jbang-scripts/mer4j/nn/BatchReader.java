package mer4j.nn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fills batches from a source: scaled, neighbouring frames averaged where the settings say so,
 * written straight into one native buffer that is used again for every batch. On the heap there is
 * a tile of some frames of all clips of the batch per thread, small enough for a core's cache, and
 * never more of the data set.
 */
final class BatchReader implements AutoCloseable {
  /** Values of a tile: half a megabyte. */
  private static final int TILE = 1 << 17;

  private final NetworkSettings settings;
  private final FrameSource source;
  private final FrameTransform transform;
  private final int step;
  private final BitSet finite = new BitSet();
  private final Queue<Tile> tiles = new ConcurrentLinkedQueue<>();
  private INDArray forward;
  private INDArray backward;

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
    this.transform = scaler.transform(source.rows());
    step = settings.reading().frameStep();
  }

  /** Time steps per clip. */
  int time() {
    return Math.ceilDiv(source.frames(), step);
  }

  /**
   * Reads the given clips, with all cores.
   *
   * @throws IllegalStateException naming the clip whose features are not finite
   */
  ClipBatch read(int[] clips) {
    boolean both = settings.kind().directions() == 2;
    boolean masked = settings.reading().masked();
    var valid = new int[clips.length];
    Arrays.setAll(
        valid, i -> masked ? Math.max(1, Math.ceilDiv(source.length(clips[i]), step)) : time());
    forward = room(forward, clips.length);
    int perClip = step * source.rows();
    int steps = Math.clamp(TILE / ((long) clips.length * perClip), 1, time());
    int count = Math.ceilDiv(time(), steps);
    if (both) {
      backward = room(backward, clips.length);
    }
    IntStream.range(0, both ? 2 * count : count)
        .parallel()
        .forEach(
            i -> {
              var array = i < count ? forward : backward;
              int from = i % count * steps;
              fill(array, i >= count, clips, valid, from, Math.min(from + steps, time()));
            });
    for (int clip : clips) {
      finite.set(clip);
    }
    return new ClipBatch(
        view(forward, clips.length),
        both ? view(backward, clips.length) : null,
        masked ? mask(valid) : null,
        clips.clone());
  }

  /** The array itself if there is room for so many clips, else a new one. */
  private INDArray room(INDArray array, int clips) {
    if (array != null && array.size(0) >= clips) {
      return array;
    }
    if (array != null) {
      array.close();
    }
    return Nd4j.createUninitialized(DataType.FLOAT, new long[] {clips, source.rows(), time()}, 'f');
  }

  /** The beginning of the array's memory as an array of fewer clips. */
  private INDArray view(INDArray array, int clips) {
    if (array.size(0) == clips) {
      return array;
    }
    long[] shape = {clips, source.rows(), time()};
    return Nd4j.create(array.data(), shape, Nd4j.getStrides(shape, 'f'), 0, 'f');
  }

  private INDArray mask(int[] valid) {
    var mask = new float[valid.length][time()];
    for (int i = 0; i < valid.length; i++) {
      Arrays.fill(mask[i], 0, valid[i], 1);
    }
    return Nd4j.createFromArray(mask);
  }

  /**
   * Work space of a thread.
   *
   * @param steps {@code [clip][value]}
   * @param turned {@code [value][clip]}
   * @param frames of one clip, from which steps are averaged
   */
  private record Tile(float[] steps, float[] turned, float[] frames) {}

  /** Reads time steps {@code from} to {@code to} of all clips into their places. */
  private void fill(INDArray array, boolean reversed, int[] clips, int[] valid, int from, int to) {
    int rows = source.rows();
    int own = (to - from) * rows;
    var tile = tiles.poll();
    if (tile == null || tile.steps.length < own * clips.length) {
      int size = own * clips.length;
      tile = new Tile(new float[size], new float[size], new float[step == 1 ? 0 : own * step]);
    }
    for (int i = 0; i < clips.length; i++) {
      int end = Math.clamp(valid[i], from, to);
      if (reversed && end > from) {
        load(clips[i], valid[i] - end, valid[i] - from, tile, i * own);
        reverse(tile.steps, i * own, end - from);
        load(clips[i], end, to, tile, i * own + (end - from) * rows);
      } else {
        load(clips[i], from, to, tile, i * own);
      }
    }
    // Fortran order: the clips of one row and time step lie together, as the layers want it
    turn(tile.steps, clips.length, own, tile.turned);
    long at = (long) from * rows * clips.length * Float.BYTES;
    MemorySegment.copy(
        tile.turned, 0, memory(array), ValueLayout.JAVA_FLOAT, at, own * clips.length);
    tiles.add(tile);
  }

  /** Reads time steps {@code from} to {@code to} of a clip, scaled. */
  private void load(int clip, int from, int to, Tile tile, int at) {
    if (to == from) {
      return;
    }
    int rows = source.rows();
    int first = from * step;
    int frames = Math.min(to * step, source.frames()) - first;
    var values = step == 1 ? tile.steps : tile.frames;
    int start = step == 1 ? at : 0;
    source.copyFrames(clip, first, frames, values, start);
    if (!finite.get(clip)) {
      requireFinite(clip, first, values, start, frames * rows);
    }
    transform.apply(values, start, first, frames, source.length(clip));
    if (step > 1) {
      // under a mask the last true step is the mean of its true frames only
      int end = settings.reading().masked() ? source.length(clip) : source.frames();
      for (int t = 0; t < to - from; t++) {
        int count = Math.clamp((long) end - first - t * step, 1, Math.min(step, frames - t * step));
        average(tile, t * step, count, at + t * rows);
      }
    }
  }

  private void average(Tile tile, int frame, int count, int at) {
    int rows = source.rows();
    for (int row = 0; row < rows; row++) {
      float sum = 0;
      for (int i = frame; i < frame + count; i++) {
        sum += tile.frames[i * rows + row];
      }
      tile.steps[at + row] = sum / count;
    }
  }

  private void requireFinite(int clip, int frame, float[] values, int at, int count) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(values[at + i])) {
        throw new IllegalStateException(
            "features of %s are not finite (row %d, frame %d)"
                .formatted(source.name(clip), i % source.rows(), frame + i / source.rows()));
      }
    }
  }

  private void reverse(float[] values, int at, int steps) {
    int rows = source.rows();
    var kept = new float[rows];
    for (int a = at, b = at + (steps - 1) * rows; a < b; a += rows, b -= rows) {
      System.arraycopy(values, a, kept, 0, rows);
      System.arraycopy(values, b, values, a, rows);
      System.arraycopy(kept, 0, values, b, rows);
    }
  }

  /** Turns {@code [clip][value]} into {@code [value][clip]}. */
  private static void turn(float[] values, int clips, int count, float[] turned) {
    for (int from = 0; from < count; from += 16) { // a cache line of each clip
      int to = Math.min(from + 16, count);
      for (int clip = 0; clip < clips; clip++) {
        for (int k = from; k < to; k++) {
          turned[k * clips + clip] = values[clip * count + k];
        }
      }
    }
  }

  private static MemorySegment memory(INDArray array) {
    return MemorySegment.ofAddress(array.data().address())
        .reinterpret(array.length() * Float.BYTES);
  }

  @Override
  public void close() {
    for (var array : new INDArray[] {forward, backward}) {
      if (array != null) {
        array.close();
      }
    }
    forward = null;
    backward = null;
  }
}
