package mer4j.baselines;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link StumpScreen} with the Vector API, sixteen columns side by side.
 *
 * <p>With total weight 1, class weights {@code T_k} and, below a threshold, {@code L_k} of {@code
 * w} in all, the impurity taken away is the sum of {@code (L_k - T_k w)^2 / (w (1 - w))}; in this
 * form nothing cancels.
 */
final class VectorStumpScreen extends StumpScreen {
  /** Classes that it can tell apart. */
  static final int MOST_CLASSES = 4;

  /** Never longer than a group. */
  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > SortedColumns.GROUP
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final int SIGN = Integer.MIN_VALUE;

  /** Weight of every sample, its class in the two lowest bits. */
  private final int[] table;

  private final float[] shares = new float[MOST_CLASSES];
  private final double total;
  private final int samples;

  VectorStumpScreen(double[] weights, int[] labels, double[] totals) {
    this.samples = weights.length;
    this.total = Arrays.stream(totals).sum();
    this.table = new int[samples];
    for (int i = 0; i < samples; i++) {
      int bits = Float.floatToRawIntBits((float) (weights[i] / total));
      table[i] = bits & ~3 | labels[i];
    }
    for (int k = 0; k < totals.length; k++) {
      shares[k] = (float) (totals[k] / total);
    }
  }

  @Override
  int candidates(short[] order, int from, float gain, float[] buffer) {
    // looking up first and computing then is faster than a gather, which must check its indices
    int count = (samples - 1) * SortedColumns.GROUP;
    for (int i = 0; i < count; i++) {
      int entry = order[from + i];
      buffer[i] = Float.intBitsToFloat(table[entry & 0x7fff] | entry & SIGN);
    }
    int candidates = 0;
    for (int lane = 0; lane < SortedColumns.GROUP; lane += SPECIES.length()) {
      candidates |= exceeding(buffer, lane, count, (float) (gain / total)) << lane;
    }
    return candidates;
  }

  private int exceeding(float[] entries, int lane, int count, float gain) {
    var zero = FloatVector.zero(SPECIES);
    var share0 = FloatVector.broadcast(SPECIES, shares[0]);
    var share1 = FloatVector.broadcast(SPECIES, shares[1]);
    var share2 = FloatVector.broadcast(SPECIES, shares[2]);
    var share3 = FloatVector.broadcast(SPECIES, shares[3]);
    var below0 = zero;
    var below1 = zero;
    var below2 = zero;
    var below = zero;
    var wanted = FloatVector.broadcast(SPECIES, gain);
    VectorMask<Float> found = SPECIES.maskAll(false);
    for (int i = lane; i < count; i += SortedColumns.GROUP) {
      var entry = FloatVector.fromArray(SPECIES, entries, i);
      var label = entry.viewAsIntegralLanes().and(3);
      var weight = entry.abs();
      below0 = below0.add(weight, label.eq(0).cast(SPECIES));
      below1 = below1.add(weight, label.eq(1).cast(SPECIES));
      below2 = below2.add(weight, label.eq(2).cast(SPECIES));
      below = below.add(weight);
      var below3 = below.sub(below0).sub(below1).sub(below2);
      var d0 = below0.sub(share0.mul(below));
      var d1 = below1.sub(share1.mul(below));
      var d2 = below2.sub(share2.mul(below));
      var d3 = below3.sub(share3.mul(below));
      var sum = d0.mul(d0).add(d1.mul(d1)).add(d2.mul(d2)).add(d3.mul(d3));
      var needed = wanted.mul(below.sub(below.mul(below)));
      var open = entry.test(VectorOperators.IS_NEGATIVE).not();
      found = found.or(sum.compare(VectorOperators.GT, needed).and(open));
    }
    return (int) found.toLong();
  }
}
