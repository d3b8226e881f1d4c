package mer4j.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Tells whether a file ends where its container says, for the formats whose decoder does not.
 *
 * <p>A RIFF file states its length at the front; an Ogg stream marks its last page.
 */
final class ContainerEnd {
  private static final int CHUNK_HEADER = 8;
  private static final int RIFF_HEADER = 12;
  private static final int PAGE_HEADER = 27;

  /** An Ogg page holds at most 255 segments of 255 bytes. */
  private static final int LONGEST_PAGE = PAGE_HEADER + 255 + 255 * 255;

  /** What a streaming encoder writes that does not know the length. */
  private static final long UNKNOWN = 0xffff_ffffL;

  private ContainerEnd() {}

  /** Whether a RIFF WAVE file ends before its chunk of samples does. */
  static boolean isWavCut(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var size = channel.size();
      var riff = read(channel, 0, RIFF_HEADER);
      if (riff.limit() < RIFF_HEADER || !tag(riff, 0).equals("RIFF")) {
        return false;
      }
      for (long at = RIFF_HEADER; at + CHUNK_HEADER <= size; ) {
        var chunk = read(channel, at, CHUNK_HEADER);
        if (chunk.limit() < CHUNK_HEADER) {
          return false;
        }
        var length = chunk.getInt(4) & UNKNOWN;
        if (tag(chunk, 0).equals("data")) {
          return length != UNKNOWN && at + CHUNK_HEADER + length > size;
        }
        at += CHUNK_HEADER + length + (length & 1);
      }
      return false;
    }
  }

  /**
   * The last page of an Ogg file.
   *
   * @param whole whether it is marked as the last one and is complete
   * @param position what the page tells: for Vorbis, the number of samples up to its end
   */
  record OggPage(boolean whole, long position) {}

  /** Finds the last page; null if there is none near the end of the file. */
  static OggPage lastOggPage(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var size = channel.size();
      var length = (int) Math.min(size, LONGEST_PAGE + 4096L);
      var end = read(channel, size - length, length);
      for (var at = end.limit() - PAGE_HEADER; at >= 0; at--) {
        if (!tag(end, at).equals("OggS") || end.get(at + 4) != 0) {
          continue;
        }
        var segments = end.get(at + 26) & 0xff;
        var body = 0;
        for (var i = 0; i < segments && at + PAGE_HEADER + i < end.limit(); i++) {
          body += end.get(at + PAGE_HEADER + i) & 0xff;
        }
        var complete = at + PAGE_HEADER + segments + body <= end.limit();
        var marked = (end.get(at + 5) & 4) != 0;
        return new OggPage(complete && marked, end.getLong(at + 6));
      }
      return null;
    }
  }

  private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
      // Reads until the buffer is full or the file ends.
    }
    return buffer.flip();
  }

  private static String tag(ByteBuffer buffer, int at) {
    return new String(buffer.array(), at, 4, StandardCharsets.ISO_8859_1);
  }
}
