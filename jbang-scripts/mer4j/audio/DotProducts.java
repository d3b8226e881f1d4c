package mer4j.audio;

/**
 * Sums of products of a row of coefficients with pieces of a signal: the inner loop of resampling.
 * This version is the specification of {@link VectorDotProducts}.
 */
final class DotProducts {
  private static final int LANES = 16;

  private DotProducts() {}

  /**
   * The sum of {@code row[rowAt + j] * x[at + j]} for j below {@code count}, which is a multiple of
   * 16. Partial sums keep the rounding errors of single precision small.
   */
  static float one(float[] row, int rowAt, float[] x, int at, int count) {
    var partial = new float[LANES];
    for (var j = 0; j < count; j += LANES) {
      for (var k = 0; k < LANES; k++) {
        partial[k] += row[rowAt + j + k] * x[at + j + k];
      }
    }
    var sum = 0f;
    for (var value : partial) {
      sum += value;
    }
    return sum;
  }

  /**
   * Four sums with the same coefficients: sum i, of the piece of {@code x} that begins at {@code at
   * + i * stride}, goes to {@code out[outAt + i * gap]}.
   */
  static void four(
      float[] row,
      int rowAt,
      float[] x,
      int at,
      int stride,
      int count,
      float[] out,
      int outAt,
      int gap) {
    for (var i = 0; i < 4; i++) {
      out[outAt + i * gap] = one(row, rowAt, x, at + i * stride, count);
    }
  }
}
