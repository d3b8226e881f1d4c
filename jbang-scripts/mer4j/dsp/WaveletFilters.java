package mer4j.dsp;

import java.util.Arrays;

/**
 * The filters of one octave in the frequency domain: for every filter the few bins of a frame's
 * spectrum that matter, with their complex weights.
 *
 * <p>A filter is a complex exponential under a periodic Hann window of Q periods. Of its spectrum
 * the weakest coefficients that together make up 1 % of the sum of magnitudes are left out; this is
 * part of what librosa's transform is, not only a saving. The weights of a filter of L samples add
 * up to √L / n in time, n being the length of the frame.
 *
 * <p>Source: J. C. Brown and M. S. Puckette, "An efficient algorithm for the calculation of a
 * constant Q transform" (1992).
 */
final class WaveletFilters {
  private static final double DROPPED_SHARE = 0.01;

  /** Samples per frame, a power of two. */
  final int frameLength;

  /** The lowest bin that a filter uses. */
  final int firstBin;

  /** Number of bins from the lowest to the highest one used. */
  final int bins;

  /** Per filter: bins used, counted from {@link #firstBin}, ascending. */
  final int[][] index;

  /** Per filter: real parts of the weights. */
  final float[][] re;

  /** Per filter: imaginary parts of the weights. */
  final float[][] im;

  /**
   * @param cycles frequency of every filter, in periods per sample
   * @param lengths of every filter, in samples (not whole numbers)
   */
  WaveletFilters(double[] cycles, double[] lengths) {
    int filters = cycles.length;
    double longest = Arrays.stream(lengths).max().orElseThrow();
    int length = 2;
    while (length < longest) {
      length *= 2;
    }
    frameLength = length;
    var fft = new RealFft(length);
    var spectrumRe = new double[filters][];
    var spectrumIm = new double[filters][];
    index = new int[filters][];
    int lowest = Integer.MAX_VALUE;
    int highest = 0;
    for (int f = 0; f < filters; f++) {
      spectrumRe[f] = new double[fft.bins()];
      spectrumIm[f] = new double[fft.bins()];
      spectrum(cycles[f], lengths[f], fft, spectrumRe[f], spectrumIm[f]);
      index[f] = strongest(spectrumRe[f], spectrumIm[f]);
      lowest = Math.min(lowest, index[f][0]);
      highest = Math.max(highest, index[f][index[f].length - 1]);
    }
    firstBin = lowest;
    bins = highest - lowest + 1;
    re = new float[filters][];
    im = new float[filters][];
    for (int f = 0; f < filters; f++) {
      int count = index[f].length;
      re[f] = new float[count];
      im[f] = new float[count];
      for (int j = 0; j < count; j++) {
        int bin = index[f][j];
        re[f][j] = (float) spectrumRe[f][bin];
        im[f][j] = (float) spectrumIm[f][bin];
        index[f][j] = bin - lowest;
      }
    }
  }

  /** The spectrum of one filter, centred in a frame of n samples; in time it sums up to √L / n. */
  private static void spectrum(
      double cycles, double length, RealFft fft, double[] re, double[] im) {
    int size = fft.size();
    int first = (int) Math.floor(-length / 2);
    int count = (int) Math.floor(length / 2) - first;
    var window = Stft.hann(count);
    double sum = Arrays.stream(window).sum();
    var cosine = new double[size];
    var sine = new double[size];
    int offset = (size - count) / 2;
    for (int j = 0; j < count; j++) {
      double angle = 2 * Math.PI * cycles * (first + j);
      double weight = window[j] / sum * Math.sqrt(length) / size;
      cosine[offset + j] = weight * Math.cos(angle);
      sine[offset + j] = weight * Math.sin(angle);
    }
    // The transform of cosine + i sine from the transforms of two real signals.
    var sineRe = new double[fft.bins()];
    var sineIm = new double[fft.bins()];
    fft.forward(cosine, 0, re, im);
    fft.forward(sine, 0, sineRe, sineIm);
    for (int k = 0; k < re.length; k++) {
      re[k] -= sineIm[k];
      im[k] += sineRe[k];
    }
  }

  /** The bins left when the weakest ones, {@link #DROPPED_SHARE} of all, are dropped. */
  private static int[] strongest(double[] re, double[] im) {
    var magnitude = new double[re.length];
    for (int k = 0; k < re.length; k++) {
      magnitude[k] = Math.sqrt(re[k] * re[k] + im[k] * im[k]);
    }
    var sorted = magnitude.clone();
    Arrays.sort(sorted);
    double total = Arrays.stream(sorted).sum();
    double share = 0;
    double least = 0;
    for (double value : sorted) {
      least = value;
      share += value / total;
      if (share >= DROPPED_SHARE) {
        break;
      }
    }
    var kept = new int[re.length];
    int count = 0;
    for (int k = 0; k < re.length; k++) {
      if (magnitude[k] >= least) {
        kept[count++] = k;
      }
    }
    return Arrays.copyOf(kept, count);
  }
}
