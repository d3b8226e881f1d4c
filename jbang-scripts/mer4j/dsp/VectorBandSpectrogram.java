package mer4j.dsp;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link BandSpectrogram} with the Vector API. */
final class VectorBandSpectrogram extends BandSpectrogram {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int LANES = S.length();

  /** Blocks whose samples are summed up at once. */
  private static final int PANEL = BandWork.PANEL;

  private static final int GROUP = BandWork.GROUP;

  /** Pairs folded at a time. */
  private static final int FOLDED = 32;

  /** Weights of a group's bins beside each other, {@code [groups][pairs][GROUP]}. */
  private final float[] cosine;

  private final float[] sine;

  VectorBandSpectrogram(BandPhases phases) {
    super(phases, PANEL);
    int groups = (phases.bins + GROUP - 1) / GROUP;
    cosine = new float[groups * phases.pairs * GROUP];
    sine = new float[cosine.length];
    for (int k = 0; k < phases.bins; k++) {
      for (int n = 0; n < phases.pairs; n++) {
        int at = (k / GROUP * phases.pairs + n) * GROUP + k % GROUP;
        cosine[at] = phases.cosine(k, n);
        sine[at] = phases.sine(k, n);
      }
    }
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(S, values, at);
  }

  @Override
  void sumBlocks(int first, BandWork work) {
    int pairs = phases.pairs;
    fold(work.samples, phases.hop, pairs, work.sums, work.differences);
    // One after the other: each fits into the first-level cache, both do not.
    weigh(work.sums, cosine, pairs, work.re, first);
    weigh(work.differences, sine, pairs, work.im, first);
  }

  private static void weigh(float[] panel, float[] weights, int pairs, float[][] into, int at) {
    int length = pairs * GROUP;
    for (int group = 0; group * length < weights.length; group++) {
      for (int lane = 0; lane < PANEL; lane += 2 * LANES) {
        weigh(panel, lane, weights, group * length, pairs, into, group * GROUP, at + lane);
      }
    }
  }

  /**
   * Sums and differences of samples n and {@code 2 * pairs - 1 - n} of the blocks of a panel; some
   * rows of a panel after the other, because the rows of all pairs do not fit into the cache.
   */
  private static void fold(float[] samples, int hop, int pairs, float[] sums, float[] differences) {
    for (int first = 0; first < pairs; first += FOLDED) {
      int end = Math.min(pairs, first + FOLDED);
      for (int b = 0; b < PANEL; b++) {
        int from = b * hop;
        int last = from + 2 * pairs - 1;
        for (int n = first; n < end; n++) {
          float early = samples[from + n];
          float late = samples[last - n];
          sums[n * PANEL + b] = early + late;
          differences[n * PANEL + b] = early - late;
        }
      }
    }
  }

  /** Sums of a panel's rows, weighted in six ways, for two vectors of blocks. */
  private static void weigh(
      float[] panel,
      int lane,
      float[] weights,
      int first,
      int pairs,
      float[][] into,
      int k,
      int at) {
    var a0 = FloatVector.zero(S);
    var b0 = a0;
    var a1 = a0;
    var b1 = a0;
    var a2 = a0;
    var b2 = a0;
    var a3 = a0;
    var b3 = a0;
    var a4 = a0;
    var b4 = a0;
    var a5 = a0;
    var b5 = a0;
    for (int n = 0; n < pairs; n++) {
      var a = load(panel, n * PANEL + lane);
      var b = load(panel, n * PANEL + lane + LANES);
      int w = first + n * GROUP;
      var x = FloatVector.broadcast(S, weights[w]);
      a0 = a.fma(x, a0);
      b0 = b.fma(x, b0);
      x = FloatVector.broadcast(S, weights[w + 1]);
      a1 = a.fma(x, a1);
      b1 = b.fma(x, b1);
      x = FloatVector.broadcast(S, weights[w + 2]);
      a2 = a.fma(x, a2);
      b2 = b.fma(x, b2);
      x = FloatVector.broadcast(S, weights[w + 3]);
      a3 = a.fma(x, a3);
      b3 = b.fma(x, b3);
      x = FloatVector.broadcast(S, weights[w + 4]);
      a4 = a.fma(x, a4);
      b4 = b.fma(x, b4);
      x = FloatVector.broadcast(S, weights[w + 5]);
      a5 = a.fma(x, a5);
      b5 = b.fma(x, b5);
    }
    a0.intoArray(into[k], at);
    b0.intoArray(into[k], at + LANES);
    a1.intoArray(into[k + 1], at);
    b1.intoArray(into[k + 1], at + LANES);
    a2.intoArray(into[k + 2], at);
    b2.intoArray(into[k + 2], at + LANES);
    a3.intoArray(into[k + 3], at);
    b3.intoArray(into[k + 3], at + LANES);
    a4.intoArray(into[k + 4], at);
    b4.intoArray(into[k + 4], at + LANES);
    a5.intoArray(into[k + 5], at);
    b5.intoArray(into[k + 5], at + LANES);
  }

