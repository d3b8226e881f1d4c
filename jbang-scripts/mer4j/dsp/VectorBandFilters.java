package mer4j.dsp;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link BandFilters} with the Vector API. Three neighbouring filters are applied together, to all
 * rows from the first to the last that one of them uses, because they have most rows in common.
 */
final class VectorBandFilters extends BandFilters {
  private static final VectorSpecies<Float> S = Lanes.FLOATS;
  private static final int LANES = S.length();

  /** Filters applied together. */
  private static final int TOGETHER = 3;

  /** Of each filter the real and the imaginary part and the latter with the other sign. */
  private static final int WEIGHTS = 3 * TOGETHER;

  private final int[] firstRow;

  /** Weights, {@code [groups][rows][WEIGHTS]}. */
  private final float[][] weights;

  /**
   * @param spectra what the filters are applied to
   * @param index rows of the spectra that each filter uses
   * @param re real parts of their weights
   * @param im imaginary parts
   */
  VectorBandFilters(BandSpectrogram spectra, int[][] index, float[][] re, float[][] im) {
    super(spectra, index.length);
    firstRow = new int[(index.length + TOGETHER - 1) / TOGETHER];
    weights = new float[firstRow.length][];
    for (int group = 0; group < firstRow.length; group++) {
      int from = group * TOGETHER;
      int to = Math.min(from + TOGETHER, index.length);
      int first = Integer.MAX_VALUE;
      int last = 0;
      for (int f = from; f < to; f++) {
        first = Math.min(first, index[f][0]);
        last = Math.max(last, index[f][index[f].length - 1]);
      }
      firstRow[group] = first;
      weights[group] = new float[(last - first + 1) * WEIGHTS];
      for (int f = from; f < to; f++) {
        for (int j = 0; j < index[f].length; j++) {
          int at = (index[f][j] - first) * WEIGHTS + (f - from) * 3;
          weights[group][at] = re[f][j];
          weights[group][at + 1] = im[f][j];
          weights[group][at + 2] = -im[f][j];
        }
      }
    }
  }

  @Override
  void apply(int frames, BandWork work) {
    for (int group = 0; group < weights.length; group++) {
      apply(
          weights[group],
          work.re,
          work.im,
          firstRow[group],
          frames,
          work.responseRe,
          work.responseIm,
          group * TOGETHER);
    }
  }

  private static void apply(
      float[] weights,
      float[][] bandRe,
      float[][] bandIm,
      int firstRow,
      int frames,
      float[][] outRe,
      float[][] outIm,
      int to) {
    for (int t = 0; t < frames; t += 2 * LANES) {
      var re0 = FloatVector.zero(S);
      var im0 = re0;
      var re1 = re0;
      var im1 = re0;
      var re2 = re0;
      var im2 = re0;
      var nextRe0 = re0;
      var nextIm0 = re0;
      var nextRe1 = re0;
      var nextIm1 = re0;
      var nextRe2 = re0;
      var nextIm2 = re0;
      int row = firstRow;
      for (int at = 0; at < weights.length; at += WEIGHTS) {
        var a = FloatVector.fromArray(S, bandRe[row], t);
        var b = FloatVector.fromArray(S, bandIm[row], t);
        var nextA = FloatVector.fromArray(S, bandRe[row], t + LANES);
        var nextB = FloatVector.fromArray(S, bandIm[row], t + LANES);
        var cos = FloatVector.broadcast(S, weights[at]);
        var sin = FloatVector.broadcast(S, weights[at + 1]);
        var minusSin = FloatVector.broadcast(S, weights[at + 2]);
        re0 = b.fma(minusSin, a.fma(cos, re0));
        im0 = a.fma(sin, b.fma(cos, im0));
        nextRe0 = nextB.fma(minusSin, nextA.fma(cos, nextRe0));
        nextIm0 = nextA.fma(sin, nextB.fma(cos, nextIm0));
        cos = FloatVector.broadcast(S, weights[at + 3]);
        sin = FloatVector.broadcast(S, weights[at + 4]);
        minusSin = FloatVector.broadcast(S, weights[at + 5]);
        re1 = b.fma(minusSin, a.fma(cos, re1));
        im1 = a.fma(sin, b.fma(cos, im1));
        nextRe1 = nextB.fma(minusSin, nextA.fma(cos, nextRe1));
        nextIm1 = nextA.fma(sin, nextB.fma(cos, nextIm1));
        cos = FloatVector.broadcast(S, weights[at + 6]);
        sin = FloatVector.broadcast(S, weights[at + 7]);
        minusSin = FloatVector.broadcast(S, weights[at + 8]);
        re2 = b.fma(minusSin, a.fma(cos, re2));
        im2 = a.fma(sin, b.fma(cos, im2));
        nextRe2 = nextB.fma(minusSin, nextA.fma(cos, nextRe2));
        nextIm2 = nextA.fma(sin, nextB.fma(cos, nextIm2));
        row++;
      }
      re0.intoArray(outRe[to], t);
      im0.intoArray(outIm[to], t);
      nextRe0.intoArray(outRe[to], t + LANES);
      nextIm0.intoArray(outIm[to], t + LANES);
      re1.intoArray(outRe[to + 1], t);
      im1.intoArray(outIm[to + 1], t);
      nextRe1.intoArray(outRe[to + 1], t + LANES);
      nextIm1.intoArray(outIm[to + 1], t + LANES);
      re2.intoArray(outRe[to + 2], t);
      im2.intoArray(outIm[to + 2], t);
      nextRe2.intoArray(outRe[to + 2], t + LANES);
      nextIm2.intoArray(outIm[to + 2], t + LANES);
    }
  }

  static void addMagnitudes(float[] re, float[] im, int count, float[] sum) {
    for (int t = 0; t < count; t += LANES) {
      var a = FloatVector.fromArray(S, re, t);
      var b = FloatVector.fromArray(S, im, t);
      a.fma(a, b.mul(b)).sqrt().add(FloatVector.fromArray(S, sum, t)).intoArray(sum, t);
    }
  }
}
