package mer4j.notebook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * A player shown in a notebook. The sound is stored in the notebook itself, so it is short, and a
 * notebook that is passed on must hold only sounds that may be.
 *
 * @param samples mono, full scale 1; beyond it is clipped
 * @param sampleRate in Hz
 * @param caption shown beside the player
 */
public record AudioPlayer(float[] samples, int sampleRate, String caption) {
  /** The longest sound a player holds, in seconds. */
  public static final int LONGEST = 10;

  /**
   * @throws IllegalArgumentException if there is nothing to play or more than {@link #LONGEST}
   *     seconds
   */
  public AudioPlayer {
    if (samples.length == 0 || sampleRate <= 0) {
      throw new IllegalArgumentException(
          "nothing to play: " + samples.length + " samples at " + sampleRate + " Hz");
    }
    if (samples.length > (long) LONGEST * sampleRate) {
      throw new IllegalArgumentException(
          "a player holds at most " + LONGEST + " s, given " + samples.length / sampleRate);
    }
  }

  /** The player for a browser, with the sound as 16-bit WAV inside. */
  String toHtml() {
    return "<figure><audio controls src=\"data:audio/wav;base64,"
        + Base64.getEncoder().encodeToString(wav())
        + "\"></audio><figcaption>"
        + caption
        + "</figcaption></figure>";
  }

  private byte[] wav() {
    var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      bytes.putShort((short) Math.round(Math.clamp(sample, -1f, 1f) * 32767));
    }
    var format = new AudioFormat(sampleRate, 16, 1, true, false);
    var out = new ByteArrayOutputStream();
    try (var in =
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length)) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
