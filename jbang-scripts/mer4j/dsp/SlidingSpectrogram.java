package mer4j.dsp;

import java.util.Arrays;

/**
 * Spectra of frames that overlap a lot, each block of samples being transformed once.
 *
 * <p>The signal is cut into blocks of one hop. For each wanted bin, the transform of every block is
 * summed up directly; the transform of two neighbouring blocks is the first one plus the second one
 * turned by the phase of one block; four blocks follow from two pairs, and so on up to a whole
 * frame. A frame of 128 blocks takes seven such steps, each a loop along time without branches.
 */
final class SlidingSpectrogram implements BandSpectrogram {
  /** Beyond this many samples per block, one fast Fourier transform per frame is faster. */
  static final int LONGEST_BLOCK = 64;

  private static final int SAMPLES_AT_ONCE = 4;

  private final int frameLength;
  private final int hop;
  private final int bins;
  private final int block;
  private final int doublings;
  private final float[][] cosine;
  private final float[][] sine;
  private final float[][] turnRe;
  private final float[][] turnIm;
  private final float[][] samples;
  private final float[] sumRe;
  private final float[] sumIm;

  SlidingSpectrogram(int frameLength, int hop, int firstBin, int bins, int mostFrames) {
    this.frameLength = frameLength;
    this.hop = hop;
    this.bins = bins;
    block = Math.min(hop, frameLength);
    doublings = Integer.numberOfTrailingZeros(frameLength / block);
    cosine = new float[bins][block];
    sine = new float[bins][block];
    turnRe = new float[bins][doublings];
    turnIm = new float[bins][doublings];
    for (int k = 0; k < bins; k++) {
      double radians = -2 * Math.PI * (firstBin + k) / frameLength;
      for (int n = 0; n < block; n++) {
        cosine[k][n] = (float) Math.cos(radians * n);
        sine[k][n] = (float) Math.sin(radians * n);
      }
      for (int step = 0; step < doublings; step++) {
        turnRe[k][step] = (float) Math.cos(radians * (block << step));
        turnIm[k][step] = (float) Math.sin(radians * (block << step));
      }
    }
    int blocks = mostFrames + (1 << doublings) - 1;
    samples = new float[block][blocks];
    sumRe = new float[blocks];
    sumIm = new float[blocks];
  }

  @Override
  public void compute(float[] signal, int firstFrame, int frames, float[][] re, float[][] im) {
    int blocks = frames + (1 << doublings) - 1;
    deal(signal, firstFrame * hop - frameLength / 2, blocks);
    for (int k = 0; k < bins; k++) {
      transformBlocks(cosine[k], sine[k], blocks);
      int left = blocks;
      for (int step = 0; step < doublings; step++) {
        int shift = 1 << step;
        left -= shift;
        join(turnRe[k][step], turnIm[k][step], shift, left);
      }
      System.arraycopy(sumRe, 0, re[k], 0, frames);
      System.arraycopy(sumIm, 0, im[k], 0, frames);
    }
  }

  /** Sample n of block b goes to {@code samples[n][b]}. */
  private void deal(float[] signal, int start, int blocks) {
    for (int b = 0; b < blocks; b++) {
      int from = start + b * hop;
      if (from >= 0 && from + block <= signal.length) {
        for (int n = 0; n < block; n++) {
          samples[n][b] = signal[from + n];
        }
      } else {
        for (int n = 0; n < block; n++) {
          int at = from + n;
          samples[n][b] = at >= 0 && at < signal.length ? signal[at] : 0;
        }
      }
    }
  }

  private void transformBlocks(float[] cosine, float[] sine, int blocks) {
    int n = 0;
    for (; n + SAMPLES_AT_ONCE <= block; n += SAMPLES_AT_ONCE) {
      if (n == 0) {
        setFour(samples, 0, cosine, sine, sumRe, sumIm, blocks);
      } else {
        addFour(samples, n, cosine, sine, sumRe, sumIm, blocks);
      }
    }
    if (n == 0) {
      Arrays.fill(sumRe, 0, blocks, 0);
      Arrays.fill(sumIm, 0, blocks, 0);
    }
    for (; n < block; n++) {
      float c = cosine[n];
      float s = sine[n];
      float[] x = samples[n];
      for (int b = 0; b < blocks; b++) {
        sumRe[b] += c * x[b];
        sumIm[b] += s * x[b];
      }
    }
  }

  private static void setFour(
      float[][] samples, int n, float[] cosine, float[] sine, float[] re, float[] im, int blocks) {
    float c0 = cosine[n];
    float c1 = cosine[n + 1];
    float c2 = cosine[n + 2];
    float c3 = cosine[n + 3];
    float s0 = sine[n];
    float s1 = sine[n + 1];
    float s2 = sine[n + 2];
    float s3 = sine[n + 3];
    float[] x0 = samples[n];
    float[] x1 = samples[n + 1];
    float[] x2 = samples[n + 2];
    float[] x3 = samples[n + 3];
    for (int b = 0; b < blocks; b++) {
      re[b] = (c0 * x0[b] + c1 * x1[b]) + (c2 * x2[b] + c3 * x3[b]);
      im[b] = (s0 * x0[b] + s1 * x1[b]) + (s2 * x2[b] + s3 * x3[b]);
    }
  }

  private static void addFour(
      float[][] samples, int n, float[] cosine, float[] sine, float[] re, float[] im, int blocks) {
    float c0 = cosine[n];
    float c1 = cosine[n + 1];
    float c2 = cosine[n + 2];
    float c3 = cosine[n + 3];
    float s0 = sine[n];
    float s1 = sine[n + 1];
    float s2 = sine[n + 2];
    float s3 = sine[n + 3];
    float[] x0 = samples[n];
    float[] x1 = samples[n + 1];
    float[] x2 = samples[n + 2];
    float[] x3 = samples[n + 3];
    for (int b = 0; b < blocks; b++) {
      re[b] += (c0 * x0[b] + c1 * x1[b]) + (c2 * x2[b] + c3 * x3[b]);
      im[b] += (s0 * x0[b] + s1 * x1[b]) + (s2 * x2[b] + s3 * x3[b]);
    }
  }

  /** Turns the transforms of runs of blocks into those of runs twice as long, in place. */
  private void join(float turnRe, float turnIm, int shift, int count) {
    float[] a = sumRe;
    float[] b = sumIm;
    for (int t = 0; t < count; t++) {
      float laterRe = a[t + shift];
      float laterIm = b[t + shift];
      a[t] += turnRe * laterRe - turnIm * laterIm;
      b[t] += turnRe * laterIm + turnIm * laterRe;
    }
  }
}
