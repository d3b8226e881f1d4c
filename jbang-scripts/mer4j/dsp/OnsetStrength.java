package mer4j.dsp;

/**
 * Onset strength: the rise of the mel levels (dB) from one frame to the next, falls counting as
 * zero, averaged over the bands, and moved 3 frames later (one for the difference, two because
 * frames are centred).
 *
 * <p>Source: S. Böck and G. Widmer, "Maximum filter vibrato suppression for onset detection"
 * (2013), without the maximum filter.
 */
public final class OnsetStrength {
  private static final int LAG = 1;
  private static final int CENTRING = 2;

  private OnsetStrength() {}

  /**
   * @param melLevels dB, {@code [frames][bands]}, from {@link Decibels#ofPower(float[][])}; spectra
   *     of 2048 samples, 512 apart
   * @return {@code [frames]}, the first three 0
   */
  public static float[] of(float[][] melLevels) {
    int frames = melLevels.length;
    var strength = new float[frames];
    for (int t = LAG; t + CENTRING < frames; t++) {
      strength[t + CENTRING] = rise(melLevels[t - LAG], melLevels[t]);
    }
    return strength;
  }

  /**
   * Mean rise from one frame to another.
   *
   * @param before dB, {@code [bands]}
   * @param after dB, {@code [bands]}
   */
  public static float rise(float[] before, float[] after) {
    double sum = 0;
    for (int band = 0; band < after.length; band++) {
      sum += Math.max(0, after[band] - before[band]);
    }
    return (float) (sum / after.length);
  }
}
