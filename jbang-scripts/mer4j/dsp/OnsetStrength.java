package mer4j.dsp;

import mer4j.VectorApi;

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
   * Onset strengths that follow from a block of frames. Called for all blocks of a recording in
   * turn, it gives what {@link #of(float[][])} gives.
   *
   * @param before the block before, full, or null for the first one
   * @param melLevels dB, {@code [bands]} in every frame
   * @param count how many of its frames are there
   * @param firstFrame index of its first frame in the recording
   * @param strength receives the strengths of frames {@code firstFrame + 2} to {@code firstFrame +
   *     count + 1} as far as there are so many, {@code [frames of the recording]}
   */
  public static void add(
      FrameBlock before, FrameBlock melLevels, int count, int firstFrame, float[] strength) {
    if (VectorApi.AVAILABLE) {
      var sums = new double[FrameBlock.FRAMES];
      VectorOnsetStrength.rises(
          (before == null ? melLevels : before).byRow(), melLevels.byRow(), sums);
      int end = Math.min(count, strength.length - firstFrame - CENTRING);
      for (int i = before == null ? LAG : 0; i < end; i++) {
        strength[firstFrame + i + CENTRING] = (float) (sums[i] / melLevels.rows());
      }
    } else {
      plain(before, melLevels, count, firstFrame, strength);
    }
  }

  /** {@link #add} frame by frame. */
  static void plain(
      FrameBlock before, FrameBlock melLevels, int count, int firstFrame, float[] strength) {
    float[][] levels = melLevels.byFrame();
    float[] last = before == null ? null : before.byFrame()[FrameBlock.FRAMES - 1];
    for (int i = 0; i < count; i++) {
      int to = firstFrame + i + CENTRING;
      if (last != null && to < strength.length) {
        strength[to] = rise(last, levels[i]);
      }
      last = levels[i];
    }
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
