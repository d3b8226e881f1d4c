package mer4j.recurrent;

/**
 * Sigmoid and tanh in single precision by way of e^y - 1: range reduction to |r| at most ln(2)/2
 * and the polynomial of the Cephes library's expf (Moshier, 1992), in fused multiplications only,
 * so that a vector of values comes out bit for bit like single ones. With it
 *
 * <pre>sigmoid(x) = 1 / (expMinusOne(-x) + 2),  tanh(x) = expMinusOne(2x) / (expMinusOne(2x) + 2)
 * </pre>
 *
 * within some units in the last place, tanh also near 0. The signs and factors of x are in the
 * weights already ({@link Panels#pack}): they are powers of 2, which change no digit.
 */
final class Activations {
  /**
   * Arguments are brought into +-20, where both functions have reached their ends to within 2e-9
   * and the product of four denominators is still a number.
   */
  static final float LIMIT = 20;

  static final float LOG2_E = 1.44269504f;
  static final float LN2_HIGH = .693359375f;
  static final float LN2_LOW = -2.12194440e-4f;

  /** 1.5 * 2^23: what is added to it is rounded to an integer, kept in its last bits. */
  static final float ROUNDER = 12582912;

  static final int ONE_BITS = 0x3f800000;
  static final int EXPONENT_SHIFT = 23;
  static final float P0 = 1.9875691500e-4f;
  static final float P1 = 1.3981999507e-3f;
  static final float P2 = 8.3334519073e-3f;
  static final float P3 = 4.1665795894e-2f;
  static final float P4 = 1.6666665459e-1f;
  static final float P5 = 5.0000001201e-1f;

  private Activations() {}

  /** e^y - 1 for y brought into the range; NaN for NaN. */
  static float expMinusOne(float y) {
    float x = y > LIMIT ? LIMIT : y;
    x = x < -LIMIT ? -LIMIT : x;
    float t = Math.fma(x, LOG2_E, ROUNDER);
    float n = t - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float q = Math.fma(P0, r, P1);
    q = Math.fma(q, r, P2);
    q = Math.fma(q, r, P3);
    q = Math.fma(q, r, P4);
    q = Math.fma(q, r, P5);
    float p = Math.fma(q, r * r, r); // e^r - 1
    float s = Float.intBitsToFloat((Float.floatToRawIntBits(t) << EXPONENT_SHIFT) + ONE_BITS);
    return Math.fma(s, p, s - 1);
  }
}
