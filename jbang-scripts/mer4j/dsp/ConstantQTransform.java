package mer4j.dsp;

/**
 * The constant-Q transform (equal steps per octave) and the variable-Q transform without bandwidth
 * offset (other steps): the response of filters whose length is a fixed number of periods of their
 * centre frequency, every 512 samples.
 *
 * <p>The highest octave is computed at the signal's rate, or at a half, quarter or eighth of it
 * where that leaves room above the highest filter; each octave below at half the rate of the one
 * above. A frame has the length of the octave's longest filter, rounded up to a power of two. The
 * filters keep 99 % of their spectrum, and each response is divided by the square root of the
 * filter's length. A signal of N samples has {@code 1 + N / 512} frames; where the highest octave
 * has a reduced rate and the last 512 samples are not quite complete, there can be one more, as in
 * librosa. Values equal those of librosa's {@code cqt} and {@code vqt} with {@code gamma=0}; only
 * above 66 kHz, where librosa lowers the rate by four or more in one step and this class by halves,
 * chroma made of them differs by up to 1e-4.
 *
 * <p>Sources: J. C. Brown, "Calculation of a constant Q spectral transform" (1991); C. Schörkhuber
 * and A. Klapuri, "Constant-Q transform toolbox for music processing" (2010).
 *
 * <p>Immutable; may be used by several threads at once.
 */
public final class ConstantQTransform {
  private static final int HOP = 512;

  /** Equivalent noise bandwidth of a Hann window of 1000 samples, in the precision librosa has. */
  private static final double WINDOW_BANDWIDTH = 1.50018310546875;

  /**
   * Frames computed at a time: their spectra stay in the processor's second-level cache, and the
   * blocks that they consist of make whole panels, or nearly.
   */
  static final int TILE = 32 * BandWork.PANEL - 16;

  /** Two lengths or frequencies closer than this (relative) make the same filter. */
  private static final double SAME = 1e-11;

  private final PitchScale scale;
  private final int sampleRate;
  private final Octave[] octaves;

  /**
   * How one octave is computed.
   *
   * @param halvings how often the signal's rate is halved
   * @param hop samples between frames at that rate
   * @param filters of the octave, lowest first
   */
  private record Octave(int halvings, int hop, BandFilters filters) {}

  /**
   * Makes the filters.
   *
   * @param scale centre frequencies
   * @param sampleRate of the signals to come, in Hz
   * @throws IllegalArgumentException if the sample rate is not positive, or so low that the highest
   *     filters reach above half of it
   */
  public ConstantQTransform(PitchScale scale, int sampleRate) {
    this.scale = scale;
    this.sampleRate = Samples.requireRate(sampleRate);
    var frequencies = scale.frequencies();
    var bandwidths = scale.relativeBandwidths();
    double cutoff = 0;
    for (int i = 0; i < frequencies.length; i++) {
      cutoff = Math.max(cutoff, frequencies[i] * (1 + 0.5 * WINDOW_BANDWIDTH * bandwidths[i]));
    }
    double nyquist = sampleRate / 2.0;
    if (cutoff > nyquist) {
      throw new IllegalArgumentException(
          "constant-Q filters reach up to %.0f Hz, above half the sample rate of %d Hz"
                  .formatted(cutoff, sampleRate)
              + "; at least %d Hz are needed".formatted((int) Math.ceil(2 * cutoff)));
    }
    int headroom = (int) Math.ceil(Math.log(nyquist / cutoff) / Math.log(2)) - 2;
    int hopFactors = Integer.numberOfTrailingZeros(HOP) - scale.octaves() + 1;
    int early = Math.max(0, Math.min(headroom, hopFactors));
    octaves = octaves(frequencies, bandwidths, early);
  }

  private Octave[] octaves(double[] frequencies, double[] bandwidths, int early) {
    int perOctave = scale.binsPerOctave();
    var result = new Octave[scale.octaves()];
    int halvings = early;
    WaveletFilters filters = null;
    double[] upperCycles = {};
    double[] upperLengths = {};
    for (int octave = 0; octave < result.length; octave++) {
      double rate = Math.scalb((double) sampleRate, -halvings);
      int lowest = frequencies.length - (octave + 1) * perOctave;
      var cycles = new double[perOctave];
      var lengths = new double[perOctave];
      for (int i = 0; i < perOctave; i++) {
        cycles[i] = frequencies[lowest + i] / rate;
        lengths[i] = rate / (frequencies[lowest + i] * bandwidths[lowest + i]);
      }
      boolean known = same(cycles, upperCycles) && same(lengths, upperLengths);
      filters = known ? filters : new WaveletFilters(cycles, lengths);
      upperCycles = cycles;
      upperLengths = lengths;
      // Makes up for filters that are shorter than they would be at the full rate.
      float gain = (float) Math.pow(2, 0.5 * halvings);
      int hop = HOP >> halvings;
      result[octave] = new Octave(halvings, hop, BandFilters.of(filters, hop, gain));
      if (result[octave].hop % 2 == 0) {
        halvings++;
      }
    }
    return result;
  }

