package mer4j.dsp;

import mer4j.VectorApi;

/**
 * The first coefficients of the orthonormal discrete cosine transform of type II:
 *
 * <p>{@code X[k] = c(k) sum x[i] cos(pi k (2 i + 1) / (2 n))} with {@code c(0) = sqrt(1 / n)} and
 * {@code c(k) = sqrt(2 / n)} otherwise.
 *
 * <p>The cosines are even or odd about the middle, so inputs are first added to or subtracted from
 * their mirror image, which halves the multiplications.
 *
 * <p>Source: N. Ahmed, T. Natarajan and K. R. Rao, "Discrete cosine transform" (1974). Not
 * thread-safe.
 */
public final class Dct {
  private final int inputs;
  private final int outputs;
  private final double[][] cosines;
  private final double[] even;
  private final double[] odd;
  private final VectorDct lanes;

  /**
   * @param inputs number of values to transform, even
   * @param outputs number of coefficients to compute, at most {@code inputs}
   * @throws IllegalArgumentException if one of them is not allowed
   */
  public Dct(int inputs, int outputs) {
    if (inputs < 2 || inputs % 2 != 0 || outputs < 1 || outputs > inputs) {
      throw new IllegalArgumentException(
          "a cosine transform needs an even number of inputs and 1 to that many outputs; given "
              + inputs
              + " and "
              + outputs);
    }
    this.inputs = inputs;
    this.outputs = outputs;
    cosines = new double[outputs][inputs / 2];
    for (int k = 0; k < outputs; k++) {
      double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / inputs);
      for (int i = 0; i < inputs / 2; i++) {
        cosines[k][i] = scale * Math.cos(Math.PI * k * (2 * i + 1) / (2.0 * inputs));
      }
    }
    even = new double[inputs / 2];
    odd = new double[inputs / 2];
    lanes = VectorApi.AVAILABLE ? new VectorDct(inputs) : null;
  }

  /** Number of coefficients. */
  public int outputs() {
    return outputs;
  }

  /**
   * Transforms a block of vectors.
   *
   * @param values {@code [inputs]} in every frame
   * @param coefficients receives {@code [outputs]} in every frame
   * @throws IllegalArgumentException if a block has another number of rows
   */
  public void apply(FrameBlock values, FrameBlock coefficients) {
    values.requireRows("a block of values", inputs);
    coefficients.requireRows("a block of coefficients", outputs);
    if (lanes != null) {
      lanes.apply(cosines, values.byRow(), coefficients.writeRows());
    } else {
      plain(values, coefficients);
    }
  }

  /** {@link #apply(FrameBlock, FrameBlock)} frame by frame. */
  void plain(FrameBlock values, FrameBlock coefficients) {
    float[][] from = values.byFrame();
    float[][] to = coefficients.writeFrames();
    for (int i = 0; i < FrameBlock.FRAMES; i++) {
      apply(from[i], to[i]);
    }
  }

  /**
   * Transforms one vector.
   *
   * @param values {@code [inputs]}
   * @param coefficients receives {@code [outputs]}
   */
  public void apply(float[] values, float[] coefficients) {
    int half = inputs / 2;
    for (int i = 0; i < half; i++) {
      double a = values[i];
      double b = values[inputs - 1 - i];
      even[i] = a + b;
      odd[i] = a - b;
    }
    for (int k = 0; k < outputs; k++) {
      double[] folded = (k & 1) == 0 ? even : odd;
      double[] row = cosines[k];
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int i = 0;
      for (; i + 3 < half; i += 4) {
        s0 += row[i] * folded[i];
        s1 += row[i + 1] * folded[i + 1];
        s2 += row[i + 2] * folded[i + 2];
        s3 += row[i + 3] * folded[i + 3];
      }
      for (; i < half; i++) {
        s0 += row[i] * folded[i];
      }
      coefficients[k] = (float) ((s0 + s1) + (s2 + s3));
    }
  }
}
