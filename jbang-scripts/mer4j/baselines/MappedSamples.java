package mer4j.baselines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import mer4j.data.ClipTensor;
import mer4j.eval.SampleMatrix;

/**
 * Samples of float32 in a file that is mapped, not read: the support vectors of a machine trained
 * on whole clips are hundreds of megabytes.
 */
public final class MappedSamples implements SampleMatrix {
  private static final int HEADER = 128;
  private static final int ROWS_AT_A_TIME = 16;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment segment;
  private final int rows;
  private final int columns;

  private MappedSamples(MemorySegment segment, int rows, int columns) {
    this.segment = segment;
    this.rows = rows;
    this.columns = columns;
  }

  static void write(Path file, SampleMatrix x) throws IOException {
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(channel, ByteBuffer.wrap(header(x.rows(), x.columns())), 0);
      // reading standardised rows takes longer than writing them, so several are under way
      int parts = (x.rows() + ROWS_AT_A_TIME - 1) / ROWS_AT_A_TIME;
      int jobs = Runtime.getRuntime().availableProcessors();
      Lanes.run(parts, jobs, part -> writeRows(channel, x, part * ROWS_AT_A_TIME));
    } catch (UncheckedIOException e) {
      throw new IOException("cannot write " + file + ": " + e.getCause().getMessage(), e);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void writeRows(FileChannel channel, SampleMatrix x, int from) {
    int size = x.columns() * Float.BYTES;
    var values = new float[x.columns()];
    var bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    try {
      for (int i = from; i < Math.min(x.rows(), from + ROWS_AT_A_TIME); i++) {
        x.copyRow(i, 0, values);
        bytes.clear().asFloatBuffer().put(values);
        write(channel, bytes, HEADER + (long) i * size);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  private static byte[] header(int rows, int columns) {
    var text =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
    var header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.fill(header.array(), (byte) ' ');
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    header.put((byte) 1).put((byte) 0).putShort((short) (HEADER - 10));
    header.put(text.getBytes(StandardCharsets.US_ASCII)).put(HEADER - 1, (byte) '\n');
    return header.array();
  }

  /**
   * Maps a file that {@link #write} made.
   *
   * @throws IOException naming the file if it does not hold so many rows and columns
   */
  static MappedSamples open(Path file, int rows, int columns) throws IOException {
    try (var channel = FileChannel.open(file)) {
      var expected = header(rows, columns);
      var found = ByteBuffer.allocate(HEADER);
      while (found.hasRemaining() && channel.read(found) >= 0) {}
      long length = HEADER + (long) rows * columns * Float.BYTES;
      if (!Arrays.equals(expected, found.array()) || channel.size() != length) {
        throw new IOException("it does not hold " + rows + " x " + columns + " float32 values");
      }
      var segment =
          channel.map(FileChannel.MapMode.READ_ONLY, HEADER, length - HEADER, Arena.ofAuto());
      return new MappedSamples(segment, rows, columns);
    } catch (IOException e) {
      throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The clips of a memory-mapped tensor as rows of numbers, frame by frame: 264,180 columns for the
   * study's 1295 frames of 204 rows. The study lays them out row by row; no method here depends on
   * the order of columns.
   *
   * @param tensor {@code [clip][frame][row]}, which must stay open as long as the samples are used
   */
  public static MappedSamples of(ClipTensor tensor) {
    int columns = Math.multiplyExact(tensor.frames(), tensor.rows());
    return new MappedSamples(tensor.segment(), tensor.clips(), columns);
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
