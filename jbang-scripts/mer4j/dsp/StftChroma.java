package mer4j.dsp;

/** Chroma from short-time power spectra, tuned to the recording: librosa's {@code chroma_stft}. */
public final class StftChroma {
  private StftChroma() {}

  /**
   * Estimates the tuning from the power spectra and sums them into pitch classes.
   *
   * @param power {@code [frames][bins]}
   * @param sampleRate in Hz
   * @return {@code [frames][12]}, row 0 = C, each frame divided by its greatest value
   * @throws IllegalArgumentException if the sample rate is not positive
   */
  public static float[][] of(float[][] power, int sampleRate) {
    if (power.length == 0) {
      return new float[0][];
    }
    double tuning = TuningEstimator.estimate(power, sampleRate, ChromaFilterBank.CLASSES);
    int frameLength = 2 * (power[0].length - 1);
    return new ChromaFilterBank(sampleRate, frameLength, tuning).apply(power);
  }
}