  @Override
  void joinBlocks(int blocks, BandWork work) {
    for (int k = 0; k < phases.bins; k++) {
      int left = blocks;
      int step = 0;
      for (; step + 1 < phases.doublings; step += 2) {
        int shift = phases.shift(step);
        left -= 3 * shift;
        joinFour(
            phases.turnRe(k, step),
            phases.turnIm(k, step),
            phases.turnRe(k, step + 1),
            phases.turnIm(k, step + 1),
            shift,
            left,
            work.re[k],
            work.im[k]);
      }
      if (step < phases.doublings) {
        int shift = phases.shift(step);
        left -= shift;
        joinTwo(
            phases.turnRe(k, step), phases.turnIm(k, step), shift, left, work.re[k], work.im[k]);
      }
    }
  }

  /** Makes runs twice as long, in place; what lies beyond the count becomes anything. */
  private static void joinTwo(
      float turnRe, float turnIm, int shift, int count, float[] re, float[] im) {
    var cos = FloatVector.broadcast(S, turnRe);
    var sin = FloatVector.broadcast(S, turnIm);
    var minusSin = FloatVector.broadcast(S, -turnIm);
    for (int t = 0; t < count; t += LANES) {
      var laterRe = load(re, t + shift);
      var laterIm = load(im, t + shift);
      laterIm.fma(minusSin, laterRe.fma(cos, load(re, t))).intoArray(re, t);
      laterRe.fma(sin, laterIm.fma(cos, load(im, t))).intoArray(im, t);
    }
  }

  /** Makes runs four times as long: the same as two steps, with half the stores. */
  private static void joinFour(
      float turnRe,
      float turnIm,
      float nextRe,
      float nextIm,
      int shift,
      int count,
      float[] re,
      float[] im) {
    var cos = FloatVector.broadcast(S, turnRe);
    var sin = FloatVector.broadcast(S, turnIm);
    var minusSin = FloatVector.broadcast(S, -turnIm);
    var nextCos = FloatVector.broadcast(S, nextRe);
    var nextSin = FloatVector.broadcast(S, nextIm);
    var minusNextSin = FloatVector.broadcast(S, -nextIm);
    for (int t = 0; t < count; t += LANES) {
      var laterRe = load(re, t + 3 * shift);
      var laterIm = load(im, t + 3 * shift);
      var farRe = laterIm.fma(minusSin, laterRe.fma(cos, load(re, t + 2 * shift)));
      var farIm = laterRe.fma(sin, laterIm.fma(cos, load(im, t + 2 * shift)));
      laterRe = load(re, t + shift);
      laterIm = load(im, t + shift);
      var nearRe = laterIm.fma(minusSin, laterRe.fma(cos, load(re, t)));
      var nearIm = laterRe.fma(sin, laterIm.fma(cos, load(im, t)));
      farIm.fma(minusNextSin, farRe.fma(nextCos, nearRe)).intoArray(re, t);
      farRe.fma(nextSin, farIm.fma(nextCos, nearIm)).intoArray(im, t);
    }
  }
}
