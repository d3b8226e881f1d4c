package mer4j.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import mer4j.ProgressListener;
import mer4j.features.FeatureStore;

/**
 * The clips of a data set as one array {@code [clip][frame][row]} of float32, memory-mapped, so
 * that it may be larger than the heap. Clips with fewer frames are padded with zeros, longer ones
 * are cut; the tempo goes on in the padding, as in the study. Safe for concurrent reading until
 * closed.
 *
 * <p>The file is a NumPy array: {@code numpy.load(file, mmap_mode="r")} reads it.
 */
public final class ClipTensor implements AutoCloseable {
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Arena arena;
  private final MemorySegment values;
  private final TensorFile.Header header;

  private ClipTensor(Arena arena, MemorySegment values, TensorFile.Header header) {
    this.arena = arena;
    this.values = values;
    this.header = header;
  }

  /**
   * Assembles features of a store into a file, or takes the file that is there if it was assembled
   * from the same stored features and is whole.
   *
   * @param ids clips, in the order of the tensor
   * @param frames frames per clip
   * @param repeatedRow the row that goes on in the padding with its value in frame 0 (tempo), or -1
   * @param file where to; its folder is made if it does not exist
   * @param progress told about clips assembled
   * @throws IllegalArgumentException if {@code frames} is not positive, there are no ids, or one is
   *     not in the store
   * @throws IOException if a file cannot be read or written, or clips differ in rows;
   *     InterruptedIOException if the thread is interrupted
   */
  public static ClipTensor assemble(
      FeatureStore store,
      List<String> ids,
      int frames,
      int repeatedRow,
      Path file,
      ProgressListener progress)
      throws IOException {
    if (frames < 1) {
      throw new IllegalArgumentException(frames + " frames: a tensor needs at least one");
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("no clips to assemble");
    }
    var source = new TensorFile(store, List.copyOf(ids), frames, repeatedRow);
    if (!source.isWhole(file)) {
      source.write(file, progress);
    }
    return map(file);
  }

  /** Opens a file that {@link TensorFile} wrote. */
  private static ClipTensor map(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var header = TensorFile.Header.read(channel, file);
      var arena = Arena.ofShared();
      var values =
          channel.map(MapMode.READ_ONLY, TensorFile.Header.BYTES, header.valueBytes(), arena);
      return new ClipTensor(arena, values, header);
    }
  }

  /** Number of clips. */
  public int clips() {
    return header.clips();
  }

  /** Frames per clip, padding included. */
  public int frames() {
    return header.frames();
  }

  /** Feature rows per frame. */
  public int rows() {
    return header.rows();
  }

  /** True number of frames of a clip, at most {@link #frames()}. */
  public int length(int clip) {
    return header.lengths()[clip];
  }

  /** One value. */
  public float at(int clip, int frame, int row) {
    Objects.checkIndex(frame, frames());
    Objects.checkIndex(row, rows());
    return values.getAtIndex(FLOAT, ((long) clip * frames() + frame) * rows() + row);
  }

  /**
   * Copies one clip.
   *
   * @param into filled with {@code [frame][row]}, frames x rows values
   * @throws IllegalArgumentException if it is too short
   */
  public void copyClip(int clip, float[] into) {
    int size = frames() * rows();
    if (into.length < size) {
      throw new IllegalArgumentException(
          "a clip has %d values, the array takes %d".formatted(size, into.length));
    }
    Objects.checkIndex(clip, clips());
    MemorySegment.copy(values, FLOAT, (long) clip * size * Float.BYTES, into, 0, size);
  }

  /**
   * Copies some frames of a clip.
   *
   * @param from first frame
   * @param count number of frames
   * @param into gets {@code [frame][row]}, count x rows values
   * @param at where in {@code into} the first of them goes
   * @throws IndexOutOfBoundsException if there are no such frames or the array is too short
   */
  public void copyFrames(int clip, int from, int count, float[] into, int at) {
    Objects.checkIndex(clip, clips());
    Objects.checkFromIndexSize(from, count, frames());
    long first = (long) clip * frames() + from;
    MemorySegment.copy(values, FLOAT, first * rows() * Float.BYTES, into, at, count * rows());
  }

  /**
   * The mean over all clips at each frame, padding included.
   *
   * @param row feature row
   * @return a value per frame
   */
  public float[] mean(int row) {
    var means = new float[frames()];
    for (int frame = 0; frame < means.length; frame++) {
      double sum = 0;
      for (int clip = 0; clip < clips(); clip++) {
        sum += at(clip, frame, row);
      }
      means[frame] = (float) (sum / clips());
    }
    return means;
  }

  /** All values, {@code [clip][frame][row]}, little-endian, read-only. */
  public MemorySegment segment() {
    return values;
  }

  /** Gives the mapping back; nothing can be read any more. */
  @Override
  public void close() {
    arena.close();
  }
}
