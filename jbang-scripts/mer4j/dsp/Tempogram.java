package mer4j.dsp;

import mer4j.VectorApi;

/**
 * Autocorrelation tempogram: the autocorrelation of the onset strength in a Hann window around
 * every frame, divided by its greatest value (that of lag 0). The onset strength is continued by
 * half a window of a line falling to zero on both sides.
 *
 * <p>Autocorrelations are computed through power spectra in double precision. Single precision
 * would not do: tempo takes the logarithm of values as small as 1e-6, and lags without any
 * correlation must come out as zero, not as rounding noise.
 *
 * <p>Source: P. Grosche, M. Müller and F. Kurth, "Cyclic tempogram - a mid-level tempo
 * representation for music signals" (2010). Not thread-safe.
 */
public final class Tempogram {
  /** Frames of the window, and so lags, of librosa's {@code tempogram}. */
  public static final int WINDOW = 384;

  private final int window;
  private final double[] taper;
  private final RealFft fft;
  private final double[] frame;
  private final double[] re;
  private final double[] im;
  private final VectorTempogram lanes;

  /** A window of 384 frames. */
  public Tempogram() {
    this(WINDOW);
  }

  /**
   * @param window frames of the window, and number of lags, at least 1
   * @throws IllegalArgumentException if it is less
   */
  public Tempogram(int window) {
    if (window < 1) {
      throw new IllegalArgumentException(
          "a tempogram needs a window of 1 frame or more; given " + window);
    }
    this.window = window;
    taper = Stft.hann(window);
    int size = Math.max(2, Integer.highestOneBit(Math.max(1, 2 * window - 2)) * 2);
    fft = new RealFft(size);
    frame = new double[size];
    re = new double[fft.bins()];
    im = new double[fft.bins()];
    lanes = VectorApi.AVAILABLE && size >= 16 ? new VectorTempogram(taper, size) : null;
  }

  /** Number of lags, and frames of the window. */
  public int lags() {
    return window;
  }

  /**
   * The onset strength with half a window of linear ramps from and to zero around it, as {@link
   * #frames} needs it.
   *
   * @param onsets onset strength, {@code [frames]}, at least one
   */
  public float[] padded(float[] onsets) {
    int pad = window / 2;
    var padded = new float[onsets.length + 2 * pad];
    System.arraycopy(onsets, 0, padded, pad, onsets.length);
    for (int i = 0; i < pad; i++) {
      padded[i] = (float) (i * ((double) onsets[0] / pad));
      padded[padded.length - 1 - i] = (float) (i * ((double) onsets[onsets.length - 1] / pad));
    }
    return padded;
  }

  /**
   * Loads frame t and leaves its power spectrum in {@code re}.
   *
   * @return the autocorrelation at lag 0, its greatest value
   */
  private double powerSpectrum(float[] padded, int t) {
    double energy = 0;
    for (int i = 0; i < window; i++) {
      double value = padded[t + i] * taper[i];
      frame[i] = value;
      energy += value * value;
    }
    if (energy == 0) {
      return 0;
    }
    java.util.Arrays.fill(frame, window, frame.length, 0);
    fft.forward(frame, 0, re, im);
    for (int k = 0; k < re.length; k++) {
      re[k] = re[k] * re[k] + im[k] * im[k];
    }
    return energy;
  }

  /**
   * The tempogram.
   *
   * @param onsets onset strength, {@code [frames]}, at least one
   * @return {@code [frames][lags]}, values up to 1
   */
  public float[][] of(float[] onsets) {
    float[] padded = padded(onsets);
    var tempogram = new float[onsets.length][window];
    frames(padded, 0, onsets.length, tempogram);
    return tempogram;
  }

  /**
   * Some frames of the tempogram.
   *
   * @param padded onset strength from {@link #padded}
   * @param firstFrame number of the first frame
   * @param count how many
   * @param tempogram receives them, {@code [at least count][lags]}, values up to 1
   */
  public void frames(float[] padded, int firstFrame, int count, float[][] tempogram) {
    for (int t = 0; t < count; t++) {
      double energy = powerSpectrum(padded, firstFrame + t);
      if (energy == 0) {
        java.util.Arrays.fill(tempogram[t], 0);
        continue;
      }
      java.util.Arrays.fill(im, 0);
      fft.inverse(re, im, frame, 0);
      double most = 0;
      for (int lag = 0; lag < window; lag++) {
        most = Math.max(most, Math.abs(frame[lag]));
      }
      double scale = most < Double.MIN_NORMAL ? 1 : 1 / most;
      for (int lag = 0; lag < window; lag++) {
        tempogram[t][lag] = (float) (frame[lag] * scale);
      }
    }
  }

  /**
   * The mean of the tempogram over all frames, without storing it: since an autocorrelation is the
   * inverse transform of a power spectrum and its greatest value is the frame's energy, the power
   * spectra are added, each divided by its energy, and transformed back once.
   *
   * @param onsets onset strength, {@code [frames]}, at least one
   * @return {@code [lags]}
   */
  public double[] mean(float[] onsets) {
    if (lanes == null) {
      return plainMean(onsets);
    }
    var sum = new double[re.length];
    lanes.sum(padded(onsets), onsets.length, sum);
    return mean(sum, onsets.length);
  }

  /** {@link #mean} frame by frame. */
  double[] plainMean(float[] onsets) {
    float[] padded = padded(onsets);
    var sum = new double[re.length];
    for (int t = 0; t < onsets.length; t++) {
      double energy = powerSpectrum(padded, t);
      if (energy > 0) {
        double scale = energy < Double.MIN_NORMAL ? 1 : 1 / energy;
        for (int k = 0; k < sum.length; k++) {
          sum[k] += re[k] * scale;
        }
      }
    }
    return mean(sum, onsets.length);
  }

  private double[] mean(double[] sum, int frames) {
    java.util.Arrays.fill(im, 0);
    fft.inverse(sum, im, frame, 0);
    var mean = new double[window];
    for (int lag = 0; lag < window; lag++) {
      mean[lag] = frame[lag] / frames;
    }
    return mean;
  }
}
