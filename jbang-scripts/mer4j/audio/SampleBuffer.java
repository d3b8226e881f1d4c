package mer4j.audio;

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
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.ShortPointer;

/** Collects decoded frames as one growing float array per channel. */
final class SampleBuffer {
  private static final int FIRST_CAPACITY = 1 << 16;

  /** Longest Java array that every virtual machine can make. */
  private static final int LIMIT = Integer.MAX_VALUE - 8;

  private final float[][] channels;
  private final int sampleRate;
  private float[] scratch = new float[0];
  private int length;

  SampleBuffer(int channelCount, int sampleRate) {
    this.channels = new float[channelCount][FIRST_CAPACITY];
    this.sampleRate = sampleRate;
  }

  int length() {
    return length;
  }

  int sampleRate() {
    return sampleRate;
  }

  /** Forgets the samples from {@code newLength} on. */
  void cutTo(int newLength) {
    length = Math.min(length, newLength);
  }

  /** The samples collected, {@code [channel][frame]}. */
  float[][] channels() {
    var result = new float[channels.length][];
    for (var c = 0; c < result.length; c++) {
      result[c] = Arrays.copyOf(channels[c], length);
      channels[c] = null;
    }
    return result;
  }

  /** Whether a frame has the rate and channels of those before it, in a known sample format. */
  boolean fits(AVFrame frame) {
    return frame.sample_rate() == sampleRate
        && frame.ch_layout().nb_channels() == channels.length
        && switch (frame.format()) {
          case AV_SAMPLE_FMT_U8,
              AV_SAMPLE_FMT_U8P,
              AV_SAMPLE_FMT_S16,
              AV_SAMPLE_FMT_S16P,
              AV_SAMPLE_FMT_S32,
              AV_SAMPLE_FMT_S32P,
              AV_SAMPLE_FMT_FLT,
              AV_SAMPLE_FMT_FLTP,
              AV_SAMPLE_FMT_DBL,
              AV_SAMPLE_FMT_DBLP ->
              true;
          default -> false;
        };
  }

  /** Adds a frame that {@link #fits}; false if memory does not suffice. */
  boolean append(AVFrame frame) {
    var count = frame.nb_samples();
    if (!reserve(count)) {
      return false;
    }
    if (av_sample_fmt_is_planar(frame.format()) != 0) {
      for (var c = 0; c < channels.length; c++) {
        read(frame.extended_data(c), frame.format(), channels[c], length, count);
      }
    } else {
      var total = count * channels.length;
      if (scratch.length < total) {
        scratch = new float[total];
      }
      read(frame.extended_data(0), frame.format(), scratch, 0, total);
      for (var c = 0; c < channels.length; c++) {
        var channel = channels[c];
        for (int i = 0, j = c; i < count; i++, j += channels.length) {
          channel[length + i] = scratch[j];
        }
      }
    }
    length += count;
    return true;
  }

  private boolean reserve(int count) {
    if (count <= channels[0].length - length) {
      return true;
    }
    if (count > LIMIT - length) {
      return false;
    }
    var capacity = (int) Math.min(LIMIT, Math.max((long) length + count, 2L * channels[0].length));
    try {
      for (var c = 0; c < channels.length; c++) {
        channels[c] = Arrays.copyOf(channels[c], capacity);
      }
    } catch (OutOfMemoryError e) {
      return false;
    }
    return true;
  }

  /** Integers are divided by the magnitude of their most negative value. */
  private static void read(BytePointer plane, int format, float[] into, int at, int count) {
    switch (format) {
      case AV_SAMPLE_FMT_FLT, AV_SAMPLE_FMT_FLTP -> new FloatPointer(plane).get(into, at, count);
      case AV_SAMPLE_FMT_DBL, AV_SAMPLE_FMT_DBLP -> {
        var values = new double[count];
        new DoublePointer(plane).get(values);
        for (var i = 0; i < count; i++) {
          into[at + i] = (float) values[i];
        }
      }
      case AV_SAMPLE_FMT_S16, AV_SAMPLE_FMT_S16P -> {
        var values = new short[count];
        new ShortPointer(plane).get(values);
        for (var i = 0; i < count; i++) {
          into[at + i] = values[i] * 0x1p-15f;
        }
      }
      case AV_SAMPLE_FMT_S32, AV_SAMPLE_FMT_S32P -> {
        var values = new int[count];
        new IntPointer(plane).get(values);
        for (var i = 0; i < count; i++) {
          into[at + i] = values[i] * 0x1p-31f;
        }
      }
      case AV_SAMPLE_FMT_U8, AV_SAMPLE_FMT_U8P -> {
        var values = new byte[count];
        plane.get(values);
        for (var i = 0; i < count; i++) {
          into[at + i] = ((values[i] & 0xff) - 128) * 0x1p-7f;
        }
      }
      default -> throw new IllegalArgumentException("sample format " + format);
    }
  }
}
