package mer4j.dsp;

/**
 * Mel-frequency cepstral coefficients: the first coefficients of the orthonormal cosine transform
 * of the mel levels in dB (floor 80 dB below the clip's greatest level, see {@link Decibels}). No
 * liftering, coefficient 0 included.
 *
 * <p>Source: S. Davis and P. Mermelstein, "Comparison of parametric representations for
 * monosyllabic word recognition in continuously spoken sentences" (1980). Not thread-safe.
 */
public final class Mfcc {
  private final Dct dct;

  /** 20 coefficients from 128 bands. */
  public Mfcc() {
    this(128, 20);
  }

  /**
   * @param bands number of mel bands, even
   * @param coefficients how many to compute, at most {@code bands}
   * @throws IllegalArgumentException if one of them is not allowed
   */
  public Mfcc(int bands, int coefficients) {
    dct = new Dct(bands, coefficients);
  }

  /** Number of coefficients. */
  public int coefficients() {
    return dct.outputs();
  }

  /**
   * Coefficients of one frame.
   *
   * @param melLevels dB, {@code [bands]}
   * @param coefficients receives {@code [coefficients]}
   */
  public void apply(float[] melLevels, float[] coefficients) {
    dct.apply(melLevels, coefficients);
  }

  /**
   * Coefficients of a block of frames.
   *
   * @param melLevels dB, {@code [bands]} in every frame
   * @param coefficients receives {@code [coefficients]} in every frame
   * @throws IllegalArgumentException if a block has another number of rows
   */
  public void apply(FrameBlock melLevels, FrameBlock coefficients) {
    dct.apply(melLevels, coefficients);
  }

  /**
   * Coefficients of all frames.
   *
   * @param melLevels dB, {@code [frames][bands]}, from {@link Decibels#ofPower(float[][])}
   * @return {@code [frames][coefficients]}
   */
  public float[][] apply(float[][] melLevels) {
    var result = new float[melLevels.length][dct.outputs()];
    for (int t = 0; t < melLevels.length; t++) {
      dct.apply(melLevels[t], result[t]);
    }
    return result;
  }
}
