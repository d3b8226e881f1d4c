package mer4j.baselines;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link AdamStep} with the Vector API. */
final class VectorAdamStep {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private VectorAdamStep() {}

  /** How many of so many weights fill whole vectors. */
  static int whole(int count) {
    return SPECIES.loopBound(count);
  }

  /** Steps as far as whole vectors go and returns how far. */
  static int apply(
      AdamStep step,
      MemorySegment gradient,
      MemorySegment weights,
      MemorySegment means,
      MemorySegment squares,
      int count) {
    float keep = (float) Adam.MEAN_DECAY;
    float keepSquare = (float) Adam.SQUARE_DECAY;
    float penalty = (float) step.penalty();
    float rate = (float) step.rate();
    float epsilon = (float) Adam.EPSILON;
    int end = whole(count);
    for (int i = 0; i < end; i += SPECIES.length()) {
      long at = (long) i * Float.BYTES;
      var w = FloatVector.fromMemorySegment(SPECIES, weights, at, ORDER);
      var sum = FloatVector.fromMemorySegment(SPECIES, gradient, at, ORDER);
      var m = FloatVector.fromMemorySegment(SPECIES, means, at, ORDER);
      var v = FloatVector.fromMemorySegment(SPECIES, squares, at, ORDER);
      var g = w.mul(penalty).add(sum).div(step.batch());
      m = m.mul(keep).add(g.mul(1 - keep));
      v = v.mul(keepSquare).add(g.mul(g).mul(1 - keepSquare));
      m.intoMemorySegment(means, at, ORDER);
      v.intoMemorySegment(squares, at, ORDER);
      w.sub(m.mul(rate).div(v.sqrt().add(epsilon))).intoMemorySegment(weights, at, ORDER);
    }
    return end;
  }

  /** Sum of squares of weights that fill whole vectors, lane by lane. */
  static double squares(MemorySegment weights, int count) {
    var sums = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i += SPECIES.length()) {
      var w = FloatVector.fromMemorySegment(SPECIES, weights, (long) i * Float.BYTES, ORDER);
      sums = w.fma(w, sums);
    }
    double sum = 0;
    for (float lane : sums.toArray()) {
      sum += lane;
    }
    return sum;
  }
}
