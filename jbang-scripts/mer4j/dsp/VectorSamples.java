package mer4j.dsp;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Counts and sums over samples in a row, with the Vector API. */
final class VectorSamples {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final VectorSpecies<Double> DOUBLES = Lanes.DOUBLES;
  private static final VectorSpecies<Float> HALF = Lanes.FLOAT_HALF;

  private VectorSamples() {}

  /** The sum of the squares of {@code count} samples, a multiple of 16. */
  static double energy(float[] samples, int from, int count) {
    var even = DoubleVector.zero(DOUBLES);
    var odd = DoubleVector.zero(DOUBLES);
    int lanes = DOUBLES.length();
    for (int i = from; i < from + count; i += 2 * lanes) {
      var a =
          (DoubleVector)
              FloatVector.fromArray(HALF, samples, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
      var b =
          (DoubleVector)
              FloatVector.fromArray(HALF, samples, i + lanes)
                  .convertShape(VectorOperators.F2D, DOUBLES, 0);
      even = a.fma(a, even);
      odd = b.fma(b, odd);
    }
    even = even.add(odd);
    double sum = 0;
    for (int lane = 0; lane < lanes; lane++) {
      sum += even.lane(lane);
    }
    return sum;
  }

  /**
   * How many of {@code count} samples, a multiple of 16, have another sign than the one before them
   * once {@code shift} has been added.
   */
  static int signChanges(float[] samples, int from, int count, float shift) {
    var changes = IntVector.zero(Lanes.INTS);
    for (int i = from; i < from + count; i += FLOATS.length()) {
      var here = FloatVector.fromArray(FLOATS, samples, i).add(shift).reinterpretAsInts();
      var before = FloatVector.fromArray(FLOATS, samples, i - 1).add(shift).reinterpretAsInts();
      changes =
          changes.add(
              here.lanewise(VectorOperators.XOR, before)
                  .lanewise(VectorOperators.LSHR, Integer.SIZE - 1));
    }
    return changes.reduceLanes(VectorOperators.ADD);
  }
}
