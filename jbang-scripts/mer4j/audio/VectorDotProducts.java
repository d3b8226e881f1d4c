package mer4j.audio;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link DotProducts} with the Vector API. */
final class VectorDotProducts {
  /** Never longer than the padding of the rows allows. */
  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private VectorDotProducts() {}

  static float one(float[] row, int rowAt, float[] x, int at, int count) {
    var sum = FloatVector.zero(SPECIES);
    for (var j = 0; j < count; j += SPECIES.length()) {
      var coefficients = FloatVector.fromArray(SPECIES, row, rowAt + j);
      sum = FloatVector.fromArray(SPECIES, x, at + j).fma(coefficients, sum);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  /** Loads each coefficient once for all four sums. */
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
    var sum0 = FloatVector.zero(SPECIES);
    var sum1 = FloatVector.zero(SPECIES);
    var sum2 = FloatVector.zero(SPECIES);
    var sum3 = FloatVector.zero(SPECIES);
    for (var j = 0; j < count; j += SPECIES.length()) {
      var coefficients = FloatVector.fromArray(SPECIES, row, rowAt + j);
      var i = at + j;
      sum0 = FloatVector.fromArray(SPECIES, x, i).fma(coefficients, sum0);
      sum1 = FloatVector.fromArray(SPECIES, x, i + stride).fma(coefficients, sum1);
      sum2 = FloatVector.fromArray(SPECIES, x, i + 2 * stride).fma(coefficients, sum2);
      sum3 = FloatVector.fromArray(SPECIES, x, i + 3 * stride).fma(coefficients, sum3);
    }
    out[outAt] = sum0.reduceLanes(VectorOperators.ADD);
    out[outAt + gap] = sum1.reduceLanes(VectorOperators.ADD);
    out[outAt + 2 * gap] = sum2.reduceLanes(VectorOperators.ADD);
    out[outAt + 3 * gap] = sum3.reduceLanes(VectorOperators.ADD);
  }
}
