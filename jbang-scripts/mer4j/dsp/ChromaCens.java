package mer4j.dsp;

import java.util.Arrays;

/**
 * Chroma energy normalised statistics (CENS): chroma made robust against dynamics and articulation.
 * librosa's {@code chroma_cens}.
 *
 * <p>Each frame is divided by its sum; each value becomes the number of thresholds 0.05, 0.1, 0.2
 * and 0.4 it exceeds, divided by four; every row is smoothed with a Hann window of 41 frames that
 * add up to one, the recording being continued by zeros; each frame is scaled to unit length.
 *
 * <p>Source: M. Müller, F. Kurth and M. Clausen, "Chroma-based statistical audio features for audio
 * matching" (2005).
 */
public final class ChromaCens {
  private static final float[] THRESHOLDS = {0.4f, 0.2f, 0.1f, 0.05f};
  private static final int SMOOTHED_FRAMES = 41;

  /** How many frames before and after a frame it depends on. */
  public static final int REACH = SMOOTHED_FRAMES / 2;

  private static final double[] WINDOW = window();

  private ChromaCens() {}

  /** A symmetric Hann window without its two zeros at the ends. */
  private static double[] window() {
    var window = new double[SMOOTHED_FRAMES];
    double sum = 0;
    for (int i = 0; i < SMOOTHED_FRAMES; i++) {
      window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 1) / (SMOOTHED_FRAMES + 1));
      sum += window[i];
    }
    for (int i = 0; i < SMOOTHED_FRAMES; i++) {
      window[i] /= sum;
    }
    return window;
  }

  /**
   * CENS of a recording.
   *
   * @param sums magnitude per pitch class, not normalised, as {@link ChromaCqt#sums} gives it;
   *     {@code [frames][12]}, not changed
   * @return {@code [frames][12]}, row 0 = C
   */
  public static float[][] of(float[][] sums) {
    int frames = sums.length;
    var levels = new float[frames][];
    for (int t = 0; t < frames; t++) {
      levels[t] = quantized(sums[t]);
    }
    var result = new float[frames][];
    var smoothed = new double[ConstantQChroma.CLASSES];
    for (int t = 0; t < frames; t++) {
      var smooth = new float[smoothed.length];
      int from = Math.max(0, t - REACH);
      int to = Math.min(frames - 1, t + REACH);
      Arrays.fill(smoothed, 0);
      for (int other = from; other <= to; other++) {
        double weight = WINDOW[other - t + REACH];
        var level = levels[other];
        for (int c = 0; c < smoothed.length; c++) {
          smoothed[c] += weight * level[c];
        }
      }
      double energy = 0;
      for (int c = 0; c < smooth.length; c++) {
        smooth[c] = (float) smoothed[c];
        energy += (double) smooth[c] * smooth[c];
      }
      double length = Math.sqrt(energy);
      for (int c = 0; c < smooth.length && length >= Float.MIN_NORMAL; c++) {
        smooth[c] = (float) (smooth[c] / length);
      }
      result[t] = smooth;
    }
    return result;
  }

  private static float[] quantized(float[] frame) {
    float sum = 0;
    for (float value : frame) {
      sum += value;
    }
    var result = new float[frame.length];
    for (int c = 0; c < frame.length; c++) {
      float share = sum >= Float.MIN_NORMAL ? frame[c] / sum : frame[c];
      for (float threshold : THRESHOLDS) {
        result[c] += share > threshold ? 0.25f : 0;
      }
    }
    return result;
  }
}
