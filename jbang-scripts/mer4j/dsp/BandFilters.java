package mer4j.dsp;

import mer4j.VectorApi;
import mer4j.audio.Signal;

/**
 * The filters of one octave as they are applied to a {@link BandSpectrogram}: the weights of {@link
 * WaveletFilters} with the octave's gain and the spectra's phase. Immutable.
 */
abstract sealed class BandFilters permits PlainBandFilters, VectorBandFilters {
  /** Number of filters. */
  final int filters;

  private final BandSpectrogram spectra;

  BandFilters(BandSpectrogram spectra, int filters) {
    this.spectra = spectra;
    this.filters = filters;
  }

  /**
   * The filters with the weights turned.
   *
   * @param filters of the octave
   * @param hop samples between frames
   * @param gain factor on the responses
   */
  static BandFilters of(WaveletFilters filters, int hop, float gain) {
    var spectra = BandSpectrogram.of(filters.frameLength, hop, filters.firstBin, filters.bins);
    int count = filters.index.length;
    var re = new float[count][];
    var im = new float[count][];
    for (int f = 0; f < count; f++) {
      int terms = filters.index[f].length;
      re[f] = new float[terms];
      im[f] = new float[terms];
      for (int j = 0; j < terms; j++) {
        float startRe = spectra.phases.startRe(filters.index[f][j]);
        float startIm = spectra.phases.startIm(filters.index[f][j]);
        float weightRe = filters.re[f][j];
        float weightIm = filters.im[f][j];
        re[f][j] = gain * (weightRe * startRe - weightIm * startIm);
        im[f][j] = gain * (weightRe * startIm + weightIm * startRe);
      }
    }
    return VectorApi.AVAILABLE
        ? new VectorBandFilters(spectra, filters.index, re, im)
        : new PlainBandFilters(spectra, filters.index, re, im);
  }

  /**
   * The responses in consecutive frames.
   *
   * @param signal the samples at the octave's rate
   * @param firstFrame index of the first frame
   * @param frames how many
   * @param work receives them
   */
  final void respond(Signal signal, int firstFrame, int frames, BandWork work) {
    spectra.compute(signal, firstFrame, frames, work);
    work.reserve(filters, frames);
    apply(frames, work);
  }

  /** Computes the responses from the spectra. */
  abstract void apply(int frames, BandWork work);

  /** Adds the moduli of complex numbers to a sum; arrays as {@link BandWork} has them. */
  static void addMagnitudes(float[] re, float[] im, int count, float[] sum) {
    if (VectorApi.AVAILABLE) {
      VectorBandFilters.addMagnitudes(re, im, count, sum);
    } else {
      PlainBandFilters.addMagnitudes(re, im, count, sum);
    }
  }
}
