package mer4j.nn;

import mer4j.VectorApi;

/**
 * Decibels of many powers, fast enough to be taken anew for every batch: 10 log10(max(1e-10, x)).
 *
 * <p>The logarithm is that of the Cephes library's {@code logf} (Moshier, 1992): x = m 2^e with m
 * in [sqrt(1/2), sqrt(2)), and a polynomial in m - 1 with an error of about one unit in the last
 * place. It is made of single additions and multiplications in a fixed order, so that this form and
 * {@link VectorPowerLevels}, which does the same in vectors, agree to the bit.
 */
final class PowerLevels {
  /** Least power told apart from none, as in the features' own decibels. */
  static final float FLOOR = 1e-10f;

  static final int SQRT_HALF = 0x3f3504f3; // bits of sqrt(1/2)
  static final int MANTISSA = 0x007fffff;
  static final int FRACTION_BITS = 23;
  static final float[] POLYNOMIAL = {
    7.0376836292e-2f,
    -1.1514610310e-1f,
    1.1676998740e-1f,
    -1.2420140846e-1f,
    1.4249322787e-1f,
    -1.6668057665e-1f,
    2.0000714765e-1f,
    -2.4999993993e-1f,
    3.3333331174e-1f
  };
  static final float LN2_LOW = -2.12194440e-4f;
  static final float LN2_HIGH = .693359375f;
  static final float SCALE = (float) (10 / Math.log(10));

  private PowerLevels() {}

  /** Takes {@code values[from]} to {@code values[to - 1]}, finite numbers, in decibels. */
  static void decibels(float[] values, int from, int to) {
    int done = VectorApi.AVAILABLE ? VectorPowerLevels.decibels(values, from, to) : from;
    plain(values, done, to);
  }

  static void plain(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = decibels(values[i]);
    }
  }

  private static float decibels(float power) {
    // counted from sqrt(1/2), the exponent's bits change where the wanted exponent does
    int bits = Float.floatToRawIntBits(Math.max(FLOOR, power)) - SQRT_HALF;
    float e = bits >> FRACTION_BITS;
    float f = Float.intBitsToFloat((bits & MANTISSA) + SQRT_HALF) - 1;
    float y = POLYNOMIAL[0];
    for (int k = 1; k < POLYNOMIAL.length; k++) {
      y = y * f + POLYNOMIAL[k];
    }
    float z = f * f;
    y = y * f * z + e * LN2_LOW - z * .5f;
    return (f + y + e * LN2_HIGH) * SCALE;
  }
}