  /** Whether filters are the same but for rounding, as those of most octaves are. */
  private static boolean same(double[] a, double[] b) {
    boolean same = a.length == b.length;
    for (int i = 0; same && i < a.length; i++) {
      same = Math.abs(a[i] - b[i]) <= SAME * a[i];
    }
    return same;
  }

  /** Number of bins per frame. */
  public int bins() {
    return scale.bins();
  }

  /**
   * Number of frames of a signal.
   *
   * @param samples its length
   */
  public int frames(long samples) {
    long frames = Integer.MAX_VALUE;
    for (var octave : octaves) {
      long length = samples;
      for (int i = 0; i < octave.halvings; i++) {
        length = (length + 1) / 2;
      }
      frames = Math.min(frames, 1 + length / octave.hop);
    }
    return (int) frames;
  }

  /**
   * Magnitudes of a signal.
   *
   * @param signal the audio, at the sample rate this object was made for
   * @return {@code [frames][bins]}
   * @throws IllegalArgumentException if the signal is too short to be halved as often as needed
   */
  public float[][] magnitude(OctaveChain signal) {
    var result = new float[frames(signal.samples())][bins()];
    analyze(
        signal,
        0,
        result.length,
        new BandWork(),
        (firstBin, firstFrame, frames, re, im) -> {
          for (int f = 0; f < scale.binsPerOctave(); f++) {
            for (int t = 0; t < frames; t++) {
              float squared = re[f][t] * re[f][t] + im[f][t] * im[f][t];
              result[firstFrame + t][firstBin + f] = (float) Math.sqrt(squared);
            }
          }
        });
    return result;
  }

  /**
   * Complex responses to a signal.
   *
   * @param signal the audio, at the sample rate this object was made for
   * @return {@code [frames][bins]}
   * @throws IllegalArgumentException if the signal is too short to be halved as often as needed
   */
  public Stft.ComplexSpectra complex(OctaveChain signal) {
    var real = new float[frames(signal.samples())][bins()];
    var imaginary = new float[real.length][bins()];
    analyze(
        signal,
        0,
        real.length,
        new BandWork(),
        (firstBin, firstFrame, frames, re, im) -> {
          for (int f = 0; f < scale.binsPerOctave(); f++) {
            for (int t = 0; t < frames; t++) {
              real[firstFrame + t][firstBin + f] = re[f][t];
              imaginary[firstFrame + t][firstBin + f] = im[f][t];
            }
          }
        });
    return new Stft.ComplexSpectra(real, imaginary);
  }

  /** Takes the responses of one octave's filters in some consecutive frames. */
  interface Receiver {
    /**
     * @param firstBin number of the octave's lowest bin
     * @param firstFrame number of the first frame
     * @param frames number of frames
     * @param re real parts, {@code [binsPerOctave][at least frames]}, overwritten afterwards
     * @param im imaginary parts
     */
    void accept(int firstBin, int firstFrame, int frames, float[][] re, float[][] im);
  }

  /**
   * Hands the responses in consecutive frames to a receiver: all octaves, from the highest, of the
   * first {@link #TILE} frames, then those of the next ones.
   */
  void analyze(OctaveChain signal, int firstFrame, int frames, BandWork work, Receiver receiver) {
    int early = octaves[0].halvings;
    if (early > 0 && signal.samples() < 1 << early) {
      throw new IllegalArgumentException(
          "a signal of %d samples is too short for a constant-Q transform at %d Hz, which needs %d"
              .formatted(signal.samples(), sampleRate, 1 << early));
    }
    for (int from = firstFrame; from < firstFrame + frames; from += TILE) {
      int count = Math.min(TILE, firstFrame + frames - from);
      for (int i = 0; i < octaves.length; i++) {
        var octave = octaves[i];
        octave.filters.respond(signal.level(octave.halvings), from, count, work);
        int firstBin = bins() - (i + 1) * scale.binsPerOctave();
        receiver.accept(firstBin, from, count, work.responseRe, work.responseIm);
      }
    }
  }
}
