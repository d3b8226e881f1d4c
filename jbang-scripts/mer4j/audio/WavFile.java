package mer4j.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes single-channel RIFF WAVE files. They are read back with {@link AudioDecoder}. */
public final class WavFile {
  private static final short PCM = 1;
  private static final short IEEE_FLOAT = 3;
  private static final int HEADER_BYTES = 44;

  private WavFile() {}

  /**
   * Writes 16-bit PCM. Samples are scaled by 32,767 and rounded; what lies beyond full scale is
   * clipped to ±1 and not-a-number becomes silence.
   *
   * @param file where to; an existing file is replaced
   * @param samples full scale 1
   * @param sampleRate in Hz
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, float[] samples, int sampleRate) throws IOException {
    var bytes = header(PCM, Short.BYTES, samples.length, sampleRate);
    for (var sample : samples) {
      var clipped = Math.max(-1f, Math.min(1f, sample));
      bytes.putShort((short) Math.round(clipped * Short.MAX_VALUE));
    }
    Files.write(file, bytes.array());
  }

  /**
   * Writes 32-bit floats, exactly as they are.
   *
   * @param file where to; an existing file is replaced
   * @param samples any values
   * @param sampleRate in Hz
   * @throws IOException if the file cannot be written
   */
  public static void writeFloat(Path file, float[] samples, int sampleRate) throws IOException {
    var bytes = header(IEEE_FLOAT, Float.BYTES, samples.length, sampleRate);
    for (var sample : samples) {
      bytes.putFloat(sample);
    }
    Files.write(file, bytes.array());
  }

  private static ByteBuffer header(short format, int sampleBytes, int frames, int sampleRate) {
    if (sampleRate <= 0) {
      throw new IllegalArgumentException("sample rate must be positive, was " + sampleRate);
    }
    var dataBytes = (long) frames * sampleBytes;
    if (dataBytes > Integer.MAX_VALUE - HEADER_BYTES) {
      throw new IllegalArgumentException(frames + " samples do not fit into one WAV file");
    }
    var bytes = ByteBuffer.allocate(HEADER_BYTES + (int) dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes()).putInt(HEADER_BYTES - 8 + (int) dataBytes);
    bytes.put("WAVEfmt ".getBytes()).putInt(16).putShort(format).putShort((short) 1);
    bytes.putInt(sampleRate).putInt(sampleRate * sampleBytes);
    bytes.putShort((short) sampleBytes).putShort((short) (8 * sampleBytes));
    bytes.put("data".getBytes()).putInt((int) dataBytes);
    return bytes;
  }
}
