package mer4j.recurrent;

/**
 * Sigmoid and tanh in single precision by way of e^x - 1: range reduction to |r| at most ln(2)/2
 * and the polynomial of the Cephes library's expf (Moshier, 1992), in fused multiplications only,
 * so that a vector of values comes out bit for bit like single ones. Within 3 units in the last
 * place of the true value, also near 0.
 */
final class Activations {
  /** Beyond this e^x leaves single precision, and both functions have long reached their ends. */
  static final float LIMIT = 87;

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

  /** e^x - 1 for x brought into the range; NaN for NaN. */
  private static float expMinusOne(float x) {
    x = x > LIMIT ? LIMIT : x;
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

  /** 1 / (1 + e^-x). */
  static float sigmoid(float x) {
    return 1 / (expMinusOne(-x) + 2);
  }

  /** The hyperbolic tangent. */
  static float tanh(float x) {
    float e = expMinusOne(x + x);
    return e / (e + 2);
  }
}
