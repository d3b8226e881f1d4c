package mer4j.dsp;

/**
 * The discrete Fourier transform of real double-precision signals whose length is a power of two.
 *
 * <p>The n real numbers are read as n/2 complex ones, transformed by a self-sorting (Stockham)
 * radix-4 algorithm, and untangled into the n/2 + 1 bins of the real transform. Twiddle factors are
 * computed once per object; a transform allocates nothing. In single precision rounding noise would
 * show in spectra whose bins differ by more than seven digits, such as those of pure tones, and in
 * autocorrelations; compiled by the JVM's own compiler it would cost as much.
 *
 * <p>Sources: W. T. Cochran et al., "What is the fast Fourier transform?" (1967), for the
 * self-sorting form, credited there to T. G. Stockham; H. V. Sorensen et al., "Real-valued fast
 * Fourier transform algorithms" (1987), for the real transform.
 *
 * <p>Not thread-safe: an object holds its own work space.
 */
public final class RealFft {
  private final int size;
  private final int half;
  private final double[][] twiddles;
  private final double[] realTwiddleRe;
  private final double[] realTwiddleIm;
  private double[] ar;
  private double[] ai;
  private double[] br;
  private double[] bi;

  /**
   * @param size number of real samples of a transform, a power of two, at least 2
   * @throws IllegalArgumentException if it is another number
   */
  public RealFft(int size) {
    if (size < 2 || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(
          "the length of a Fourier transform must be a power of two from 2 on; given " + size);
    }
    this.size = size;
    half = size / 2;
    twiddles = stageTwiddles(half);
    realTwiddleRe = new double[half / 2 + 1];
    realTwiddleIm = new double[half / 2 + 1];
    for (int k = 0; k <= half / 2; k++) {
      realTwiddleRe[k] = Math.cos(2 * Math.PI * k / size);
      realTwiddleIm[k] = -Math.sin(2 * Math.PI * k / size);
    }
    ar = new double[half];
    ai = new double[half];
    br = new double[half];
    bi = new double[half];
  }

  /** Factors w, w^2, w^3 (re, im each) of every butterfly position, one array per radix-4 pass. */
  static double[][] stageTwiddles(int length) {
    int stages = 0;
    for (int n = length; n >= 4; n /= 4) {
      stages++;
    }
    var tables = new double[stages][];
    int n = length;
    for (int stage = 0; stage < stages; stage++, n /= 4) {
      var table = new double[6 * (n / 4)];
      for (int p = 0; p < n / 4; p++) {
        for (int power = 1; power <= 3; power++) {
          double angle = -2 * Math.PI * p * power / n;
          table[6 * p + 2 * power - 2] = Math.cos(angle);
          table[6 * p + 2 * power - 1] = Math.sin(angle);
        }
      }
      tables[stage] = table;
    }
    return tables;
  }

  /** Number of real samples of a transform. */
  public int size() {
    return size;
  }

  /** Number of bins of the result, size / 2 + 1. */
  public int bins() {
    return half + 1;
  }

  /**
   * Transforms {@code signal[from .. from + size)}: {@code X[k] = sum x[n] exp(-2 pi i k n /
   * size)}.
   *
   * @param signal the samples
   * @param from first sample to take
   * @param re receives the real parts of bins 0 .. size / 2
   * @param im receives the imaginary parts of bins 0 .. size / 2
   */
  public void forward(double[] signal, int from, double[] re, double[] im) {
    for (int j = 0, at = from; j < half; j++, at += 2) {
      ar[j] = signal[at];
      ai[j] = signal[at + 1];
    }
    transform();
    untangle(re, im);
  }

