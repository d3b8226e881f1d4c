package mer4j.dsp;

import mer4j.VectorApi;

/**
 * Triangular filters evenly spaced on the mel scale of Slaney's Auditory Toolbox (1998): linear,
 * 200/3 Hz per mel, below 1000 Hz, and logarithmic, ln(6.4)/27 per mel, above. Each filter is
 * scaled by 2 / (upper edge - lower edge), so that all have the same area over frequency.
 *
 * <p>Only the bins where a filter is not zero are stored and multiplied. A filter narrower than the
 * distance of two bins can be empty; its band is then 0.
 */
public final class MelFilterBank {
  private static final double HZ_PER_MEL = 200.0 / 3;
  private static final double LOG_START_HZ = 1000;
  private static final double LOG_START_MEL = LOG_START_HZ / HZ_PER_MEL;
  private static final double LOG_STEP = Math.log(6.4) / 27;

  private final int bins;
  private final int[] start;
  private final float[][] weights;

  /** 128 filters from 0 Hz to half the sample rate, for frames of 2048 samples. */
  public MelFilterBank(int sampleRate) {
    this(sampleRate, 2048, 128);
  }

  /**
   * Filters from 0 Hz to half the sample rate.
   *
   * @param sampleRate in Hz
   * @param frameLength samples per frame of the spectrum
   * @param bands number of filters
   * @throws IllegalArgumentException if one of them is not positive
   */
  public MelFilterBank(int sampleRate, int frameLength, int bands) {
    Samples.requireRate(sampleRate);
    if (frameLength < 2 || bands < 1) {
      throw new IllegalArgumentException(
          "a mel filter bank needs a frame of 2 samples or more and at least one band; given "
              + frameLength
              + " and "
              + bands);
    }
    bins = frameLength / 2 + 1;
    start = new int[bands];
    weights = new float[bands][];
    var edges = edges(sampleRate, bands);
    var ramp = new float[bins];
    for (int band = 0; band < bands; band++) {
      double low = edges[band];
      double centre = edges[band + 1];
      double high = edges[band + 2];
      float area = (float) (2 / (high - low));
      int first = bins;
      int last = -1;
      for (int k = 0; k < bins; k++) {
        double hz = (double) k * sampleRate / frameLength;
        double rising = (hz - low) / (centre - low);
        double falling = (high - hz) / (high - centre);
        ramp[k] = (float) Math.max(0, Math.min(rising, falling)) * area;
        if (ramp[k] > 0) {
          first = Math.min(first, k);
          last = k;
        }
      }
      start[band] = last < 0 ? 0 : first;
      weights[band] = last < 0 ? new float[0] : java.util.Arrays.copyOfRange(ramp, first, last + 1);
    }
  }

  /** Corner frequencies in Hz: filter b rises from edge b to b + 1 and falls to b + 2. */
  private static double[] edges(int sampleRate, int bands) {
    double top = toMel(sampleRate / 2.0);
    var edges = new double[bands + 2];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = toHz(top * i / (bands + 1));
    }
    return edges;
  }

  /** Mels of a frequency in Hz. */
  public static double toMel(double hz) {
    return hz < LOG_START_HZ
        ? hz / HZ_PER_MEL
        : LOG_START_MEL + Math.log(hz / LOG_START_HZ) / LOG_STEP;
  }

  /** Frequency in Hz of a number of mels. */
  public static double toHz(double mel) {
    return mel < LOG_START_MEL
        ? mel * HZ_PER_MEL
        : LOG_START_HZ * Math.exp(LOG_STEP * (mel - LOG_START_MEL));
  }

  /** Number of filters. */
  public int bands() {
    return weights.length;
  }

  /** The filters in full, {@code [bands][bins]}. */
  public float[][] matrix() {
    var matrix = new float[weights.length][bins];
    for (int band = 0; band < weights.length; band++) {
      System.arraycopy(weights[band], 0, matrix[band], start[band], weights[band].length);
    }
    return matrix;
  }

  /**
   * Filters one power spectrum.
   *
   * @param power {@code [bins]}
   * @param mel receives the energies of the bands, {@code [bands]}
   */
  public void apply(float[] power, float[] mel) {
    for (int band = 0; band < weights.length; band++) {
      float[] w = weights[band];
      int at = start[band];
      // Independent partial sums, so that additions need not wait for each other.
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      int i = 0;
      for (; i + 3 < w.length; i += 4) {
        s0 += w[i] * power[at + i];
        s1 += w[i + 1] * power[at + i + 1];
        s2 += w[i + 2] * power[at + i + 2];
        s3 += w[i + 3] * power[at + i + 3];
      }
      for (; i < w.length; i++) {
        s0 += w[i] * power[at + i];
      }
      mel[band] = (s0 + s1) + (s2 + s3);
    }
  }

  /**
   * Filters a block of power spectra.
   *
   * @param power {@code [bins]} in every frame
   * @param mel receives the energies of the bands, {@code [bands]} in every frame
   * @throws IllegalArgumentException if a block has another number of rows
   */
  public void apply(FrameBlock power, FrameBlock mel) {
    power.requireRows("a block of power spectra", bins);
    mel.requireRows("a block of mel energies", bands());
    if (VectorApi.AVAILABLE) {
      VectorMelFilterBank.apply(start, weights, power.byRow(), mel.writeRows());
    } else {
      plain(power, mel);
    }
  }

  /** {@link #apply(FrameBlock, FrameBlock)} frame by frame. */
  void plain(FrameBlock power, FrameBlock mel) {
    float[][] from = power.byFrame();
    float[][] to = mel.writeFrames();
    for (int i = 0; i < FrameBlock.FRAMES; i++) {
      apply(from[i], to[i]);
    }
  }

  /**
   * Filters a power spectrogram.
   *
   * @param power {@code [frames][bins]}
   * @return energies, {@code [frames][bands]}
   * @throws IllegalArgumentException if the spectra have another number of bins
   */
  public float[][] apply(float[][] power) {
    var mel = new float[power.length][weights.length];
    for (int t = 0; t < power.length; t++) {
      Samples.requireLength("a power spectrum", power[t].length, bins);
      apply(power[t], mel[t]);
    }
    return mel;
  }
}
