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

/** Collects decoded frames in growing float arrays: one per channel, or one for their mean. */
final class SampleBuffer {
  /** No format holds more samples per byte than this; a header that promises more is wrong. */
  private static final long SAMPLES_PER_BYTE = 64;

  private static final int SMALLEST_CAPACITY = 1 << 12;

  /** Longest Java array that every virtual machine can make. */
  private static final int LIMIT = Integer.MAX_VALUE - 8;

  private final int channelCount;
  private final int sampleRate;
  private final boolean mix;
  private final float[][] kept;
  private float[] scratch = new float[0];
  private int length;

  /**
   * An empty buffer.
   *
   * @param channelCount channels of the frames to come
   * @param sampleRate their rate
   * @param mix whether to keep the mean of the channels only
   * @param seconds how long the sound probably is
   * @param fileBytes size of its file
   */
  SampleBuffer(int channelCount, int sampleRate, boolean mix, double seconds, long fileBytes) {
    this.channelCount = channelCount;
    this.sampleRate = sampleRate;
    this.mix = mix;
    var believable = SAMPLES_PER_BYTE * fileBytes / channelCount;
    var expected = (long) Math.min(Math.min(believable, LIMIT), (seconds + 0.1) * sampleRate);
    this.kept = new float[mix ? 1 : channelCount][(int) Math.max(SMALLEST_CAPACITY, expected)];
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

  /** The samples collected, {@code [channel][frame]}; the buffer is not to be used after this. */
  float[][] samples() {
    for (var c = 0; c < kept.length; c++) {
      kept[c] = kept[c].length == length ? kept[c] : Arrays.copyOf(kept[c], length);
    }
    return kept;
  }

  /** Whether a frame has the rate and channels of those before it, in a known sample format. */
  boolean fits(AVFrame frame) {
    return frame.sample_rate() == sampleRate
        && frame.ch_layout().nb_channels() == channelCount
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
    var planar = av_sample_fmt_is_planar(frame.format()) != 0;
    if (planar && !(mix && channelCount > 1)) {
      for (var c = 0; c < channelCount; c++) {
        read(frame.extended_data(c), frame.format(), kept[c], length, count);
      }
    } else {
      var total = count * channelCount;
      if (scratch.length < total) {
        scratch = new float[total];
      }
      for (var c = 0; c < (planar ? channelCount : 1); c++) {
        var at = c * count;
        read(frame.extended_data(c), frame.format(), scratch, at, planar ? count : total);
      }
      // Sample i of channel c lies at i * step + c * gap.
      var step = planar ? 1 : channelCount;
      var gap = planar ? count : 1;
      if (mix) {
        average(count, step, gap);
      } else {
        separate(count, step, gap);
      }
    }
    length += count;
    return true;
  }

  private void separate(int count, int step, int gap) {
    for (var c = 0; c < channelCount; c++) {
      var channel = kept[c];
      for (int i = 0, j = c * gap; i < count; i++, j += step) {
        channel[length + i] = scratch[j];
      }
    }
  }

  /** Same order of operations as {@link DecodedAudio#mono()}. */
  private void average(int count, int step, int gap) {
    var mono = kept[0];
    if (channelCount == 2) {
      for (int i = 0, j = 0; i < count; i++, j += step) {
        mono[length + i] = (scratch[j] + scratch[j + gap]) * 0.5f;
      }
      return;
    }
    for (int i = 0, j = 0; i < count; i++, j += step) {
      var sum = scratch[j];
      for (var c = 1; c < channelCount; c++) {
        sum += scratch[j + c * gap];
      }
      mono[length + i] = sum / channelCount;
    }
  }

  private boolean reserve(int count) {
    if (count <= kept[0].length - length) {
      return true;
    }
    if (count > LIMIT - length) {
      return false;
    }
    var capacity = (int) Math.min(LIMIT, Math.max((long) length + count, 2L * kept[0].length));
    try {
      for (var c = 0; c < kept.length; c++) {
        kept[c] = Arrays.copyOf(kept[c], capacity);
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
