package mer4j.dsp;

import mer4j.VectorApi;

/**
 * Weights that sum the bins of a spectrum into twelve pitch classes, row 0 = C.
 *
 * <p>A bin at frequency f lies at p = 12 log2(f / (440 2^(tuning / 12) / 16)) semitones. It counts
 * for the class at a distance of d semitones (wrapped into half an octave) with weight exp(-2 (d /
 * w)^2), where w is the distance to the next bin, at least 1. A bin's weights are scaled to unit
 * length and then by exp(-((p / 12 - 5) / 2)^2 / 2), which favours the octave around A4. The bin at
 * 0 Hz is placed 18 semitones below the first one.
 *
 * <p>Source: D. P. W. Ellis, "Chroma feature analysis and synthesis" (2007).
 */
public final class ChromaFilterBank {
  /** Number of pitch classes. */
  public static final int CLASSES = 12;

  private static final double CENTRE_OCTAVE = 5;
  private static final double OCTAVE_WIDTH = 2;

  private final int bins;
  private final float[][] weights;
  private float[] byBin;

  /**
   * @param sampleRate in Hz
   * @param frameLength samples per frame of the spectrum
   * @param tuning deviation from A = 440 Hz in semitones
   * @throws IllegalArgumentException if the sample rate or frame length is not positive
   */
  public ChromaFilterBank(int sampleRate, int frameLength, double tuning) {
    Samples.requireRate(sampleRate);
    if (frameLength < 4) {
      throw new IllegalArgumentException(
          "a frame must have at least 4 samples; given " + frameLength);
    }
    bins = frameLength / 2 + 1;
    weights = new float[CLASSES][bins];
    double reference = 440 * Math.pow(2, tuning / CLASSES) / 16;
    var semitones = new double[bins + 1];
    for (int k = 1; k <= bins; k++) {
      double hz = (double) k * sampleRate / frameLength;
      semitones[k] = CLASSES * Math.log(hz / reference) / Math.log(2);
    }
    semitones[0] = semitones[1] - 1.5 * CLASSES;
    var column = new double[CLASSES];
    for (int k = 0; k < bins; k++) {
      double width = Math.max(1, semitones[k + 1] - semitones[k]);
      double length = 0;
      for (int c = 0; c < CLASSES; c++) {
        double distance = semitones[k] - c + CLASSES / 2.0 + 10 * CLASSES;
        distance -= CLASSES * Math.floor(distance / CLASSES);
        distance -= CLASSES / 2.0;
        double z = 2 * distance / width;
        column[c] = Math.exp(-0.5 * z * z);
        length += column[c] * column[c];
      }
      double octave = (semitones[k] / CLASSES - CENTRE_OCTAVE) / OCTAVE_WIDTH;
      double scale = Math.exp(-0.5 * octave * octave) / Math.sqrt(length);
      for (int c = 0; c < CLASSES; c++) {
        // Class 0 of the formula is A; C lies three semitones above it.
        weights[(c + CLASSES - 3) % CLASSES][k] = (float) (column[c] * scale);
      }
    }
  }

  /** The weights, {@code [12][bins]}, a copy. */
  public float[][] matrix() {
    var copy = new float[CLASSES][];
    for (int c = 0; c < CLASSES; c++) {
      copy[c] = weights[c].clone();
    }
    return copy;
  }

  /**
   * Sums one power spectrum into pitch classes and divides them by their greatest; a frame whose
   * greatest is below the smallest normal float stays as it is.
   *
   * @param power {@code [bins]}
   * @param chroma receives {@code [12]}, 0 to 1
   */
  public void apply(float[] power, float[] chroma) {
    // Four classes at a time share the loads of the spectrum.
    for (int c = 0; c < CLASSES; c += 4) {
      float[] w0 = weights[c];
      float[] w1 = weights[c + 1];
      float[] w2 = weights[c + 2];
      float[] w3 = weights[c + 3];
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int k = 0; k < bins; k++) {
        double p = power[k];
        s0 += w0[k] * p;
        s1 += w1[k] * p;
        s2 += w2[k] * p;
        s3 += w3[k] * p;
      }
      chroma[c] = (float) s0;
      chroma[c + 1] = (float) s1;
      chroma[c + 2] = (float) s2;
      chroma[c + 3] = (float) s3;
    }
    normalize(chroma);
  }

  /**
   * Chroma of a block of power spectra.
   *
   * @param power {@code [bins]} in every frame
   * @param chroma receives {@code [12]} in every frame, 0 to 1
   * @throws IllegalArgumentException if a block has another number of rows
   */
  public void apply(FrameBlock power, FrameBlock chroma) {
    power.requireRows("a block of power spectra", bins);
    chroma.requireRows("a block of chroma", CLASSES);
    if (VectorApi.AVAILABLE) {
      if (byBin == null) {
        byBin = VectorChroma.byBin(weights);
      }
      VectorChroma.apply(byBin, power.byRow(), chroma.writeRows());
    } else {
      plain(power, chroma);
    }
  }

  /** {@link #apply(FrameBlock, FrameBlock)} frame by frame. */
  void plain(FrameBlock power, FrameBlock chroma) {
    float[][] from = power.byFrame();
    float[][] to = chroma.writeFrames();
    for (int i = 0; i < FrameBlock.FRAMES; i++) {
      apply(from[i], to[i]);
    }
  }

  /** Divides a frame by its greatest value unless that is below the smallest normal float. */
  static void normalize(float[] frame) {
    float most = 0;
    for (float value : frame) {
      most = Math.max(most, Math.abs(value));
    }
    if (most >= Float.MIN_NORMAL) {
      for (int i = 0; i < frame.length; i++) {
        frame[i] /= most;
      }
    }
  }

  /**
   * Chroma of all frames.
   *
   * @param power {@code [frames][bins]}
   * @return {@code [frames][12]}
   * @throws IllegalArgumentException if the spectra have another number of bins
   */
  public float[][] apply(float[][] power) {
    var chroma = new float[power.length][CLASSES];
    for (int t = 0; t < power.length; t++) {
      Samples.requireLength("a power spectrum", power[t].length, bins);
      apply(power[t], chroma[t]);
    }
    return chroma;
  }
}
