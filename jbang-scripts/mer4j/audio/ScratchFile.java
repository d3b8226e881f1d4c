package mer4j.audio;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Floats in a file that nobody else sees and that does not outlive the program, even if that is
 * killed: its name is removed as soon as it is open, where the system allows that, and otherwise
 * when it is closed. It lies in the system's folder for temporary files ({@code java.io.tmpdir}).
 *
 * <p>Read and written with plain file access: a mapping would count as memory of this process as
 * long as it is there, and a channel would close where its thread is interrupted. Not thread-safe.
 */
public final class ScratchFile implements AutoCloseable {
  private static final int CHUNK = 1 << 14;

  private final byte[] bytes = new byte[CHUNK * Float.BYTES];
  private final FloatBuffer floats =
      ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  private final RandomAccessFile file;
  private final Path left;

  /**
   * Opens an empty file.
   *
   * @throws UncheckedIOException if there can be none
   */
  public ScratchFile() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  ScratchFile(Path folder) {
    try {
      var path = Files.createTempFile(folder, "mer4j-", ".scratch");
      file = new RandomAccessFile(path.toFile(), "rw");
      left = remove(path) ? null : path;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Whether the name is gone; an open file keeps it on some systems. */
  private static boolean remove(Path path) {
    try {
      Files.deleteIfExists(path);
      return true;
    } catch (IOException e) {
      path.toFile().deleteOnExit();
      return false;
    }
  }

  /**
   * Writes floats; what lies between the end so far and {@code at} becomes 0.
   *
   * @param at where in the file the first one goes, counted in floats
   * @param values holds them
   * @param offset where in {@code values} the first one is
   * @param count how many
   * @throws UncheckedIOException if there is no room left
   */
  public void write(long at, float[] values, int offset, int count) {
    try {
      file.seek(at * Float.BYTES);
      for (int done = 0; done < count; ) {
        int part = Math.min(CHUNK, count - done);
        floats.put(0, values, offset + done, part);
        file.write(bytes, 0, part * Float.BYTES);
        done += part;
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Reads floats, all of which have been written.
   *
   * @param at where in the file the first one is, counted in floats
   * @param into receives them
   * @param offset where in {@code into} the first one goes
   * @param count how many
   * @throws UncheckedIOException if they cannot be read
   */
  public void read(long at, float[] into, int offset, int count) {
    try {
      file.seek(at * Float.BYTES);
      for (int done = 0; done < count; ) {
        int part = Math.min(CHUNK, count - done);
        file.readFully(bytes, 0, part * Float.BYTES);
        floats.get(0, into, offset + done, part);
        done += part;
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Gives the room free. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw failure(e);
    } finally {
      if (left != null) {
        remove(left);
      }
    }
  }

  private static UncheckedIOException failure(IOException e) {
    var folder = System.getProperty("java.io.tmpdir");
    return new UncheckedIOException(
        "a temporary file in " + folder + " cannot be used: " + e.getMessage(), e);
  }
}
