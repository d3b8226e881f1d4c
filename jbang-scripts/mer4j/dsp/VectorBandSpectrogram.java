package mer4j.dsp;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link BandSpectrogram} with the Vector API. */
final class VectorBandSpectrogram extends BandSpectrogram {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int LANES = S.length();
  private static final int PANEL = BandWork.PANEL;
  private static final int GROUP = BandWork.GROUP;

  private final float[][] cosine;
  private final float[][] sine;

  VectorBandSpectrogram(BandPhases phases) {
    super(phases);
    cosine = wholeGroups(phases.cosine);
    sine = wholeGroups(phases.sine);
  }

  /** Repeats the last row until the rows make whole groups. */
  private static float[][] wholeGroups(float[][] rows) {
    var result = new float[(rows.length + GROUP - 1) / GROUP * GROUP][];
    for (int i = 0; i < result.length; i++) {
      result[i] = rows[Math.min(i, rows.length - 1)];
    }
    return result;
  }

  private static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(S, values, at);
  }

  @Override
  void sumBlocks(int blocks, BandWork work) {
    int pairs = phases.pairs;
    for (int first = 0; first < blocks; first += PANEL) {
      fold(work.samples, first * phases.hop, phases.hop, pairs, work.sums, work.differences);
      for (int k = 0; k < cosine.length; k += GROUP) {
        for (int lane = 0; lane < PANEL; lane += 2 * LANES) {
          weigh(work.sums, lane, cosine, k, pairs, work.re, first + lane);
          weigh(work.differences, lane, sine, k, pairs, work.im, first + lane);
        }
      }
    }
  }

  /** Sums and differences of samples n and {@code 2 * pairs - 1 - n} of the blocks of a panel. */
  private static void fold(
      float[] samples, int start, int hop, int pairs, float[] sums, float[] differences) {
    for (int b = 0; b < PANEL; b++) {
      int from = start + b * hop;
      int last = from + 2 * pairs - 1;
      for (int n = 0; n < pairs; n++) {
        float early = samples[from + n];
        float late = samples[last - n];
        sums[n * PANEL + b] = early + late;
        differences[n * PANEL + b] = early - late;
      }
    }
  }

  /** Sums of a panel's rows, weighted in six ways, for two vectors of blocks. */
  private static void weigh(
      float[] panel, int lane, float[][] weights, int k, int pairs, float[][] into, int at) {
    var w0 = weights[k];
    var w1 = weights[k + 1];
    var w2 = weights[k + 2];
    var w3 = weights[k + 3];
    var w4 = weights[k + 4];
    var w5 = weights[k + 5];
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
      var w = FloatVector.broadcast(S, w0[n]);
      a0 = a.fma(w, a0);
      b0 = b.fma(w, b0);
      w = FloatVector.broadcast(S, w1[n]);
      a1 = a.fma(w, a1);
      b1 = b.fma(w, b1);
      w = FloatVector.broadcast(S, w2[n]);
      a2 = a.fma(w, a2);
      b2 = b.fma(w, b2);
      w = FloatVector.broadcast(S, w3[n]);
      a3 = a.fma(w, a3);
      b3 = b.fma(w, b3);
      w = FloatVector.broadcast(S, w4[n]);
      a4 = a.fma(w, a4);
      b4 = b.fma(w, b4);
      w = FloatVector.broadcast(S, w5[n]);
      a5 = a.fma(w, a5);
      b5 = b.fma(w, b5);
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
            phases.turnRe[step][k],
            phases.turnIm[step][k],
            phases.turnRe[step + 1][k],
            phases.turnIm[step + 1][k],
            shift,
            left,
            work.re[k],
            work.im[k]);
      }
      if (step < phases.doublings) {
        int shift = phases.shift(step);
        left -= shift;
        joinTwo(
            phases.turnRe[step][k], phases.turnIm[step][k], shift, left, work.re[k], work.im[k]);
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
