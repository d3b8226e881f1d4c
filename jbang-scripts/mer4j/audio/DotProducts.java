package mer4j.audio;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

final class DotProducts {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private DotProducts() {}

  static float one(float[] a, int aAt, float[] b, int bAt, int count) {
    var sum = FloatVector.zero(SPECIES);
    for (var j = 0; j < count; j += SPECIES.length()) {
      sum =
          FloatVector.fromArray(SPECIES, a, aAt + j)
              .fma(FloatVector.fromArray(SPECIES, b, bAt + j), sum);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  static void four(
      float[] a, int aAt, float[] b, int bAt, int stride, int count, float[] out, int at, int gap) {
    var sum0 = FloatVector.zero(SPECIES);
    var sum1 = FloatVector.zero(SPECIES);
    var sum2 = FloatVector.zero(SPECIES);
    var sum3 = FloatVector.zero(SPECIES);
    for (var j = 0; j < count; j += SPECIES.length()) {
      var c = FloatVector.fromArray(SPECIES, a, aAt + j);
      var i = bAt + j;
      sum0 = FloatVector.fromArray(SPECIES, b, i).fma(c, sum0);
      sum1 = FloatVector.fromArray(SPECIES, b, i + stride).fma(c, sum1);
      sum2 = FloatVector.fromArray(SPECIES, b, i + 2 * stride).fma(c, sum2);
      sum3 = FloatVector.fromArray(SPECIES, b, i + 3 * stride).fma(c, sum3);
    }
    out[at] = sum0.reduceLanes(VectorOperators.ADD);
    out[at + gap] = sum1.reduceLanes(VectorOperators.ADD);
    out[at + 2 * gap] = sum2.reduceLanes(VectorOperators.ADD);
    out[at + 3 * gap] = sum3.reduceLanes(VectorOperators.ADD);
  }
}
