package mer4j.audio;

/**
 * Linear-phase low-pass filters made by the window method with Kaiser's window (J. F. Kaiser,
 * "Nonrecursive digital filter design using the I0-sinh window function", 1974).
 */
final class KaiserLowPass {
  private KaiserLowPass() {}

  /**
   * Coefficients of the filter.
   *
   * @param length number of coefficients
   * @param cutoff frequency of half amplitude, relative to the Nyquist frequency
   * @param beta shape of the window
   * @param margin distance (samples) from the outermost coefficient to where the window ends
   * @param gain response at frequency 0
   */
  static double[] of(int length, double cutoff, double beta, double margin, double gain) {
    var taps = new double[length];
    var middle = (length - 1) / 2.0;
    var scale = gain / besselI0(beta);
    for (var i = 0; i <= (length - 1) / 2; i++) {
      var at = i - middle;
      var sinc = at == 0 ? cutoff : Math.sin(Math.PI * cutoff * at) / (Math.PI * at);
      var inside = at / (middle + margin);
      taps[i] = sinc * scale * besselI0(beta * Math.sqrt(1 - inside * inside));
      taps[length - 1 - i] = taps[i];
    }
    return taps;
  }

  /** The modified Bessel function of the first kind and order 0, by its power series. */
  static double besselI0(double x) {
    var quarter = x * x / 4;
    var term = 1.0;
    var sum = 1.0;
    for (var k = 1; term > sum * 1e-17; k++) {
      term *= quarter / ((double) k * k);
      sum += term;
    }
    return sum;
  }
}
