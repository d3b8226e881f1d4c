package mer4j.dsp;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Dct} on blocks of frames, with the Vector API. */
final class VectorDct {
  private static final VectorSpecies<Double> DOUBLES = Lanes.DOUBLES;
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOAT_HALF;
  private static final int LANES = DOUBLES.length();
  private static final int FRAMES = FrameBlock.FRAMES;

  private final double[] even;
  private final double[] odd;

  VectorDct(int inputs) {
    even = new double[inputs / 2 * LANES];
    odd = new double[inputs / 2 * LANES];
  }

  void apply(double[][] cosines, float[] values, float[] coefficients) {
    for (int lane = 0; lane < FRAMES; lane += LANES) {
      fold(values, lane, even, odd);
      int k = 0;
      for (; k + 1 < cosines.length; k += 2) {
        pair(cosines[k], cosines[k + 1], even, odd, coefficients, k * FRAMES + lane);
      }
      if (k < cosines.length) {
        one(cosines[k], (k & 1) == 0 ? even : odd, coefficients, k * FRAMES + lane);
      }
    }
  }

  /** Sums and differences of the inputs and their mirror images. */
  private static void fold(float[] values, int lane, double[] even, double[] odd) {
    int last = values.length - FRAMES + lane;
    int to = 0;
    for (int at = lane; to < even.length; at += FRAMES, to += LANES) {
      var low = FloatVector.fromArray(FLOATS, values, at);
      var high = FloatVector.fromArray(FLOATS, values, last - at + lane);
      var a = (DoubleVector) low.convertShape(VectorOperators.F2D, DOUBLES, 0);
      var b = (DoubleVector) high.convertShape(VectorOperators.F2D, DOUBLES, 0);
      a.add(b).intoArray(even, to);
      a.sub(b).intoArray(odd, to);
    }
  }

  /** An even coefficient and the odd one after it, two sums each. */
  private static void pair(
      double[] row, double[] next, double[] even, double[] odd, float[] coefficients, int to) {
    var a = DoubleVector.zero(DOUBLES);
    var b = DoubleVector.zero(DOUBLES);
    var c = DoubleVector.zero(DOUBLES);
    var d = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i + 1 < row.length; i += 2) {
      int at = i * LANES;
      a = DoubleVector.fromArray(DOUBLES, even, at).fma(DoubleVector.broadcast(DOUBLES, row[i]), a);
      b =
          DoubleVector.fromArray(DOUBLES, even, at + LANES)
              .fma(DoubleVector.broadcast(DOUBLES, row[i + 1]), b);
      c = DoubleVector.fromArray(DOUBLES, odd, at).fma(DoubleVector.broadcast(DOUBLES, next[i]), c);
      d =
          DoubleVector.fromArray(DOUBLES, odd, at + LANES)
              .fma(DoubleVector.broadcast(DOUBLES, next[i + 1]), d);
    }
    if (i < row.length) {
      int at = i * LANES;
      a = DoubleVector.fromArray(DOUBLES, even, at).fma(DoubleVector.broadcast(DOUBLES, row[i]), a);
      c = DoubleVector.fromArray(DOUBLES, odd, at).fma(DoubleVector.broadcast(DOUBLES, next[i]), c);
    }
    ((FloatVector) a.add(b).convertShape(VectorOperators.D2F, FLOATS, 0))
        .intoArray(coefficients, to);
    ((FloatVector) c.add(d).convertShape(VectorOperators.D2F, FLOATS, 0))
        .intoArray(coefficients, to + FRAMES);
  }

  private static void one(double[] row, double[] folded, float[] coefficients, int to) {
    var sum = DoubleVector.zero(DOUBLES);
    for (int i = 0; i < row.length; i++) {
      sum =
          DoubleVector.fromArray(DOUBLES, folded, i * LANES)
              .fma(DoubleVector.broadcast(DOUBLES, row[i]), sum);
    }
    ((FloatVector) sum.convertShape(VectorOperators.D2F, FLOATS, 0)).intoArray(coefficients, to);
  }
}
