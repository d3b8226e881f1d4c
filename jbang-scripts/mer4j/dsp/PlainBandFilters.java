package mer4j.dsp;

import java.util.Arrays;

/** {@link BandFilters} in plain Java: the specification of the other version. */
final class PlainBandFilters extends BandFilters {
  private final int[][] index;
  private final float[][] re;
  private final float[][] im;

  /**
   * @param spectra what the filters are applied to
   * @param index rows of the spectra that each filter uses
   * @param re real parts of their weights
   * @param im imaginary parts
   */
  PlainBandFilters(BandSpectrogram spectra, int[][] index, float[][] re, float[][] im) {
    super(spectra, index.length);
    this.index = index;
    this.re = re;
    this.im = im;
  }

  @Override
  void apply(int frames, BandWork work) {
    for (int f = 0; f < filters; f++) {
      var outRe = work.responseRe[f];
      var outIm = work.responseIm[f];
      Arrays.fill(outRe, 0, frames, 0);
      Arrays.fill(outIm, 0, frames, 0);
      for (int j = 0; j < index[f].length; j++) {
        int bin = index[f][j];
        addProduct(re[f][j], im[f][j], work.re[bin], work.im[bin], frames, outRe, outIm);
      }
    }
  }

  private static void addProduct(
      float weightRe, float weightIm, float[] a, float[] b, int count, float[] re, float[] im) {
    for (int t = 0; t < count; t++) {
      re[t] += weightRe * a[t] - weightIm * b[t];
      im[t] += weightRe * b[t] + weightIm * a[t];
    }
  }

  static void addMagnitudes(float[] re, float[] im, int count, float[] sum) {
    for (int t = 0; t < count; t++) {
      sum[t] += (float) Math.sqrt(re[t] * re[t] + im[t] * im[t]);
    }
  }
}
