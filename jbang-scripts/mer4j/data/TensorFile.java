package mer4j.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import mer4j.ProgressListener;
import mer4j.features.FeatureMatrix;
import mer4j.features.FeatureStore;
import mer4j.features.Sha256;

/**
 * The file of a {@link ClipTensor}: a NumPy header of 128 bytes, the values, and behind them, where
 * NumPy does not look, the length and the CRC-32C of each clip and the digest of what it was made
 * from. Written under a temporary name and renamed, so that a killed run leaves no half file.
 */
final class TensorFile {
  private static final String MAGIC = "mer4j tensor 1\n";
  private static final int DIGEST_CHARACTERS = 64;

  private final FeatureStore store;
  private final List<String> ids;
  private final int frames;
  private final int repeatedRow;

  TensorFile(FeatureStore store, List<String> ids, int frames, int repeatedRow) {
    this.store = store;
    this.ids = ids;
    this.frames = frames;
    this.repeatedRow = repeatedRow;
  }

  /**
   * What a file says of itself.
   *
   * @param lengths true number of frames of each clip
   * @param checksums CRC-32C of each clip's values
   * @param digest of ids, stored features and shape
   */
  record Header(int clips, int frames, int rows, int[] lengths, int[] checksums, String digest) {
    /** Bytes of the NumPy header: the values behind it are aligned. */
    static final int BYTES = 128;

    long clipBytes() {
      return (long) frames * rows * Float.BYTES;
    }

    long valueBytes() {
      return clips * clipBytes();
    }

    long trailerBytes() {
      return trailerBytes(clips);
    }

    private static long trailerBytes(long clips) {
      return 2 * clips * Integer.BYTES + DIGEST_CHARACTERS + 3 * Integer.BYTES + MAGIC.length();
    }

    /** The NumPy header (format version 1.0). */
    ByteBuffer front() {
      var shape = "(%d, %d, %d)".formatted(clips, frames, rows);
      var text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
      var buffer = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
      buffer.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
      buffer.put((byte) 1).put((byte) 0).putShort((short) (BYTES - 10));
      buffer.put(text.getBytes(StandardCharsets.US_ASCII));
      while (buffer.position() < BYTES - 1) {
        buffer.put((byte) ' ');
      }
      return buffer.put((byte) '\n').flip();
    }

    ByteBuffer trailer() {
      var buffer = ByteBuffer.allocate((int) trailerBytes()).order(ByteOrder.LITTLE_ENDIAN);
      Arrays.stream(lengths).forEach(buffer::putInt);
      Arrays.stream(checksums).forEach(buffer::putInt);
      buffer.put(digest.getBytes(StandardCharsets.US_ASCII));
      buffer.putInt(clips).putInt(frames).putInt(rows);
      return buffer.put(MAGIC.getBytes(StandardCharsets.US_ASCII)).flip();
    }

    /**
     * @throws IOException if the file is not whole
     */
    static Header read(FileChannel channel, Path file) throws IOException {
      long size = channel.size();
      var end = readAt(channel, size - 3 * Integer.BYTES - MAGIC.length(), size, file);
      int clips = end.getInt();
      int frames = end.getInt();
      int rows = end.getInt();
      var magic = new byte[MAGIC.length()];
      end.get(magic);
      long trailer = trailerBytes(clips);
      long values = (long) frames * rows * Float.BYTES * Math.max(0, clips);
      if (!MAGIC.equals(new String(magic, StandardCharsets.US_ASCII))
          || clips < 1
          || frames < 1
          || rows < 1
          || size != BYTES + values + trailer) {
        throw new IOException(file + ": not a whole tensor");
      }
      var buffer = readAt(channel, size - trailer, size, file);
      var lengths = new int[clips];
      var checksums = new int[clips];
      Arrays.setAll(lengths, i -> buffer.getInt());
      Arrays.setAll(checksums, i -> buffer.getInt());
      var digest = new byte[DIGEST_CHARACTERS];
      buffer.get(digest);
      var text = new String(digest, StandardCharsets.US_ASCII);
      var header = new Header(clips, frames, rows, lengths, checksums, text);
      if (!header.front().equals(readAt(channel, 0, BYTES, file))) {
        throw new IOException(file + ": not a whole tensor");
      }
      return header;
    }

