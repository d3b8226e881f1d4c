package mer4j.dsp;

/**
 * Fourier tempogram: the short-time Fourier transform of the onset strength, one frame per frame,
 * with a centred Hann window of 384 frames and zeros beyond both ends. Bin k is the tempo {@code 60
 * k sampleRate / (hop 384)} in beats per minute. One frame more than the onset strength has.
 *
 * <p>384 = 3 x 128: three transforms of 128 interleaved samples are joined.
 *
 * <p>Not thread-safe.
 *
 * <p>Source: P. Grosche, M. Müller and F. Kurth, "Cyclic tempogram - a mid-level tempo
 * representation for music signals" (2010).
 */
public final class FourierTempogram {
  /** Frames of the window. */
  public static final int WINDOW = 384;

  /** Bins of a frame. */
  public static final int BINS = WINDOW / 2 + 1;

  private static final int PARTS = 3;
  private static final int PART = WINDOW / PARTS;

  private final double[] window = Stft.hann(WINDOW);
  private final double[] cos = new double[WINDOW];
  private final double[] sin = new double[WINDOW];
  private final RealFft fft = new RealFft(PART);
  private final double[] part = new double[PART];
  private final double[][] partRe = new double[PARTS][PART / 2 + 1];
  private final double[][] partIm = new double[PARTS][PART / 2 + 1];

  /** Makes tables and work space. */
  public FourierTempogram() {
    for (int i = 0; i < WINDOW; i++) {
      cos[i] = Math.cos(2 * Math.PI * i / WINDOW);
      sin[i] = Math.sin(2 * Math.PI * i / WINDOW);
    }
  }

  /**
   * All frames.
   *
   * @param onsets onset strength, {@code [frames]}
   * @return real and imaginary parts, {@code [frames + 1][193]}
   */
  public static Stft.ComplexSpectra of(float[] onsets) {
    int frames = onsets.length + 1;
    var re = new float[frames][BINS];
    var im = new float[frames][BINS];
    new FourierTempogram().frames(onsets, 0, frames, re, im);
    return new Stft.ComplexSpectra(re, im);
  }

  /**
   * Some frames.
   *
   * @param onsets onset strength, {@code [frames]}
   * @param firstFrame number of the first frame wanted
   * @param count how many
   * @param re receives real parts, {@code [at least count][193]}
   * @param im receives imaginary parts
   */
  public void frames(float[] onsets, int firstFrame, int count, float[][] re, float[][] im) {
    for (int t = 0; t < count; t++) {
      for (int r = 0; r < PARTS; r++) {
        for (int j = 0; j < PART; j++) {
          int i = PARTS * j + r;
          int at = firstFrame + t - WINDOW / 2 + i;
          part[j] = at >= 0 && at < onsets.length ? onsets[at] * window[i] : 0;
        }
        fft.forward(part, 0, partRe[r], partIm[r]);
      }
      for (int k = 0; k < BINS; k++) {
        // The parts are periodic in k; bins above their middle mirror the lower ones, conjugated.
        int wrapped = k % PART;
        boolean mirrored = wrapped > PART / 2;
        int bin = mirrored ? PART - wrapped : wrapped;
        double sumRe = 0;
        double sumIm = 0;
        for (int r = 0; r < PARTS; r++) {
          double a = partRe[r][bin];
          double b = mirrored ? -partIm[r][bin] : partIm[r][bin];
          int turn = r * k % WINDOW;
          sumRe += a * cos[turn] + b * sin[turn];
          sumIm += b * cos[turn] - a * sin[turn];
        }
        re[t][k] = (float) sumRe;
        im[t][k] = (float) sumIm;
      }
    }
  }
}
