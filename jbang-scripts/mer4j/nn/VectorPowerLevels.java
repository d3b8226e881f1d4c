package mer4j.nn;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link PowerLevels} in vectors, for whole vectors only. */
final class VectorPowerLevels {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  private VectorPowerLevels() {}

  /** Returns where it stopped: less than a vector is left. */
  static int decibels(float[] values, int from, int to) {
    int i = from;
    for (; i + FLOATS.length() <= to; i += FLOATS.length()) {
      var bits =
          FloatVector.fromArray(FLOATS, values, i)
              .max(PowerLevels.FLOOR)
              .reinterpretAsInts()
              .sub(PowerLevels.SQRT_HALF);
      var e =
          (FloatVector)
              bits.lanewise(VectorOperators.ASHR, PowerLevels.FRACTION_BITS)
                  .convertShape(VectorOperators.I2F, FLOATS, 0);
      var f =
          bits.and(PowerLevels.MANTISSA).add(PowerLevels.SQRT_HALF).reinterpretAsFloats().sub(1f);
      var y = FloatVector.broadcast(FLOATS, PowerLevels.POLYNOMIAL[0]);
      for (int k = 1; k < PowerLevels.POLYNOMIAL.length; k++) {
        y = y.mul(f).add(PowerLevels.POLYNOMIAL[k]);
      }
      var z = f.mul(f);
      y = y.mul(f).mul(z).add(e.mul(PowerLevels.LN2_LOW)).sub(z.mul(.5f));
      f.add(y).add(e.mul(PowerLevels.LN2_HIGH)).mul(PowerLevels.SCALE).intoArray(values, i);
    }
    return i;
  }
}
