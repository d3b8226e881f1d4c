package mer4j.dsp;

/**
 * A few neighbouring bins of the spectra of many frames, without a window: what the filters of one
 * octave need. Results are bin-major, {@code [bins][frames]}, so that all inner loops run along
 * time. Frame t is centred on sample {@code t * hop}; the signal is continued by zeros.
 *
 * <p>Not thread-safe.
 */
interface BandSpectrogram {
  /**
   * Computes consecutive frames.
   *
   * @param signal the samples
   * @param firstFrame index of the first frame
   * @param frames how many frames, at most the number this object was made for
   * @param re receives the real parts, {@code [bins][at least frames]}
   * @param im receives the imaginary parts
   */
  void compute(float[] signal, int firstFrame, int frames, float[][] re, float[][] im);

  /** The faster way for the given frames. */
  static BandSpectrogram of(int frameLength, int hop, int firstBin, int bins, int mostFrames) {
    return hop <= SlidingSpectrogram.LONGEST_BLOCK
        ? new SlidingSpectrogram(frameLength, hop, firstBin, bins, mostFrames)
        : new FramewiseSpectrogram(frameLength, hop, firstBin, bins);
  }
}
