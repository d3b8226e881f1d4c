package mer4j.audio;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link HalvingKernel} with the Vector API. */
final class VectorHalvingKernel implements HalvingKernel {
  private static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final int LANES = S.length();
  private static final VectorMask<Float> UPPER = VectorMask.fromLong(S, -1L << LANES / 2);
  private static final VectorMask<Float> SECOND = VectorMask.fromLong(S, 0xAAAAAAAAAAAAAAAAL);

  /** Every second lane, twice. */
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(S, lane -> 2 * lane % LANES);

  private static final VectorShuffle<Float> ODD =
      VectorShuffle.fromOp(S, lane -> 2 * lane % LANES + 1);

  /** Every lane of the lower or the upper half, twice. */
  private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(S, lane -> lane / 2);

  private static final VectorShuffle<Float> HIGH =
      VectorShuffle.fromOp(S, lane -> lane / 2 + LANES / 2);

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(S, values, at);
  }

  private static FloatVector even(FloatVector a, FloatVector b) {
    return a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER);
  }

  private static FloatVector odd(FloatVector a, FloatVector b) {
    return a.rearrange(ODD).blend(b.rearrange(ODD), UPPER);
  }

  private static FloatVector low(FloatVector a, FloatVector b) {
    return a.rearrange(LOW).blend(b.rearrange(LOW), SECOND);
  }

  private static FloatVector high(FloatVector a, FloatVector b) {
    return a.rearrange(HIGH).blend(b.rearrange(HIGH), SECOND);
  }

  @Override
  public void split(float[] samples, float[] into, int width, int count) {
    for (int p = 0; p < count; p += LANES) {
      int at = 4 * p;
      var v0 = load(samples, at);
      var v1 = load(samples, at + LANES);
      var v2 = load(samples, at + 2 * LANES);
      var v3 = load(samples, at + 3 * LANES);
      var early = even(v0, v1);
      var late = even(v2, v3);
      even(early, late).intoArray(into, p);
      odd(early, late).intoArray(into, p + 2 * width);
      early = odd(v0, v1);
      late = odd(v2, v3);
      even(early, late).intoArray(into, p + width);
      odd(early, late).intoArray(into, p + 3 * width);
    }
  }

  @Override
  public void differences(float[] split, int from, float[] into, int at, int width, int count) {
    int first = from * width;
    int second = (from + 2) * width;
    for (int p = 0; p < count; p += LANES) {
      var b = load(split, second + p);
      load(split, first + p).sub(b).intoArray(into, at + p);
      b.intoArray(into, at + width + p);
      load(split, first + p + 1).sub(b).intoArray(into, at + 2 * width + p);
    }
  }

  /**
   * A vector of the signal is loaded once for six coefficients one vector's length apart, which
   * belong to six neighbouring vectors of outputs.
   */
  @Override
  public void filter(
      float[] x,
      int at,
      int other,
      float[] taps,
      int tapsAt,
      int otherTaps,
      float[] sums,
      int to,
      int count) {
    for (int p = 0; p < count; p += 5 * LANES) {
      var s0 = FloatVector.zero(S);
      var s1 = s0;
      var s2 = s0;
      var s3 = s0;
      var s4 = s0;
      for (int first = 0; first < 2 * TAPS; first += 6 * LANES) {
        boolean early = first < TAPS;
        int tap = early ? tapsAt + first : otherTaps + first - TAPS;
        int from = p + (early ? at + first : other + first - TAPS);
        for (int i = 0; i < LANES; i++) {
          var t0 = FloatVector.broadcast(S, taps[tap + i]);
          var t1 = FloatVector.broadcast(S, taps[tap + i + LANES]);
          var t2 = FloatVector.broadcast(S, taps[tap + i + 2 * LANES]);
          var t3 = FloatVector.broadcast(S, taps[tap + i + 3 * LANES]);
          var t4 = FloatVector.broadcast(S, taps[tap + i + 4 * LANES]);
          var t5 = FloatVector.broadcast(S, taps[tap + i + 5 * LANES]);
          var v = load(x, from + i);
          s0 = v.fma(t0, s0);
          v = load(x, from + i + LANES);
          s0 = v.fma(t1, s0);
          s1 = v.fma(t0, s1);
          v = load(x, from + i + 2 * LANES);
          s0 = v.fma(t2, s0);
          s1 = v.fma(t1, s1);
          s2 = v.fma(t0, s2);
          v = load(x, from + i + 3 * LANES);
          s0 = v.fma(t3, s0);
          s1 = v.fma(t2, s1);
          s2 = v.fma(t1, s2);
          s3 = v.fma(t0, s3);
          v = load(x, from + i + 4 * LANES);
          s0 = v.fma(t4, s0);
          s1 = v.fma(t3, s1);
          s2 = v.fma(t2, s2);
          s3 = v.fma(t1, s3);
          s4 = v.fma(t0, s4);
          v = load(x, from + i + 5 * LANES);
          s0 = v.fma(t5, s0);
          s1 = v.fma(t4, s1);
          s2 = v.fma(t3, s2);
          s3 = v.fma(t2, s3);
          s4 = v.fma(t1, s4);
          v = load(x, from + i + 6 * LANES);
          s1 = v.fma(t5, s1);
          s2 = v.fma(t4, s2);
          s3 = v.fma(t3, s3);
          s4 = v.fma(t2, s4);
          v = load(x, from + i + 7 * LANES);
          s2 = v.fma(t5, s2);
          s3 = v.fma(t4, s3);
          s4 = v.fma(t3, s4);
          v = load(x, from + i + 8 * LANES);
          s3 = v.fma(t5, s3);
          s4 = v.fma(t4, s4);
          v = load(x, from + i + 9 * LANES);
          s4 = v.fma(t5, s4);
        }
      }
      s0.intoArray(sums, to + p);
      s1.intoArray(sums, to + p + LANES);
      s2.intoArray(sums, to + p + 2 * LANES);
      s3.intoArray(sums, to + p + 3 * LANES);
      s4.intoArray(sums, to + p + 4 * LANES);
    }
  }

  @Override
  public void join(
      float[] sums,
      int sumsWidth,
      float[] split,
      int splitWidth,
      float[] rest,
      float[] into,
      int at,
      int count) {
    int x = splitWidth;
    finish(sums, 0, sumsWidth, split, 0, x, 2 * x, 3 * x, 1, rest, count);
    finish(sums, 2 * sumsWidth, sumsWidth, split, 2 * x, 3 * x, 1, x + 1, 2 * x + 1, rest, count);
    for (int p = 0; p < count; p += LANES) {
      var even = load(sums, p);
      var odd = load(sums, 2 * sumsWidth + p);
      low(even, odd).intoArray(into, at + 2 * p);
      high(even, odd).intoArray(into, at + 2 * p + LANES);
    }
  }

  /** Adds to the sums a those at b and the products of the last coefficients. */
  private static void finish(
      float[] sums,
      int a,
      int b,
      float[] x,
      int at0,
      int at1,
      int at2,
      int at3,
      int at4,
      float[] rest,
      int count) {
    var rest0 = FloatVector.broadcast(S, rest[0]);
    var rest1 = FloatVector.broadcast(S, rest[1]);
    var rest2 = FloatVector.broadcast(S, rest[2]);
    var rest3 = FloatVector.broadcast(S, rest[3]);
    var rest4 = FloatVector.broadcast(S, rest[4]);
    for (int p = 0; p < count; p += LANES) {
      int at = p + TAPS;
      var sum = load(x, at0 + at).mul(rest0);
      sum = load(x, at1 + at).fma(rest1, sum);
      sum = load(x, at2 + at).fma(rest2, sum);
      sum = load(x, at3 + at).fma(rest3, sum);
      sum = load(x, at4 + at).fma(rest4, sum);
      load(sums, a + p).add(load(sums, b + p)).add(sum).intoArray(sums, a + p);
    }
  }
}
