package mer4j.dsp;

import mer4j.VectorApi;

/**
 * Spectral contrast: how far the peaks of seven octave bands stand above their valleys, in dB.
 *
 * <p>Bands lie between 0, 200, 400, 800, 1600, 3200, 6400 and 12800 Hz, edges included; every band
 * but the first also takes the bin just below it, every band but the last then drops its top bin,
 * and the last one reaches to half the sample rate. Peak and valley are the means of the q greatest
 * and q smallest magnitudes, with q = max(1, round(0.02 x number of bins before dropping)). Both
 * are turned to dB as if they were powers, with a floor 80 dB below the greatest peak (valley) of
 * the clip, and subtracted.
 *
 * <p>Source: D.-N. Jiang et al., "Music type classification by spectral contrast feature" (2002).
 */
public final class SpectralContrast {
  /** Number of bands. */
  public static final int BANDS = 7;

  private static final double FIRST_EDGE_HZ = 200;
  private static final double QUANTILE = 0.02;

  private final int bins;
  private final int[] from = new int[BANDS];
  private final int[] to = new int[BANDS];
  private final int[] count = new int[BANDS];
  private final float[] kept;
  private final VectorSpectralContrast lanes;

  /**
   * @param sampleRate in Hz, above 12800
   * @param frameLength samples per frame of the spectrum
   * @throws IllegalArgumentException if the last band would start at or above half the sample rate,
   *     or a band would hold no bin
   */
  public SpectralContrast(int sampleRate, int frameLength) {
    Samples.requireRate(sampleRate);
    double lastStart = FIRST_EDGE_HZ * (1 << (BANDS - 2));
    if (lastStart >= sampleRate / 2.0) {
      throw new IllegalArgumentException(
          "spectral contrast needs a sample rate above "
              + Math.round(2 * lastStart)
              + " Hz, because its last band starts at "
              + Math.round(lastStart)
              + " Hz; given "
              + sampleRate
              + " Hz");
    }
    bins = frameLength / 2 + 1;
    int most = 1;
    for (int band = 0; band < BANDS; band++) {
      double low = band == 0 ? 0 : FIRST_EDGE_HZ * (1 << (band - 1));
      double high = FIRST_EDGE_HZ * (1 << band);
      int first = 0;
      while (first < bins && (double) first * sampleRate / frameLength < low) {
        first++;
      }
      int last = bins - 1;
      while (last >= 0 && (double) last * sampleRate / frameLength > high) {
        last--;
      }
      if (band == BANDS - 1) {
        last = bins - 1;
      }
      if (last < first) {
        throw new IllegalArgumentException(
            "a frame of " + frameLength + " samples is too short for spectral contrast");
      }
      from[band] = band == 0 ? first : first - 1;
      to[band] = last + 1;
      count[band] = (int) Math.max(1, Math.rint(QUANTILE * (to[band] - from[band])));
      if (band < BANDS - 1) {
        to[band]--;
      }
      most = Math.max(most, count[band]);
    }
    kept = new float[most];
    lanes = VectorApi.AVAILABLE ? new VectorSpectralContrast(most) : null;
  }

  /**
   * Peaks and valleys of one frame, before the conversion to dB.
   *
   * @param magnitude {@code [bins]}
   * @param peaks receives {@code [7]}
   * @param valleys receives {@code [7]}
   */
  public void peaksAndValleys(float[] magnitude, float[] peaks, float[] valleys) {
    for (int band = 0; band < BANDS; band++) {
      int q = Math.min(count[band], to[band] - from[band]);
      peaks[band] = meanOfGreatest(magnitude, from[band], to[band], q, 1);
      valleys[band] = -meanOfGreatest(magnitude, from[band], to[band], q, -1);
    }
  }

