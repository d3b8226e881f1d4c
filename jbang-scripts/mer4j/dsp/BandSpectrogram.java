package mer4j.dsp;

import java.util.Arrays;
import mer4j.audio.Signal;

/**
 * A few neighbouring bins of the spectra of many frames, without a window: what the filters of one
 * octave need. Frame t is centred on sample {@code t * hop}; the signal is continued by zeros.
 * Results are bin-major, {@code [bins][frames]}, so that all inner loops run along time.
 *
 * <p>The signal is cut into blocks of one hop (or of a frame, where frames do not overlap). For
 * each wanted bin the transform of every block is summed up directly: the sum of the two samples at
 * equal distances from the block's middle goes into the real part, their difference into the
 * imaginary part. The transform of two neighbouring blocks is the first one plus the second one
 * turned by the phase of one block; four blocks follow from two pairs, and so on up to a whole
 * frame. A frame of 128 blocks takes seven such steps. With a hundred bins wanted this is faster
 * than a fast Fourier transform per frame: little at a hop of half a frame, five times at one of
 * 1/128.
 *
 * <p>Not thread-safe.
 */
final class BandSpectrogram {
  /** Rows of samples added up in one loop. */
  private static final int AT_ONCE = 8;

  private final int frameLength;
  private final int hop;
  private final int bins;
  private final int block;
  private final int pairs;
  private final int doublings;
  private final int width;
  private final float[][] cosine;
  private final float[][] sine;
  private final float[][] turnRe;
  private final float[][] turnIm;
  private final float[] startRe;
  private final float[] startIm;
  private final float[][] sums;
  private final float[][] differences;
  private float[] samples = {};

  /**
   * @param frameLength samples per frame, a power of two
   * @param hop samples from one frame to the next, a power of two
   * @param firstBin the lowest bin wanted
   * @param bins how many bins
   * @param mostFrames the greatest number of frames computed at once
   */
  BandSpectrogram(int frameLength, int hop, int firstBin, int bins, int mostFrames) {
    this.frameLength = frameLength;
    this.hop = hop;
    this.bins = bins;
    block = Math.min(hop, frameLength);
    pairs = (block + 1) / 2;
    doublings = Integer.numberOfTrailingZeros(frameLength / block);
    cosine = new float[bins][pairs];
    sine = new float[bins][pairs];
    turnRe = new float[bins][doublings];
    turnIm = new float[bins][doublings];
    startRe = new float[bins];
    startIm = new float[bins];
    // Angles are multiples of half a turn divided by the frame length.
    var circle = new float[2 * frameLength];
    for (int i = 0; i < circle.length; i++) {
      circle[i] = (float) Math.cos(Math.PI * i / frameLength);
    }
    for (int i = 0; i < bins; i++) {
      int bin = firstBin + i;
      for (int n = 0; n < pairs; n++) {
        int halves = bin * (block - 1 - 2 * n);
        cosine[i][n] = cosine(circle, halves);
        sine[i][n] = sine(circle, halves);
      }
      for (int step = 0; step < doublings; step++) {
        turnRe[i][step] = cosine(circle, -2 * bin * (block << step));
        turnIm[i][step] = sine(circle, -2 * bin * (block << step));
      }
      startRe[i] = cosine(circle, -bin * (block - 1));
      startIm[i] = sine(circle, -bin * (block - 1));
    }
    width = mostFrames + (1 << doublings) - 1;
    sums = new float[pairs][width];
    differences = new float[pairs][width];
  }

  /** How long the rows that {@link #compute} fills must be: some more than frames computed. */
  int width() {
    return width;
  }

  private static float cosine(float[] circle, int angle) {
    return circle[angle & circle.length - 1];
  }

  private static float sine(float[] circle, int angle) {
    return circle[angle - circle.length / 4 & circle.length - 1];
  }

  /**
   * Computes consecutive frames.
   *
   * @param signal the samples
   * @param firstFrame index of the first frame
   * @param frames how many frames
   * @param re receives the real parts, {@code [bins][at least width]}
   * @param im receives the imaginary parts
   */
  void compute(Signal signal, int firstFrame, int frames, float[][] re, float[][] im) {
    int blocks = frames + (1 << doublings) - 1;
    int length = (blocks - 1) * hop + block;
    if (samples.length < length) {
      samples = new float[length];
    }
    signal.read((long) firstFrame * hop - frameLength / 2, samples, 0, length);
    fold(blocks);
    // A few rows of samples for all bins, then the next ones: the rows stay in the first cache.
    for (int n = 0; n < pairs; n += AT_ONCE) {
      int rows = Math.min(AT_ONCE, pairs - n);
      for (int k = 0; k < bins; k++) {
        addRows(sums, cosine[k], n, rows, re[k], blocks);
        addRows(differences, sine[k], n, rows, im[k], blocks);
        if (n + rows == pairs) {
          finish(k, blocks, frames, re[k], im[k]);
        }
      }
    }
  }

  /** Makes the transforms of whole frames from those of blocks. */
  private void finish(int k, int blocks, int frames, float[] re, float[] im) {
    int left = blocks;
    for (int step = 0; step < doublings; step++) {
      int shift = 1 << step;
      left -= shift;
      join(turnRe[k][step], turnIm[k][step], shift, left, re, im);
    }
    turn(startRe[k], startIm[k], frames, re, im);
  }

  /** Sums and differences of samples n and {@code block - 1 - n} of every block. */
  private void fold(int blocks) {
    for (int b = 0; b < blocks; b++) {
      int from = b * hop;
      int last = from + block - 1;
      for (int n = 0; n < pairs; n++) {
        float early = samples[from + n];
        float late = samples[last - n];
        sums[n][b] = early + late;
        differences[n][b] = early - late;
      }
      if (block == 1) {
        sums[0][b] *= 0.5f;
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

  /** Counts the phase from a frame's first sample instead of the middle of its first block. */
  private static void turn(float turnRe, float turnIm, int count, float[] re, float[] im) {
    for (int t = 0; t < count; t++) {
      float was = re[t];
      re[t] = turnRe * was - turnIm * im[t];
      im[t] = turnRe * im[t] + turnIm * was;
    }
  }
}
