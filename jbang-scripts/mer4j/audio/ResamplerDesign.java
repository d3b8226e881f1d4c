package mer4j.audio;

/**
 * The low-pass filter that takes a signal from one rate to another, as SoX's resampler at quality
 * "HQ" lays it out.
 *
 * <p>That resampler works in one stage where the ratio is simple (1:2, 2:3, ...) and in two
 * otherwise: a sharp filter at one or two times the input rate, then a short one that interpolates
 * between its samples. The short one droops by some thousandths of a decibel below the transition
 * band, which nobody hears but mel bands show, so it is kept. Both are folded into one impulse
 * response here.
 *
 * <p>The constants were determined from measured impulse responses, which the ones computed here
 * match within 1.1e-7. For ratios above 4, where SoX first halves the rate, and between 1.5 and 2,
 * where it puts the short filter first, only the pass band agrees (within 1e-4) and the shape of
 * the transition band.
 */
final class ResamplerDesign {
  /** Where the transition band begins, relative to the lower Nyquist frequency; it ends at 1. */
  private static final double PASS_BAND_END = 0.91374365;

  /** Attenuation (dB) of a single stage: 21 bits. */
  private static final double ATTENUATION = 21 * 20 * Math.log10(2);

  /** What a further stage costs: each must be 6 dB better. */
  private static final double STAGE = 20 * Math.log10(2);

  /** Fraction of the transition band at whose end the short filter may alias. */
  private static final double ALIAS_BEGIN = 0.7;

  /** Where in its transition band the short filter is 0.01 dB down (from its pass-band end). */
  private static final double DROOP = 0.12578716;

  /** Shape of the short filter's window, and its width times the width of the transition. */
  private static final double FINE_BETA = 14.058639;

  private static final double FINE_WIDTH = 8.95069;

  private final double[] sharp;
  private final int doubled;
  private final double[] fine;
  private final int spread;
  private final int stride;

  private final int phases;
  private final int step;

  private ResamplerDesign(
      double[] sharp, int doubled, double[] fine, int spread, int stride, int phases, int step) {
    this.sharp = sharp;
    this.doubled = doubled;
    this.fine = fine;
    this.spread = spread;
    this.stride = stride;
    this.phases = phases;
    this.step = step;
  }

  /**
   * Designs the filter.
   *
   * @param from input rate, divided by the greatest common divisor of both
   * @param to output rate, likewise
   */
  static ResamplerDesign of(int from, int to) {
    var ratio = (double) from / to;
    var halvings = 0;
    for (var rest = ratio; rest >= 4; rest /= 2) {
      halvings++;
    }
    if (Math.max(from >> halvings, to) < 5 || (long) from * to < 6) {
      var beyond = Math.max(from, to);
      var attenuation = ATTENUATION + 20 * Math.log10(1 + halvings);
      var sharp = sharp(beyond, attenuation, to);
      return new ResamplerDesign(sharp, to, new double[] {1}, 1, 1, to, from);
    }
    var up = ratio < 1;
    var doubled = ratio < 2 ? 2 : 1;
    var attenuation = ATTENUATION + STAGE + 20 * Math.log10(1 + halvings);
    var beyond = up ? 2 : ratio * doubled;
    var sharp = sharp(beyond, attenuation, doubled);

    // The short filter: interpolates by `spread`, its transition band wide.
    var divisor = Resampler.gcd(from * doubled, to);
    var spread = to / divisor;
    var end = PASS_BAND_END / beyond;
    var stop = 2 - (end + (1 / beyond - end) * ALIAS_BEGIN);
    var pass = stop - (stop - end) / (1 - DROOP);
    var designed = Math.max(spread, 19);
    var transition = 0.5 * (stop - pass);
    var estimate = (int) Math.ceil(FINE_WIDTH * designed / transition + 1);
    var count = (estimate / designed * designed + designed - 1) / designed + 1;
    if (!up) {
      count += count & 1;
    }
    if ((count & spread & 1) == 1) {
      spread *= 2;
    }
    var cutoff = (stop - transition) / spread;
    var fine = KaiserLowPass.of(count * spread - 1, cutoff, FINE_BETA, 0.75, spread);

    var phases = doubled * spread;
    var step = (int) ((long) phases * from / to);
    var stride = Resampler.gcd(phases, step);
    return new ResamplerDesign(
        sharp, doubled, fine, spread, stride, phases / stride, step / stride);
  }

  /** The sharp filter at {@code gain} times the input rate; its Nyquist is {@code beyond} wide. */
  private static double[] sharp(double beyond, double attenuation, double gain) {
    var above = attenuation - ATTENUATION;
    var beta = 13.040036 + 0.1114810 * above;
    var width = 8.30234 + 0.0709532 * above;
    var transition = 0.5 * (1 - PASS_BAND_END) / beyond;
    var length = (int) Math.ceil(width / transition + 1);
    length = (length + 2) / 4 * 4 + 1;
    return KaiserLowPass.of(length, 1 / beyond - transition, beta, 0.5, gain);
  }

  /** Number of positions per input sample at which outputs can lie. */
  int phases() {
    return phases;
  }

  /** Distance between outputs, in such positions. */
  int step() {
    return step;
  }

  /** How far the impulse response reaches to either side, in positions. */
  int reach() {
    return (int) (reachFine() / stride);
  }

  private long reachFine() {
    return (sharp.length - 1) / 2 * (long) spread + (fine.length - 1) / 2;
  }

  /** The impulse response at a distance given in positions, between −reach and reach. */
  double response(int distance) {
    var at = (long) distance * stride + reachFine();
    var first = Math.max(0, Math.ceilDiv(at - fine.length + 1, spread));
    var last = Math.min(sharp.length - 1, at / spread);
    var sum = 0.0;
    for (var i = first; i <= last; i++) {
      sum += sharp[(int) i] * fine[(int) (at - i * spread)];
    }
    return sum;
  }

  /** Whether {@link #ringingBeforeStart} can differ from 0 for output {@code n}. */
  boolean ringsBeforeStart(int n) {
    return (long) n * step * stride + spread <= (fine.length - 1) / 2;
  }

  /**
   * What to subtract from output {@code n}. SoX's second stage takes what the first one gives
   * before the signal's start for zero, although a sharp filter rings there too; some of the very
   * first outputs show it.
   *
   * @param x the input's beginning
   * @param from where in {@code x} it is
   * @param count number of its samples in {@code x}
   * @param n index of an output
   * @return 0 for all but the first few outputs
   */
  double ringingBeforeStart(float[] x, int from, int count, int n) {
    var fineReach = (fine.length - 1) / 2;
    var position = (long) n * step * stride;
    var sum = 0.0;
    for (var k = -1; position - (long) k * spread <= fineReach; k--) {
      sum += fine[(int) (position - (long) k * spread) + fineReach] * firstStage(x, from, count, k);
    }
    return sum;
  }

  /** Sample k after the sharp filter, for k below 0. */
  private double firstStage(float[] x, int from, int count, int k) {
    var sum = 0.0;
    var at = k + (sharp.length - 1) / 2;
    for (var m = 0; m < count && at - m * doubled >= 0; m++) {
      sum += sharp[at - m * doubled] * x[from + m];
    }
    return sum;
  }
}
