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

  /** Number of partial sums. */
  static final int PARTS = 16;

  private VectorSamples() {}

  /**
   * The sum of the squares of {@code count} samples, a multiple of 16: sixteen sums, whatever the
   * length of a vector, and then these one after the other.
   */
  static double energy(float[] samples, int from, int count, double[] partial) {
    for (int lane = 0; lane < PARTS; lane += DOUBLES.length()) {
      var sum = DoubleVector.zero(DOUBLES);
      for (int i = from + lane; i < from + count; i += PARTS) {
        var value =
            (DoubleVector)
                FloatVector.fromArray(HALF, samples, i)
                    .convertShape(VectorOperators.F2D, DOUBLES, 0);
        sum = value.fma(value, sum);
      }
      sum.intoArray(partial, lane);
    }
    double energy = 0;
    for (int lane = 0; lane < PARTS; lane++) {
      energy += partial[lane];
    }
    return energy;
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

  /**
   * How many of the first {@code count} samples are finite at least: all but a rest shorter than
   * four vectors, or those before the vectors that hold the first one that is not.
   */
  static int finite(float[] samples, int count) {
    int step = 4 * FLOATS.length();
    int end = count / step * step;
    int i = 0;
    // A finite number times zero is zero; anything else is not a number, which no sum undoes.
    for (; i < end; i += step) {
      var a = FloatVector.fromArray(FLOATS, samples, i).mul(0);
      var b = FloatVector.fromArray(FLOATS, samples, i + FLOATS.length()).mul(0);
      var c = FloatVector.fromArray(FLOATS, samples, i + 2 * FLOATS.length()).mul(0);
      var d = FloatVector.fromArray(FLOATS, samples, i + 3 * FLOATS.length()).mul(0);
      if (a.add(b).add(c.add(d)).test(VectorOperators.IS_NAN).anyTrue()) {
        break;
      }
    }
    return i;
  }
}
