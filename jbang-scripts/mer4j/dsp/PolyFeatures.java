package mer4j.dsp;

/**
 * The straight line that fits a magnitude spectrum best in the sense of least squares: its slope
 * per Hz and its value at 0 Hz.
 */
public final class PolyFeatures {
  private final double hzPerBin;
  private final int bins;
  private final double centre;
  private final double spread;

  /**
   * @param sampleRate in Hz
   * @param frameLength samples per frame of the spectrum, at least 2
   * @throws IllegalArgumentException if one of them is not allowed
   */
  public PolyFeatures(int sampleRate, int frameLength) {
    Samples.requireRate(sampleRate);
    if (frameLength < 2) {
      throw new IllegalArgumentException(
          "a frame must have at least 2 samples; given " + frameLength);
    }
    bins = frameLength / 2 + 1;
    hzPerBin = (double) sampleRate / frameLength;
    centre = (bins - 1) / 2.0;
    spread = bins * ((double) bins * bins - 1) / 12;
  }

  /**
   * The line through one spectrum.
   *
   * @param magnitude {@code [bins]}
   * @param line receives slope per Hz and offset, {@code [2]}
   */
  public void apply(float[] magnitude, double[] line) {
    Samples.requireLength("a magnitude spectrum", magnitude.length, bins);
    double sum = 0;
    double moment = 0;
    for (int k = 0; k < bins; k++) {
      sum += magnitude[k];
      moment += (k - centre) * magnitude[k];
    }
    double slope = moment / spread;
    line[0] = slope / hzPerBin;
    line[1] = sum / bins - slope * centre;
  }

  /**
   * The lines through all spectra.
   *
   * @param magnitude {@code [frames][bins]}
   * @return slope per Hz and offset, {@code [frames][2]}
   */
  public double[][] apply(float[][] magnitude) {
    var lines = new double[magnitude.length][2];
    for (int t = 0; t < magnitude.length; t++) {
      apply(magnitude[t], lines[t]);
    }
    return lines;
  }
}