  /**
   * Peaks and valleys of a block of frames, before the conversion to dB.
   *
   * @param magnitude {@code [bins]} in every frame
   * @param peaks receives {@code [7]} in every frame
   * @param valleys receives {@code [7]} in every frame
   * @throws IllegalArgumentException if a block has another number of rows
   */
  public void peaksAndValleys(FrameBlock magnitude, FrameBlock peaks, FrameBlock valleys) {
    magnitude.requireRows("a block of magnitude spectra", bins);
    peaks.requireRows("a block of peaks", BANDS);
    valleys.requireRows("a block of valleys", BANDS);
    if (lanes == null) {
      plain(magnitude, peaks, valleys);
      return;
    }
    float[] rows = magnitude.byRow();
    float[] highest = peaks.writeRows();
    float[] lowest = valleys.writeRows();
    for (int band = 0; band < BANDS; band++) {
      int q = Math.min(count[band], to[band] - from[band]);
      int at = band * FrameBlock.FRAMES;
      lanes.greatest(rows, from[band], to[band], q, highest, at);
      lanes.smallest(rows, from[band], to[band], q, lowest, at);
    }
  }

  /** {@link #peaksAndValleys(FrameBlock, FrameBlock, FrameBlock)} frame by frame. */
  void plain(FrameBlock magnitude, FrameBlock peaks, FrameBlock valleys) {
    float[][] from = magnitude.byFrame();
    float[][] highest = peaks.writeFrames();
    float[][] lowest = valleys.writeFrames();
    for (int i = 0; i < FrameBlock.FRAMES; i++) {
      peaksAndValleys(from[i], highest[i], lowest[i]);
    }
  }

  /**
   * The contrast of a block of frames.
   *
   * @param peaks in dB with the floor of {@link Decibels#applyFloor(FrameBlock, float)}, {@code
   *     [7]} in every frame
   * @param valleys likewise, with the floor below the greatest valley
   * @param contrast receives dB, {@code [7]} in every frame; may be one of the others
   */
  public static void contrast(FrameBlock peaks, FrameBlock valleys, FrameBlock contrast) {
    float[] high = peaks.byRow();
    float[] low = valleys.byRow();
    float[] to = contrast.writeRows();
    for (int at = 0; at < to.length; at++) {
      to[at] = high[at] - low[at];
    }
  }

  /**
   * Mean of the q greatest values of {@code sign * magnitude[from .. to)}. The q best so far are
   * kept in order; most values fail the first comparison.
   */
  private float meanOfGreatest(float[] magnitude, int from, int to, int q, float sign) {
    float[] best = kept;
    for (int i = 0; i < q; i++) {
      insert(best, i, sign * magnitude[from + i]);
    }
    float least = best[q - 1];
    for (int k = from + q; k < to; k++) {
      float value = sign * magnitude[k];
      if (value > least) {
        insert(best, q - 1, value);
        least = best[q - 1];
      }
    }
    double sum = 0;
    for (int i = 0; i < q; i++) {
      sum += best[i];
    }
    return (float) (sum / q);
  }

  /** Puts a value among the first {@code length} ones, which fall, dropping what comes after. */
  private static void insert(float[] best, int length, float value) {
    int i = length;
    while (i > 0 && best[i - 1] < value) {
      best[i] = best[i - 1];
      i--;
    }
    best[i] = value;
  }

  /**
   * The contrast of all frames from their peaks and valleys.
   *
   * @param peaks {@code [frames][7]}
   * @param valleys {@code [frames][7]}
   * @return dB, {@code [frames][7]}
   */
  public static float[][] contrast(float[][] peaks, float[][] valleys) {
    float[][] contrast = Decibels.ofPower(peaks);
    float[][] low = Decibels.ofPower(valleys);
    for (int t = 0; t < contrast.length; t++) {
      for (int band = 0; band < contrast[t].length; band++) {
        contrast[t][band] -= low[t][band];
      }
    }
    return contrast;
  }

  /**
   * The contrast of all frames.
   *
   * @param magnitude {@code [frames][bins]}
   * @return dB, {@code [frames][7]}
   */
  public float[][] apply(float[][] magnitude) {
    var peaks = new float[magnitude.length][BANDS];
    var valleys = new float[magnitude.length][BANDS];
    for (int t = 0; t < magnitude.length; t++) {
      peaksAndValleys(magnitude[t], peaks[t], valleys[t]);
    }
    return contrast(peaks, valleys);
  }
}