  /**
   * Transforms the samples {@code from .. from + size} of a signal multiplied by a window; samples
   * before the start and after the end of the signal count as zero.
   *
   * @param signal the samples
   * @param from first sample to take, may be negative
   * @param window factors, {@code [size]}
   * @param re receives the real parts of bins 0 .. size / 2
   * @param im receives the imaginary parts of bins 0 .. size / 2
   */
  public void forward(float[] signal, int from, double[] window, double[] re, double[] im) {
    if (from >= 0 && from + size <= signal.length) {
      for (int j = 0, at = from; j < half; j++, at += 2) {
        ar[j] = signal[at] * window[2 * j];
        ai[j] = signal[at + 1] * window[2 * j + 1];
      }
    } else {
      for (int j = 0; j < half; j++) {
        int at = from + 2 * j;
        ar[j] = at >= 0 && at < signal.length ? signal[at] * window[2 * j] : 0;
        ai[j] = at + 1 >= 0 && at + 1 < signal.length ? signal[at + 1] * window[2 * j + 1] : 0;
      }
    }
    transform();
    untangle(re, im);
  }

  /**
   * The inverse of {@link #forward(double[], int, double[], double[])}, scaled so that it gives the
   * signal back. The imaginary parts of the first and last bin are ignored.
   *
   * @param re real parts, {@code [size / 2 + 1]}
   * @param im imaginary parts, {@code [size / 2 + 1]}
   * @param signal receives {@code size} samples
   * @param from where in {@code signal} the first sample goes
   */
  public void inverse(double[] re, double[] im, double[] signal, int from) {
    // The complex transform of half length, conjugated: swapping re and im runs it backwards.
    ai[0] = 0.5 * (re[0] + re[half]);
    ar[0] = 0.5 * (re[0] - re[half]);
    for (int k = 1; k <= half / 2; k++) {
      int mirror = half - k;
      double evenRe = 0.5 * (re[k] + re[mirror]);
      double evenIm = 0.5 * (im[k] - im[mirror]);
      double diffRe = 0.5 * (re[k] - re[mirror]);
      double diffIm = 0.5 * (im[k] + im[mirror]);
      double oddRe = diffRe * realTwiddleRe[k] + diffIm * realTwiddleIm[k];
      double oddIm = diffIm * realTwiddleRe[k] - diffRe * realTwiddleIm[k];
      ai[k] = evenRe - oddIm;
      ar[k] = evenIm + oddRe;
      ai[mirror] = evenRe + oddIm;
      ar[mirror] = oddRe - evenIm;
    }
    transform();
    double scale = 1.0 / half;
    for (int j = 0, at = from; j < half; j++, at += 2) {
      signal[at] = ai[j] * scale;
      signal[at + 1] = ar[j] * scale;
    }
  }

  /** The bins of the real transform from the half-length complex one. */
  private void untangle(double[] re, double[] im) {
    re[0] = ar[0] + ai[0];
    im[0] = 0;
    re[half] = ar[0] - ai[0];
    im[half] = 0;
    for (int k = 1; k <= half / 2; k++) {
      int mirror = half - k;
      double evenRe = 0.5 * (ar[k] + ar[mirror]);
      double evenIm = 0.5 * (ai[k] - ai[mirror]);
      double oddRe = 0.5 * (ai[k] + ai[mirror]);
      double oddIm = 0.5 * (ar[mirror] - ar[k]);
      double turnedRe = oddRe * realTwiddleRe[k] - oddIm * realTwiddleIm[k];
      double turnedIm = oddRe * realTwiddleIm[k] + oddIm * realTwiddleRe[k];
      re[k] = evenRe + turnedRe;
      im[k] = evenIm + turnedIm;
      re[mirror] = evenRe - turnedRe;
      im[mirror] = turnedIm - evenIm;
    }
  }

  /** Transforms (ar, ai) of half length; the result is again in (ar, ai). */
  private void transform() {
    int n = half;
    int stride = 1;
    for (double[] table : twiddles) {
      if (stride == 1) {
        firstPass(n, table, ar, ai, br, bi);
      } else {
        radix4(n, stride, table, ar, ai, br, bi);
      }
      swap();
      n /= 4;
      stride *= 4;
    }
    if (n == 2) {
      radix2(stride, ar, ai, br, bi);
      swap();
    }
  }

