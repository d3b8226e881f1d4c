package mer4j.dsp;

import java.util.Arrays;

/** {@link BandSpectrogram} in plain Java: the specification of the other version. */
final class PlainBandSpectrogram extends BandSpectrogram {
  /** Blocks whose samples are summed up at once. */
  private static final int PANEL = 512;

  /** Rows of samples added up in one loop. */
  private static final int AT_ONCE = 8;

  private final float[][] cosine;
  private final float[][] sine;

  PlainBandSpectrogram(BandPhases phases) {
    super(phases, PANEL);
    cosine = new float[phases.bins][phases.pairs];
    sine = new float[phases.bins][phases.pairs];
    for (int k = 0; k < phases.bins; k++) {
      for (int n = 0; n < phases.pairs; n++) {
        cosine[k][n] = phases.cosine(k, n);
        sine[k][n] = phases.sine(k, n);
      }
    }
  }

  @Override
  void sumBlocks(int first, BandWork work) {
    int pairs = phases.pairs;
    var sums = BandWork.rows(work.plainSums, pairs, PANEL);
    var differences = BandWork.rows(work.plainDifferences, pairs, PANEL);
    var re = BandWork.rows(work.plainRe, phases.bins, PANEL);
    var im = BandWork.rows(work.plainIm, phases.bins, PANEL);
    work.plainSums = sums;
    work.plainDifferences = differences;
    work.plainRe = re;
    work.plainIm = im;
    fold(work.samples, sums, differences);
    // A few rows of samples for all bins, then the next ones: the rows stay in the first cache.
    for (int n = 0; n < pairs; n += AT_ONCE) {
      int rows = Math.min(AT_ONCE, pairs - n);
      for (int k = 0; k < phases.bins; k++) {
        addRows(sums, cosine[k], n, rows, re[k], PANEL);
        addRows(differences, sine[k], n, rows, im[k], PANEL);
      }
    }
    for (int k = 0; k < phases.bins; k++) {
      System.arraycopy(re[k], 0, work.re[k], first, PANEL);
      System.arraycopy(im[k], 0, work.im[k], first, PANEL);
    }
  }

  /** Sums and differences of samples n and {@code block - 1 - n} of every block. */
  private void fold(float[] samples, float[][] sums, float[][] differences) {
    for (int b = 0; b < PANEL; b++) {
      int from = b * phases.hop;
      int last = from + phases.block - 1;
      for (int n = 0; n < phases.pairs; n++) {
        sums[n][b] = samples[from + n] + samples[last - n];
        differences[n][b] = samples[from + n] - samples[last - n];
      }
    }
  }

  /** Adds the weighted rows n, n + 1, ... to the sum; the first ones replace it. */
  private static void addRows(
      float[][] x, float[] weights, int n, int rows, float[] sum, int count) {
    if (n == 0) {
      Arrays.fill(sum, 0, count, 0);
    }
    if (rows == AT_ONCE) {
      addEight(x, weights, n, sum, count);
      return;
    }
    for (int row = n; row < n + rows; row++) {
      addOne(x[row], weights[row], sum, count);
    }
  }

  private static void addOne(float[] x, float weight, float[] sum, int count) {
    for (int b = 0; b < count; b++) {
      sum[b] += weight * x[b];
    }
  }

  private static void addEight(float[][] x, float[] weights, int n, float[] sum, int count) {
    float w0 = weights[n];
    float w1 = weights[n + 1];
    float w2 = weights[n + 2];
    float w3 = weights[n + 3];
    float w4 = weights[n + 4];
    float w5 = weights[n + 5];
    float w6 = weights[n + 6];
    float w7 = weights[n + 7];
    float[] x0 = x[n];
    float[] x1 = x[n + 1];
    float[] x2 = x[n + 2];
    float[] x3 = x[n + 3];
    float[] x4 = x[n + 4];
    float[] x5 = x[n + 5];
    float[] x6 = x[n + 6];
    float[] x7 = x[n + 7];
    for (int b = 0; b < count; b++) {
      float low = (w0 * x0[b] + w1 * x1[b]) + (w2 * x2[b] + w3 * x3[b]);
      float high = (w4 * x4[b] + w5 * x5[b]) + (w6 * x6[b] + w7 * x7[b]);
      sum[b] += low + high;
    }
  }

  @Override
  void joinBlocks(int blocks, BandWork work) {
    for (int k = 0; k < phases.bins; k++) {
      int left = blocks;
      for (int step = 0; step < phases.doublings; step++) {
        int shift = phases.shift(step);
        left -= shift;
        join(phases.turnRe(k, step), phases.turnIm(k, step), shift, left, work.re[k], work.im[k]);
      }
    }
  }

  /** Turns the transforms of runs of blocks into those of runs twice as long, in place. */
  private static void join(
      float turnRe, float turnIm, int shift, int count, float[] re, float[] im) {
    for (int t = 0; t < count; t++) {
      float laterRe = re[t + shift];
      float laterIm = im[t + shift];
      re[t] += turnRe * laterRe - turnIm * laterIm;
      im[t] += turnRe * laterIm + turnIm * laterRe;
    }
  }
}
