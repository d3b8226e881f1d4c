package mer4j.dsp;

import java.util.Arrays;
import mer4j.VectorApi;
import mer4j.audio.Signal;

/**
 * The filters of one octave as they are applied to a {@link BandSpectrogram}: the weights of {@link
 * WaveletFilters} with the octave's gain and the spectra's phase. Immutable.
 */
final class BandFilters {
  private final BandSpectrogram spectra;
  private final int[][] index;
  private final float[][] re;
  private final float[][] im;

  /**
   * @param filters of the octave
   * @param hop samples between frames
   * @param gain factor on the responses
   */
  BandFilters(WaveletFilters filters, int hop, float gain) {
    spectra = BandSpectrogram.of(filters.frameLength, hop, filters.firstBin, filters.bins);
    index = filters.index;
    re = new float[index.length][];
    im = new float[index.length][];
    for (int f = 0; f < index.length; f++) {
      re[f] = new float[index[f].length];
      im[f] = new float[index[f].length];
      for (int j = 0; j < index[f].length; j++) {
        float startRe = spectra.phases.startRe(index[f][j]);
        float startIm = spectra.phases.startIm(index[f][j]);
        float weightRe = filters.re[f][j];
        float weightIm = filters.im[f][j];
        re[f][j] = gain * (weightRe * startRe - weightIm * startIm);
        im[f][j] = gain * (weightRe * startIm + weightIm * startRe);
      }
    }
  }

  /**
   * The responses in consecutive frames.
   *
   * @param signal the samples at the octave's rate
   * @param firstFrame index of the first frame
   * @param frames how many
   * @param work receives them
   */
  void respond(Signal signal, int firstFrame, int frames, BandWork work) {
    spectra.compute(signal, firstFrame, frames, work);
    work.reserve(index.length, frames);
    for (int f = 0; f < index.length; f++) {
      var outRe = work.responseRe[f];
      var outIm = work.responseIm[f];
      if (VectorApi.AVAILABLE) {
        VectorBandFilters.respond(index[f], re[f], im[f], work.re, work.im, frames, outRe, outIm);
      } else {
        respond(index[f], re[f], im[f], work.re, work.im, frames, outRe, outIm);
      }
    }
  }

  /**
   * The response of one filter: the specification of {@link VectorBandFilters}.
   *
   * @param index rows of the spectra
   * @param weightRe real parts of their weights
   * @param weightIm imaginary parts
   * @param bandRe real parts of the spectra
   * @param bandIm imaginary parts
   * @param frames number of frames
   * @param outRe receives the real parts
   * @param outIm receives the imaginary parts
   */
  static void respond(
      int[] index,
      float[] weightRe,
      float[] weightIm,
      float[][] bandRe,
      float[][] bandIm,
      int frames,
      float[] outRe,
      float[] outIm) {
    Arrays.fill(outRe, 0, frames, 0);
    Arrays.fill(outIm, 0, frames, 0);
    for (int j = 0; j < index.length; j++) {
      int bin = index[j];
      addProduct(weightRe[j], weightIm[j], bandRe[bin], bandIm[bin], frames, outRe, outIm);
    }
  }

  private static void addProduct(
      float weightRe, float weightIm, float[] a, float[] b, int count, float[] re, float[] im) {
    for (int t = 0; t < count; t++) {
      re[t] += weightRe * a[t] - weightIm * b[t];
      im[t] += weightRe * b[t] + weightIm * a[t];
    }
  }

  /** Adds the moduli of complex numbers to a sum; arrays as {@link BandWork} has them. */
  static void addMagnitudes(float[] re, float[] im, int count, float[] sum) {
    if (VectorApi.AVAILABLE) {
      VectorBandFilters.addMagnitudes(re, im, count, sum);
      return;
    }
    for (int t = 0; t < count; t++) {
      sum[t] += (float) Math.sqrt(re[t] * re[t] + im[t] * im[t]);
    }
  }
}
