package mer4j.dsp;

/**
 * Share of neighbouring samples whose signs differ, per frame: 2048 samples centred on every 512th
 * one, the first and last sample repeated beyond the ends. Samples within 1e-10 of zero count as
 * positive; the first sample of a frame is compared with none. Values are multiples of 1/2048.
 *
 * <p>Source: B. Kedem, "Spectral analysis and discrimination by zero-crossings" (1986).
 */
public final class ZeroCrossingRate {
  private static final int HOP = 512;
  private static final int BLOCKS = 4;
  private static final float ZERO = 1e-10f;

  private ZeroCrossingRate() {}

  /**
   * @param signal the audio, N samples, at least 1
   * @return {@code [1 + N / 512]}
   * @throws IllegalArgumentException if the signal is empty, for then there is no sample to repeat,
   *     or holds a sample that is not finite
   */
  public static float[] of(float[] signal) {
    if (signal.length == 0) {
      throw new IllegalArgumentException(
          "the zero crossing rate of an empty signal is not defined");
    }
    Samples.requireFinite(signal);
    int frames = 1 + signal.length / HOP;
    // Crossings are counted per block of one hop; a frame is four blocks less its first sample.
    var blocks = new int[frames + BLOCKS];
    for (int block = 0; block * HOP < signal.length; block++) {
      int start = block * HOP;
      int end = Math.min(signal.length, start + HOP);
      int crossings = 0;
      int negative = negative(signal[Math.max(0, start - 1)]);
      for (int i = start; i < end; i++) {
        int next = negative(signal[i]);
        crossings += next ^ negative;
        negative = next;
      }
      blocks[block + BLOCKS / 2] = crossings;
    }
    var result = new float[frames];
    for (int t = 0; t < frames; t++) {
      int crossings = blocks[t] + blocks[t + 1] + blocks[t + 2] + blocks[t + 3];
      int first = (t - BLOCKS / 2) * HOP;
      if (first > 0 && first < signal.length) {
        crossings -= negative(signal[first]) ^ negative(signal[first - 1]);
      }
      result[t] = crossings / (float) (BLOCKS * HOP);
    }
    return result;
  }

  /**
   * 1 for a sample below -1e-10, else 0: the sign bit, without a branch that noise would mislead.
   */
  private static int negative(float sample) {
    return Float.floatToRawIntBits(sample + ZERO) >>> 31;
  }
}
