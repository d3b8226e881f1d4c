package mer4j.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBLP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8P;

import java.lang.foreign.MemorySegment;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Loader;

/**
 * A decoded frame in native memory. Its fields are read where they lie: a call into native code for
 * each would cost more than the samples do. The view shows whatever frame was decoded last.
 */
final class FrameView {
  private static final long DATA = offset("extended_data");
  private static final long COUNT = offset("nb_samples");
  private static final long FORMAT = offset("format");
  private static final long RATE = offset("sample_rate");
  private static final long CHANNELS =
      offset("ch_layout") + Loader.offsetof(AVChannelLayout.class, "nb_channels");

  private final MemorySegment fields;

  FrameView(AVFrame frame) {
    fields = MemorySegment.ofAddress(frame.address()).reinterpret(Loader.sizeof(AVFrame.class));
  }

  private static long offset(String field) {
    return Loader.offsetof(AVFrame.class, field);
  }

  /** Number of samples per channel. */
  int count() {
    return fields.get(JAVA_INT, COUNT);
  }

  /** Samples per second. */
  int sampleRate() {
    return fields.get(JAVA_INT, RATE);
  }

  /** Number of channels. */
  int channels() {
    return fields.get(JAVA_INT, CHANNELS);
  }

  private int format() {
    return fields.get(JAVA_INT, FORMAT);
  }

  /** Whether every channel has a plane of its own; otherwise one plane holds them in turn. */
  boolean isPlanar() {
    return switch (format()) {
      case AV_SAMPLE_FMT_U8P,
          AV_SAMPLE_FMT_S16P,
          AV_SAMPLE_FMT_S32P,
          AV_SAMPLE_FMT_FLTP,
          AV_SAMPLE_FMT_DBLP ->
          true;
      default -> false;
    };
  }

  /** Whether the sample format is one that {@link #read} knows. */
  boolean isKnown() {
    return bytesPerSample() > 0;
  }

  private int bytesPerSample() {
    return switch (format()) {
      case AV_SAMPLE_FMT_U8, AV_SAMPLE_FMT_U8P -> Byte.BYTES;
      case AV_SAMPLE_FMT_S16, AV_SAMPLE_FMT_S16P -> Short.BYTES;
      case AV_SAMPLE_FMT_S32, AV_SAMPLE_FMT_S32P -> Integer.BYTES;
      case AV_SAMPLE_FMT_FLT, AV_SAMPLE_FMT_FLTP -> Float.BYTES;
      case AV_SAMPLE_FMT_DBL, AV_SAMPLE_FMT_DBLP -> Double.BYTES;
      default -> 0;
    };
  }

  /**
   * Copies the samples of a plane as floats; integers are divided by the magnitude of their most
   * negative value.
   *
   * @param plane number of the channel if the frame is planar, else 0
   * @param into receives them
   * @param at where in {@code into} the first one goes
   * @param count how many
   */
  void read(int plane, float[] into, int at, int count) {
    var planes = fields.get(ADDRESS, DATA).reinterpret((plane + 1) * ADDRESS.byteSize());
    var samples = planes.getAtIndex(ADDRESS, plane).reinterpret((long) count * bytesPerSample());
    switch (format()) {
      case AV_SAMPLE_FMT_FLT, AV_SAMPLE_FMT_FLTP ->
          MemorySegment.copy(samples, JAVA_FLOAT, 0, into, at, count);
      case AV_SAMPLE_FMT_DBL, AV_SAMPLE_FMT_DBLP -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = (float) samples.getAtIndex(JAVA_DOUBLE, i);
        }
      }
      case AV_SAMPLE_FMT_S16, AV_SAMPLE_FMT_S16P -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = samples.getAtIndex(JAVA_SHORT, i) * 0x1p-15f;
        }
      }
      case AV_SAMPLE_FMT_S32, AV_SAMPLE_FMT_S32P -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = samples.getAtIndex(JAVA_INT, i) * 0x1p-31f;
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = ((samples.get(JAVA_BYTE, i) & 0xff) - 128) * 0x1p-7f;
        }
      }
    }
  }
}
