package mer4j.features;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * WAV files of every kind, right and wrong, as bytes: a {@code fmt } chunk, other chunks, a {@code
 * data} chunk. Written anew here, so that what the library reads is not what the library wrote.
 */
final class WavBytes {
  /** How a sample is coded. */
  enum Coding {
    U8(1, 1),
    S16(1, 2),
    S24(1, 3),
    S32(1, 4),
    F32(3, 4),
    F64(3, 8);

    final int tag;
    final int bytes;

    Coding(int tag, int bytes) {
      this.tag = tag;
      this.bytes = bytes;
    }
  }

  /** Where the fields of the {@code fmt } chunk lie in a file that begins with it. */
  static final int TAG = 20;

  static final int CHANNELS = 22;
  static final int RATE = 24;
  static final int ALIGN = 32;
  static final int BITS = 34;
  static final int DATA_LENGTH = 40;
  static final int HEADER = 44;

  private WavBytes() {}

  /** A plain file with the same signal in every channel. */
  static byte[] of(float[] signal, int rate, int channels, Coding coding) {
    return file(fmt(rate, channels, coding), chunk("data", data(signal, channels, coding)));
  }

  /** The chunk that tells the format. */
  static byte[] fmt(int rate, int channels, Coding coding) {
    return chunk("fmt ", fields(rate, channels, coding, coding.tag, 16).array());
  }

  /** The chunk in its long form (WAVE_FORMAT_EXTENSIBLE), with a mask of speakers. */
  static byte[] extensible(int rate, int channels, Coding coding, int mask) {
    var fields = fields(rate, channels, coding, 0xfffe, 40);
    fields.putShort((short) 22).putShort((short) (8 * coding.bytes)).putInt(mask);
    fields.putShort((short) coding.tag).putShort((short) 0).putShort((short) 0);
    fields.putShort((short) 0x10).putLong(0x719b3800aa000080L);
    return chunk("fmt ", fields.array());
  }

  private static ByteBuffer fields(int rate, int channels, Coding coding, int tag, int length) {
    var fields = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    fields.putShort((short) tag).putShort((short) channels).putInt(rate);
    fields.putInt(rate * channels * coding.bytes);
    return fields.putShort((short) (channels * coding.bytes)).putShort((short) (8 * coding.bytes));
  }

  /** A chunk, padded to an even length. */
  static byte[] chunk(String name, byte[] content) {
    var bytes = ByteBuffer.allocate(8 + content.length + (content.length & 1));
    bytes.order(ByteOrder.LITTLE_ENDIAN).put(name.getBytes(StandardCharsets.US_ASCII));
    return bytes.putInt(content.length).put(content).array();
  }

  /** A file of these chunks. */
  static byte[] file(byte[]... chunks) {
    var all = new ByteArrayOutputStream();
    for (var chunk : chunks) {
      all.writeBytes(chunk);
    }
    var content = all.toByteArray();
    var bytes = ByteBuffer.allocate(12 + content.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + content.length);
    return bytes.put("WAVE".getBytes(StandardCharsets.US_ASCII)).put(content).array();
  }

  /** Samples as bytes. */
  static byte[] data(float[] signal, int channels, Coding coding) {
    var bytes = ByteBuffer.allocate(signal.length * channels * coding.bytes);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : signal) {
      for (int c = 0; c < channels; c++) {
        put(bytes, sample, coding);
      }
    }
    return bytes.array();
  }

  private static void put(ByteBuffer bytes, float sample, Coding coding) {
    switch (coding) {
      case U8 -> bytes.put((byte) (128 + Math.round(127 * sample)));
      case S16 -> bytes.putShort((short) Math.round(32767 * sample));
      case S24 -> {
        int value = Math.round(8_388_607 * sample);
        bytes.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
      }
      case S32 -> bytes.putInt((int) Math.round(2_147_483_647.0 * sample));
      case F32 -> bytes.putFloat(sample);
      case F64 -> bytes.putDouble(sample);
    }
  }

  /** A copy with another number of 2 or 4 bytes at a place. */
  static byte[] with(byte[] file, int at, int bytes, int value) {
    var changed = file.clone();
    for (int i = 0; i < bytes; i++) {
      changed[at + i] = (byte) (value >> 8 * i);
    }
    return changed;
  }
}
