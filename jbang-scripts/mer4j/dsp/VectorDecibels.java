package mer4j.dsp;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Decibels} on arrays of any values, with the Vector API and a logarithm of its own.
 *
 * <p>A number is split into 2^e m with m from the root of one half to the root of two. With s = (m
 * - 1) / (m + 1), at most 0.1716, ln m = 2 (s + s^3 / 3 + s^5 / 5 + ...); the series is cut after
 * s^17 / 17, which leaves less than 2e-16. The logarithm is that of the exact function to within
 * 1e-15 of its greatest values, far below the rounding to {@code float}.
 *
 * <p>Source of the series: J. Gregory, "Exercitationes geometricae" (1668).
 */
final class VectorDecibels {
  private static final VectorSpecies<Double> DOUBLES = Lanes.DOUBLES;
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOAT_HALF;
  private static final VectorSpecies<Float> LONG_FLOATS = Lanes.FLOATS;

  private static final long ONE = Double.doubleToRawLongBits(1);
  private static final long ROOT_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));
  private static final int MANTISSA_BITS = 52;

  /** A double whose lowest bits are an integer. */
  private static final double INTEGER = 0x1p52;

  private static final long INTEGER_BITS = Double.doubleToRawLongBits(INTEGER);
  private static final int BIAS = Double.MAX_EXPONENT;
  private static final double TEN_LOG_2 = 10 * Math.log10(2);
  private static final double TEN_PER_LN_10 = 10 / Math.log(10);

  private VectorDecibels() {}

  /** Levels of powers; returns the greatest. The length is a multiple of 16. */
  static float ofPower(float[] power, float[] levels) {
    var greatest = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < power.length; i += FLOATS.length()) {
      var raised = FloatVector.fromArray(FLOATS, power, i).max(Decibels.LEAST_POWER);
      var x = (DoubleVector) raised.convertShape(VectorOperators.F2D, DOUBLES, 0);
      var bits = x.reinterpretAsLongs();
      var exponent = bits.add(ONE - ROOT_HALF).lanewise(VectorOperators.LSHR, MANTISSA_BITS);
      var m =
          bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
              .add(ONE)
              .reinterpretAsDoubles();
      var e = exponent.or(INTEGER_BITS).reinterpretAsDoubles().sub(INTEGER + BIAS);
      var s = m.sub(1).div(m.add(1));
      var z = s.mul(s);
      var sum = z.mul(1.0 / 17).add(1.0 / 15);
      sum = sum.fma(z, DoubleVector.broadcast(DOUBLES, 1.0 / 13));
      sum = sum.fma(z, DoubleVector.broadcast(DOUBLES, 1.0 / 11));
      sum = sum.fma(z, DoubleVector.broadcast(DOUBLES, 1.0 / 9));
      sum = sum.fma(z, DoubleVector.broadcast(DOUBLES, 1.0 / 7));
      sum = sum.fma(z, DoubleVector.broadcast(DOUBLES, 1.0 / 5));
      sum = sum.fma(z, DoubleVector.broadcast(DOUBLES, 1.0 / 3));
      sum = sum.fma(z, DoubleVector.broadcast(DOUBLES, 1.0));
      var level = sum.mul(s).mul(2 * TEN_PER_LN_10).add(e.mul(TEN_LOG_2));
      var rounded = (FloatVector) level.convertShape(VectorOperators.D2F, FLOATS, 0);
      rounded.intoArray(levels, i);
      greatest = greatest.max(rounded);
    }
    float most = Float.NEGATIVE_INFINITY;
    for (int lane = 0; lane < FLOATS.length(); lane++) {
      most = Math.max(most, greatest.lane(lane));
    }
    return most;
  }

  /** Raises levels, whose number is a multiple of 16, to a floor. */
  static void raise(float[] levels, float floor) {
    for (int i = 0; i < levels.length; i += LONG_FLOATS.length()) {
      FloatVector.fromArray(LONG_FLOATS, levels, i).max(floor).intoArray(levels, i);
    }
  }
}