  private void swap() {
    double[] t = ar;
    ar = br;
    br = t;
    t = ai;
    ai = bi;
    bi = t;
  }

  private static void firstPass(
      int n, double[] table, double[] xr, double[] xi, double[] yr, double[] yi) {
    int quarter = n / 4;
    for (int p = 0; p < quarter; p++) {
      int q1 = p + quarter;
      int q2 = q1 + quarter;
      int q3 = q2 + quarter;
      double sumRe = xr[p] + xr[q2];
      double sumIm = xi[p] + xi[q2];
      double difRe = xr[p] - xr[q2];
      double difIm = xi[p] - xi[q2];
      double sum2Re = xr[q1] + xr[q3];
      double sum2Im = xi[q1] + xi[q3];
      double dif2Re = xr[q1] - xr[q3];
      double dif2Im = xi[q1] - xi[q3];
      int t = 6 * p;
      int out = 4 * p;
      yr[out] = sumRe + sum2Re;
      yi[out] = sumIm + sum2Im;
      double re = difRe + dif2Im;
      double im = difIm - dif2Re;
      yr[out + 1] = re * table[t] - im * table[t + 1];
      yi[out + 1] = re * table[t + 1] + im * table[t];
      re = sumRe - sum2Re;
      im = sumIm - sum2Im;
      yr[out + 2] = re * table[t + 2] - im * table[t + 3];
      yi[out + 2] = re * table[t + 3] + im * table[t + 2];
      re = difRe - dif2Im;
      im = difIm + dif2Re;
      yr[out + 3] = re * table[t + 4] - im * table[t + 5];
      yi[out + 3] = re * table[t + 5] + im * table[t + 4];
    }
  }

  private static void radix4(
      int n, int stride, double[] table, double[] xr, double[] xi, double[] yr, double[] yi) {
    int quarter = n / 4;
    int step = stride * quarter;
    for (int p = 0; p < quarter; p++) {
      double w1r = table[6 * p];
      double w1i = table[6 * p + 1];
      double w2r = table[6 * p + 2];
      double w2i = table[6 * p + 3];
      double w3r = table[6 * p + 4];
      double w3i = table[6 * p + 5];
      int in = stride * p;
      int out = 4 * stride * p;
      for (int q = 0; q < stride; q++) {
        int i0 = in + q;
        int i1 = i0 + step;
        int i2 = i1 + step;
        int i3 = i2 + step;
        double sumRe = xr[i0] + xr[i2];
        double sumIm = xi[i0] + xi[i2];
        double difRe = xr[i0] - xr[i2];
        double difIm = xi[i0] - xi[i2];
        double sum2Re = xr[i1] + xr[i3];
        double sum2Im = xi[i1] + xi[i3];
        double dif2Re = xr[i1] - xr[i3];
        double dif2Im = xi[i1] - xi[i3];
        int o = out + q;
        yr[o] = sumRe + sum2Re;
        yi[o] = sumIm + sum2Im;
        o += stride;
        double re = difRe + dif2Im;
        double im = difIm - dif2Re;
        yr[o] = re * w1r - im * w1i;
        yi[o] = re * w1i + im * w1r;
        o += stride;
        re = sumRe - sum2Re;
        im = sumIm - sum2Im;
        yr[o] = re * w2r - im * w2i;
        yi[o] = re * w2i + im * w2r;
        o += stride;
        re = difRe - dif2Im;
        im = difIm + dif2Re;
        yr[o] = re * w3r - im * w3i;
        yi[o] = re * w3i + im * w3r;
      }
    }
  }

  private static void radix2(int stride, double[] xr, double[] xi, double[] yr, double[] yi) {
    for (int q = 0; q < stride; q++) {
      yr[q] = xr[q] + xr[q + stride];
      yi[q] = xi[q] + xi[q + stride];
      yr[q + stride] = xr[q] - xr[q + stride];
      yi[q + stride] = xi[q] - xi[q + stride];
    }
  }
}
