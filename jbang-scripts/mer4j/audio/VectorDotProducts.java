package mer4j.audio;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link DotProducts} with the Vector API. */
final class VectorDotProducts {
  /** Never longer than the padding of the rows allows. */
  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final VectorShuffle<Float> BY_8 = rotation(8);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_2 = rotation(2);

  private VectorDotProducts() {}

  static float one(float[] row, int rowAt, float[] x, int at, int count) {
    var sum = FloatVector.zero(SPECIES);
    for (var j = 0; j < count; j += SPECIES.length()) {
      var coefficients = FloatVector.fromArray(SPECIES, row, rowAt + j);
      sum = FloatVector.fromArray(SPECIES, x, at + j).fma(coefficients, sum);
    }
    return total(sum);
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
    out[outAt] = total(sum0);
    out[outAt + gap] = total(sum1);
    out[outAt + 2 * gap] = total(sum2);
    out[outAt + 3 * gap] = total(sum3);
  }

  /**
   * The sum of all lanes, in one order. The Vector API's own reduction adds in another order once
   * it is compiled, so that the same file would give other samples, by a rounding error, at the
   * start of a run than later in it.
   */
  private static float total(FloatVector sum) {
    int lanes = SPECIES.length();
    if (lanes >= 16) {
      sum = sum.add(sum.rearrange(BY_8));
    }
    if (lanes >= 8) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    if (lanes >= 4) {
      sum = sum.add(sum.rearrange(BY_2));
    }
    return sum.lane(0) + sum.lane(1);
  }

  private static VectorShuffle<Float> rotation(int lanes) {
    return VectorShuffle.iota(SPECIES, lanes, 1, true);
  }
}
