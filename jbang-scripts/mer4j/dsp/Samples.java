package mer4j.dsp;

/** Checks of audio samples that the kernels share. */
public final class Samples {
  private Samples() {}

  /**
   * Refuses audio that holds NaN or infinity: a single such sample would spread over all features.
   *
   * @param samples the audio
   * @return {@code samples}
   * @throws IllegalArgumentException naming the first sample that is not finite
   */
  public static float[] requireFinite(float[] samples) {
    for (int i = 0; i < samples.length; i++) {
      if (!Float.isFinite(samples[i])) {
        throw new IllegalArgumentException(
            "audio holds a value that is not finite (sample " + i + ")");
      }
    }
    return samples;
  }

  /** Refuses a sample rate that is not positive. */
  static int requireRate(int sampleRate) {
    if (sampleRate <= 0) {
      throw new IllegalArgumentException("a sample rate must be positive; given " + sampleRate);
    }
    return sampleRate;
  }

  /** Refuses an array whose length is not the expected one. */
  static void requireLength(String what, int given, int expected) {
    if (given != expected) {
      throw new IllegalArgumentException(
          what + " must have " + expected + " values; given " + given);
    }
  }
}
