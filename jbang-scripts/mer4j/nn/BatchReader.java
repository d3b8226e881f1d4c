package mer4j.nn;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import mer4j.recurrent.Workers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Fills batches from a source: scaled, neighbouring frames averaged where the settings say so,
 * written straight into one native buffer that is used again for every batch. In it the rows of a
 * frame lie together, then the clips, then the time steps: the order in which recurrent layers read
 * fastest. On the heap there are some frames of one clip per thread, and never more of the data
 * set.
 */
final class BatchReader implements AutoCloseable {
  /** Values taken to the heap at once: a quarter of a megabyte, for a core's cache. */
  private static final int PIECE = 1 << 16;

  private final NetworkSettings settings;
  private final FrameSource source;
  private final FrameTransform transform;
  private final int step;
  private final int pieceSteps;
  private final BitSet finite = new BitSet();
  private final Queue<Piece> pieces = new ConcurrentLinkedQueue<>();
  private INDArray buffer;
  private INDArray mask; // of the batch that holds

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
    pieceSteps = Math.clamp(PIECE / ((long) step * source.rows()), 1, time());
  }

  /** Time steps per clip. */
  int time() {
    return Math.ceilDiv(source.frames(), step);
  }

  /**
   * Reads the given clips, on as many threads as train ({@link Workers#threads()}) at most.
   *
   * @throws IllegalStateException naming the clip whose features are not finite
   */
  ClipBatch read(int[] clips) {
    boolean masked = settings.reading().masked();
    var valid = new int[clips.length];
    Arrays.setAll(
        valid, i -> masked ? Math.max(1, Math.ceilDiv(source.length(clips[i]), step)) : time());
    buffer = room(buffer, clips.length);
    int parts = Math.min(Workers.threads(), clips.length);
    IntStream.range(0, parts).parallel().forEach(part -> fill(clips, part, parts));
    for (int clip : clips) {
      finite.set(clip);
    }
    closeMask();
    mask = masked ? mask(valid) : null;
    return new ClipBatch(view(buffer, clips.length), mask, clips.clone());
  }

  private long size(int clips) {
    return (long) clips * time() * source.rows();
  }

  /** The buffer itself if there is room for so many clips, else a new one. */
  private INDArray room(INDArray buffer, int clips) {
    if (buffer != null && buffer.length() >= size(clips)) {
      return buffer;
    }
    if (buffer != null) {
      buffer.close();
    }
    return Nd4j.createUninitialized(DataType.FLOAT, size(clips));
  }

  /** The beginning of the buffer, {@code [time][clips][rows]}, as {@code [clips][rows][time]}. */
  private INDArray view(INDArray buffer, int clips) {
    return buffer
        .get(NDArrayIndex.interval(0, size(clips)))
        .reshape('c', time(), clips, source.rows())
        .permute(1, 2, 0);
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
   * @param steps {@code [step][row]} of one clip
   * @param frames from which steps are averaged
   */
  private record Piece(float[] steps, float[] frames) {}

  /** Reads the clips {@code first}, {@code first + step} and so on of a batch. */
  private void fill(int[] clips, int first, int step) {
    for (int i = first; i < clips.length; i += step) {
      fill(clips, i);
    }
  }

  /** Reads clip number {@code i} of a batch into its places. */
  private void fill(int[] clips, int i) {
    int rows = source.rows();
    var piece = pieces.poll();
    if (piece == null) {
      int size = pieceSteps * rows;
      piece = new Piece(new float[size], new float[step == 1 ? 0 : size * step]);
    }
    for (int from = 0; from < time(); from += pieceSteps) {
      int to = Math.min(from + pieceSteps, time());
      load(clips[i], from, to, piece);
      for (int t = from; t < to; t++) {
        write(piece.steps, (t - from) * rows, (long) t * clips.length + i);
      }
    }
    pieces.add(piece);
  }

  /** Copies the rows of a step to their place in the buffer, counted in steps. */
  private void write(float[] values, int at, long place) {
    int rows = source.rows();
    var memory =
        MemorySegment.ofAddress(buffer.data().address()).reinterpret(buffer.length() * Float.BYTES);
    MemorySegment.copy(
        values, at, memory, ValueLayout.JAVA_FLOAT, place * rows * Float.BYTES, rows);
  }

  /** Reads time steps {@code from} to {@code to} of a clip, scaled. */
  private void load(int clip, int from, int to, Piece piece) {
    int rows = source.rows();
    int first = from * step;
    int frames = Math.min(to * step, source.frames()) - first;
    var values = step == 1 ? piece.steps : piece.frames;
    source.copyFrames(clip, first, frames, values, 0);
    if (!finite.get(clip)) {
      requireFinite(clip, first, values, frames * rows);
    }
    transform.apply(values, 0, first, frames, source.length(clip));
    if (step > 1) {
      // under a mask the last true step is the mean of its true frames only
      int end = settings.reading().masked() ? source.length(clip) : source.frames();
      for (int t = 0; t < to - from; t++) {
        int count = Math.clamp((long) end - first - t * step, 1, Math.min(step, frames - t * step));
        average(piece, t * step, count, t * rows);
      }
    }
  }

  private void average(Piece piece, int frame, int count, int at) {
    int rows = source.rows();
    for (int row = 0; row < rows; row++) {
      float sum = 0;
      for (int i = frame; i < frame + count; i++) {
        sum += piece.frames[i * rows + row];
      }
      piece.steps[at + row] = sum / count;
    }
  }

  private void requireFinite(int clip, int frame, float[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalStateException(
            "features of %s are not finite (row %d, frame %d)"
                .formatted(source.name(clip), i % source.rows(), frame + i / source.rows()));
      }
    }
  }

  private void closeMask() {
    if (mask != null) {
      mask.close();
    }
    mask = null;
  }

  @Override
  public void close() {
    closeMask();
    if (buffer != null) {
      buffer.close();
    }
    buffer = null;
  }
}
