package mer4j.dsp;

import java.util.Arrays;
import mer4j.VectorApi;
import mer4j.audio.Signal;

/**
 * Share of neighbouring samples whose signs differ, per frame: 2048 samples centred on every 512th
 * one, the first and last sample repeated beyond the ends. Samples within 1e-10 of zero count as
 * positive; the first sample of a frame is compared with none. Values are multiples of 1/2048.
 *
 * <p>Source: B. Kedem, "Spectral analysis and discrimination by zero-crossings" (1986).
 *
 * <p>Not thread-safe: an object holds its own work space.
 */
public final class ZeroCrossingRate {
  private static final int HOP = 512;
  private static final int BLOCKS = 4;
  private static final int FRAMES = FrameBlock.FRAMES;
  private static final float ZERO = 1e-10f;

  /** The samples of a block of frames, and the one before. */
  private final float[] samples = new float[1 + (FRAMES + BLOCKS - 1) * HOP];

  private final int[] crossings = new int[FRAMES + BLOCKS - 1];

  /** With work space for a block of frames. */
  public ZeroCrossingRate() {}

  /**
   * The rates of all frames.
   *
   * @param signal the audio, N samples, at least 1
   * @return {@code [1 + N / 512]}
   * @throws IllegalArgumentException if the signal is empty, for then there is no sample to repeat,
   *     or holds a sample that is not finite
   */
  public static float[] of(float[] signal) {
    Samples.requireFinite(signal);
    var result = new float[1 + signal.length / HOP];
    var kernel = new ZeroCrossingRate();
    var whole = Signal.of(signal);
    for (int t = 0; t < result.length; t += FRAMES) {
      kernel.frames(whole, t, Math.min(FRAMES, result.length - t), result, t);
    }
    return result;
  }

  /**
   * The rates of consecutive frames of a signal that is read in pieces.
   *
   * @param signal the audio, finite
   * @param firstFrame index of the first frame
   * @param count number of frames, at most {@link FrameBlock#FRAMES}
   * @param rates receives one value per frame
   * @param at where in {@code rates} the first one goes
   * @throws IllegalArgumentException if the signal is empty, for then there is no sample to repeat
   */
  public void frames(Signal signal, int firstFrame, int count, float[] rates, int at) {
    if (signal.length() == 0) {
      throw new IllegalArgumentException(
          "the zero crossing rate of an empty signal is not defined");
    }
    // Crossings are counted per block of one hop; a frame is four blocks less its first sample.
    int blocks = count + BLOCKS - 1;
    read(signal, (long) (firstFrame - BLOCKS / 2) * HOP - 1, 1 + blocks * HOP);
    for (int block = 0; block < blocks; block++) {
      int from = 1 + block * HOP;
      crossings[block] =
          VectorApi.AVAILABLE
              ? VectorSamples.signChanges(samples, from, HOP, ZERO)
              : crossings(samples, from);
    }
    for (int t = 0; t < count; t++) {
      int sum = crossings[t] + crossings[t + 1] + crossings[t + 2] + crossings[t + 3];
      int first = 1 + t * HOP;
      sum -= negative(samples[first]) ^ negative(samples[first - 1]);
      rates[at + t] = sum / (float) (BLOCKS * HOP);
    }
  }

  /** Reads samples, the first and last one of the signal repeated beyond its ends. */
  private void read(Signal signal, long from, int count) {
    signal.read(from, samples, 0, count);
    int before = Math.clamp(-from, 0, count);
    int end = Math.clamp(signal.length() - from, 0, count);
    if (before > 0) {
      Arrays.fill(samples, 0, before, sample(signal, 0));
    }
    if (end < count) {
      Arrays.fill(samples, end, count, sample(signal, signal.length() - 1));
    }
  }

  private static float sample(Signal signal, long index) {
    var sample = new float[1];
    signal.read(index, sample, 0, 1);
    return sample[0];
  }

  static int crossings(float[] samples, int from) {
    int crossings = 0;
    int negative = negative(samples[from - 1]);
    for (int i = from; i < from + HOP; i++) {
      int next = negative(samples[i]);
      crossings += next ^ negative;
      negative = next;
    }
    return crossings;
  }

  /**
   * 1 for a sample below -1e-10, else 0: the sign bit, without a branch that noise would mislead.
   */
  private static int negative(float sample) {
    return Float.floatToRawIntBits(sample + ZERO) >>> 31;
  }
}
