package mer4j.dsp;

import mer4j.VectorApi;
import mer4j.audio.Signal;

/** Checks of audio samples that the kernels share. */
public final class Samples {
  private static final int PIECE = 1 << 14;

  private Samples() {}

  /**
   * Refuses audio that holds NaN or infinity: a single such sample would spread over all features.
   *
   * @param samples the audio
   * @return {@code samples}
   * @throws IllegalArgumentException naming the first sample that is not finite
   */
  public static float[] requireFinite(float[] samples) {
    int index = firstNotFinite(samples, samples.length);
    if (index < samples.length) {
      throw notFinite(index);
    }
    return samples;
  }

  /**
   * Refuses a recording that holds NaN or infinity.
   *
   * @param signal the audio, read in pieces
   * @throws IllegalArgumentException naming the first sample that is not finite
   */
  public static void requireFinite(Signal signal) {
    var piece = new float[(int) Math.min(PIECE, signal.length())];
    for (long at = 0; at < signal.length(); at += piece.length) {
      int count = (int) Math.min(piece.length, signal.length() - at);
      signal.read(at, piece, 0, count);
      int index = firstNotFinite(piece, count);
      if (index < count) {
        throw notFinite(at + index);
      }
    }
  }

  /** Index of the first sample that is not finite, {@code count} if there is none. */
  private static int firstNotFinite(float[] samples, int count) {
    int i = VectorApi.AVAILABLE ? VectorSamples.finite(samples, count) : 0;
    while (i < count && Float.isFinite(samples[i])) {
      i++;
    }
    return i;
  }

  private static IllegalArgumentException notFinite(long index) {
    return new IllegalArgumentException(
        "audio holds a value that is not finite (sample " + index + ")");
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
