package mer4j.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a tar archive from its start to its end (POSIX ustar, which GNU tar's plain archives are
 * too). Folders, links and extended headers are passed over.
 */
final class TarFile {
  private static final int BLOCK = 512;

  private TarFile() {}

  /** Takes the files of an archive. */
  @FunctionalInterface
  interface Receiver {
    /**
     * @param name path in the archive, with slashes, without a leading {@code ./}
     * @param content ends with the file; need not be read
     * @param size in bytes
     */
    void accept(String name, InputStream content, long size) throws IOException;
  }

  /**
   * Hands over all files in order.
   *
   * @throws IOException if the archive is damaged or ends too early
   */
  static void read(InputStream in, Receiver receiver) throws IOException {
    var header = new byte[BLOCK];
    while (in.readNBytes(header, 0, BLOCK) == BLOCK && !isEmpty(header)) {
      requireChecksum(header);
      long size = octal(header, 124, 12);
      byte type = header[156];
      if (type == '0' || type == 0) {
        var content = new Content(in, size);
        receiver.accept(name(header), content, size);
        content.skipRest();
      } else {
        skip(in, size);
      }
      skip(in, (BLOCK - size % BLOCK) % BLOCK);
    }
  }

  /** The bytes of one file. */
  private static final class Content extends InputStream {
    private final InputStream in;
    private long left;

    private Content(InputStream in, long size) {
      this.in = in;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(into, from, (int) Math.min(count, left));
      if (read < 0) {
        throw new EOFException("the archive ends in the middle of a file");
      }
      left -= read;
      return read;
    }

    private void skipRest() throws IOException {
      TarFile.skip(in, left);
      left = 0;
    }
  }

  private static void skip(InputStream in, long count) throws IOException {
    try {
      in.skipNBytes(count);
    } catch (EOFException e) {
      throw new EOFException("the archive ends in the middle of a file");
    }
  }

  private static boolean isEmpty(byte[] header) {
    return Arrays.equals(header, new byte[BLOCK]);
  }

  private static void requireChecksum(byte[] header) throws IOException {
    long expected = octal(header, 148, 8);
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum != expected) {
      throw new IOException("it is no tar archive, or a damaged one");
    }
  }

  private static long octal(byte[] header, int from, int count) throws IOException {
    var text = text(header, from, count).strip();
    if (!text.matches("[0-7]{1,12}")) {
      throw new IOException("it is no tar archive, or a damaged one");
    }
    return Long.parseLong(text, 8);
  }

  private static String name(byte[] header) {
    var prefix = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
    var name = text(header, 0, 100);
    var whole = prefix.isEmpty() ? name : prefix + "/" + name;
    return whole.startsWith("./") ? whole.substring(2) : whole;
  }

  private static String text(byte[] header, int from, int count) {
    int end = from;
    while (end < from + count && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }
}
