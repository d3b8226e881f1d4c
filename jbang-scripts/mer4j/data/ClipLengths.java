package mer4j.data;

import java.io.IOException;
import java.util.List;
import mer4j.audio.AudioDecoder;

/** How many frames clips have, found by decoding them. */
final class ClipLengths {
  private static final int RATE = 22050;
  private static final int HOP = 512;

  private ClipLengths() {}

  /**
   * Frames of the longest clip, at most {@code most}; stops decoding at the first clip that long.
   * Clips that cannot be decoded are passed over.
   *
   * @throws IOException if none can be decoded
   */
  static int longest(List<Clip> clips, int most) throws IOException {
    int longest = 0;
    IOException failure = null;
    for (var clip : clips) {
      try {
        var decoded = AudioDecoder.decode(clip.audio());
        long samples = Math.ceilDiv((long) decoded.frames() * RATE, decoded.sampleRate());
        longest = (int) Math.max(longest, Math.min(most, 1 + samples / HOP));
      } catch (IOException e) {
        failure = e;
      }
      if (longest == most) {
        break;
      }
    }
    if (longest == 0 && failure != null) {
      throw failure;
    }
    return longest;
  }
}