    private static ByteBuffer readAt(FileChannel channel, long from, long to, Path file)
        throws IOException {
      if (from < 0) {
        throw new IOException(file + ": not a whole tensor");
      }
      var buffer = ByteBuffer.allocate((int) (to - from)).order(ByteOrder.LITTLE_ENDIAN);
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
        // read on
      }
      return buffer.flip();
    }
  }

  /** Changes with the clips, their stored features and the shape. */
  private String digest() {
    var text = new StringBuilder(MAGIC).append(frames).append(' ').append(repeatedRow).append('\n');
    for (var id : ids) {
      var stored =
          store
              .find(id)
              .orElseThrow(
                  () -> new IllegalArgumentException("no clip '%s' in the store".formatted(id)));
      text.append(id).append('/').append(stored.npySha256()).append('\n');
    }
    return Sha256.of(text.toString());
  }

  /** Whether a file was made from these features and none of its bytes has changed since. */
  boolean isWhole(Path file) throws IOException {
    var expected = digest();
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var header = Header.read(channel, file);
      if (!header.digest().equals(expected) || header.clips() != ids.size()) {
        return false;
      }
      var clip = ByteBuffer.allocateDirect((int) header.clipBytes());
      for (int i = 0; i < header.clips(); i++) {
        clip.clear();
        long from = Header.BYTES + i * header.clipBytes();
        while (clip.hasRemaining() && channel.read(clip, from + clip.position()) >= 0) {
          // read on
        }
        if (checksum(clip.flip()) != header.checksums()[i]) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false; // damaged: it is made anew
    }
  }

  private static int checksum(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  void write(Path file, ProgressListener progress) throws IOException {
    var folder = Files.createDirectories(file.toAbsolutePath().getParent());
    removeLeftovers(folder, file);
    var part = folder.resolve(partPrefix(file) + ProcessHandle.current().pid() + ".part");
    try {
      try (var channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        write(channel, progress);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void write(FileChannel channel, ProgressListener progress) throws IOException {
    refuseInterrupted();
    var digest = digest();
    var lengths = new int[ids.size()];
    var checksums = new int[ids.size()];
    int rows = store.read(ids.getFirst()).rows();
    var header = new Header(ids.size(), frames, rows, lengths, checksums, digest);
    if (header.clipBytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d frames of %d rows are too many for one clip".formatted(frames, rows));
    }
    writeAll(channel, header.front());
    var values = new float[frames * rows];
    var bytes = ByteBuffer.allocateDirect((int) header.clipBytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ids.size(); i++) {
      refuseInterrupted();
      var clip = store.read(ids.get(i));
      if (clip.rows() != rows) {
        throw new IOException(
            "%s has %d feature rows, %s has %d"
                .formatted(ids.get(i), clip.rows(), ids.getFirst(), rows));
      }
      lengths[i] = fill(clip, values);
      bytes.clear();
      bytes.asFloatBuffer().put(values);
      checksums[i] = checksum(bytes.duplicate());
      writeAll(channel, bytes);
      progress.update(i + 1, ids.size(), "");
    }
    writeAll(channel, header.trailer());
  }

  private static void refuseInterrupted() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("assembling was stopped");
    }
  }

  /** Turns {@code [row][frame]} into {@code [frame][row]}, cut or padded; the true length. */
  private int fill(FeatureMatrix clip, float[] into) {
    int rows = clip.rows();
    int length = Math.min(frames, clip.frames());
    Arrays.fill(into, length * rows, into.length, 0);
    for (int row = 0; row < rows; row++) {
      for (int frame = 0; frame < length; frame++) {
        into[frame * rows + row] = clip.at(row, frame);
      }
    }
    for (int frame = length; repeatedRow >= 0 && length > 0 && frame < frames; frame++) {
      into[frame * rows + repeatedRow] = clip.at(repeatedRow, 0);
    }
    return length;
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static String partPrefix(Path file) {
    return "." + file.getFileName() + ".";
  }

  /** Deletes what killed runs left; another process may be writing the same file right now. */
  private static void removeLeftovers(Path folder, Path file) throws IOException {
    var prefix = partPrefix(file);
    try (var parts = Files.newDirectoryStream(folder, "*.part")) {
      for (var part : parts) {
        var name = part.getFileName().toString();
        if (name.startsWith(prefix)) {
          var pid = name.substring(prefix.length(), name.length() - ".part".length());
          boolean alive = pid.matches("\\d{1,18}") && isAlive(Long.parseLong(pid));
          if (!alive) {
            Files.deleteIfExists(part);
          }
        }
      }
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
