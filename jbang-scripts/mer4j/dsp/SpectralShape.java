package mer4j.dsp;

import mer4j.VectorApi;

/**
 * Four numbers that describe the shape of one frame's spectrum.
 *
 * <ul>
 *   <li>centroid, Hz: mean frequency, weighted by magnitude; 0 for silence.
 *   <li>bandwidth, Hz: standard deviation of frequency under the same weights.
 *   <li>flatness, 0 to 1: geometric over arithmetic mean of the powers, each taken as at least
 *       1e-10; 1 for silence.
 *   <li>rolloff, Hz: the lowest bin up to which the magnitudes add up to 85 % of their sum; 0 for
 *       silence.
 * </ul>
 *
 * <p>Sums run in double precision. The logarithm of the geometric mean is taken once per frame, of
 * a product whose exponent is split off as it grows, instead of once per bin.
 *
 * <p>Sources: G. Peeters, "A large set of audio features for sound description" (2004), for
 * centroid, spread and rolloff; S. Dubnov, "Generalization of spectral flatness measure for
 * non-Gaussian linear processes" (2004).
 */
public final class SpectralShape {
  /** How many numbers describe a frame. */
  public static final int NUMBERS = 4;

  static final double LEAST_POWER = 1e-10;
  static final double ROLLOFF_SHARE = 0.85;

  private final double hzPerBin;
  private final VectorSpectralShape lanes = VectorApi.AVAILABLE ? new VectorSpectralShape() : null;

  /**
   * @param sampleRate in Hz
   * @param frameLength samples per frame of the spectrum
   * @throws IllegalArgumentException if one of them is not positive
   */
  public SpectralShape(int sampleRate, int frameLength) {
    Samples.requireRate(sampleRate);
    if (frameLength < 2) {
      throw new IllegalArgumentException(
          "a frame must have at least 2 samples; given " + frameLength);
    }
    hzPerBin = (double) sampleRate / frameLength;
  }

  /**
   * The shape of one spectrum.
   *
   * @param centroid Hz
   * @param bandwidth Hz
   * @param flatness 0 to 1
   * @param rolloff Hz
   */
  public record Shape(float centroid, float bandwidth, float flatness, float rolloff) {}

  /**
   * All four numbers of one frame.
   *
   * @param magnitude {@code [bins]}
   * @param power its square, {@code [bins]}
   */
  public Shape of(float[] magnitude, float[] power) {
    // Moments of the bin index in one pass: exact enough in double precision, whose 16 digits leave
    // ten for a variance of one bin at bin 1000.
    double sum = 0;
    double first = 0;
    double second = 0;
    double sumB = 0;
    double firstB = 0;
    double secondB = 0;
    int bins = magnitude.length;
    int k = 0;
    for (; k + 1 < bins; k += 2) {
      double m = magnitude[k];
      double km = k * m;
      sum += m;
      first += km;
      second += k * km;
      double n = magnitude[k + 1];
      double kn = (k + 1) * n;
      sumB += n;
      firstB += kn;
      secondB += (k + 1) * kn;
    }
    if (k < bins) {
      double km = k * (double) magnitude[k];
      sum += magnitude[k];
      first += km;
      second += k * km;
    }
    sum += sumB;
    first += firstB;
    second += secondB;
    // Below the smallest normal float the weights stay as they are, as librosa leaves them.
    double scale = sum < Float.MIN_NORMAL ? 1 : 1 / sum;
    double centroid = first * scale;
    double variance = scale * (second - 2 * centroid * first + centroid * centroid * sum);
    return new Shape(
        (float) (centroid * hzPerBin),
        (float) (Math.sqrt(Math.max(0, variance)) * hzPerBin),
        flatness(power),
        rolloff(magnitude, sum));
  }

  /**
   * All four numbers of a block of frames.
   *
   * @param magnitude {@code [bins]} in every frame
   * @param power its square, likewise
   * @param shape receives, in every frame, centroid, bandwidth, flatness and rolloff, in the order
   *     and units of {@link Shape}
   * @throws IllegalArgumentException if a block has another number of rows
   */
  public void apply(FrameBlock magnitude, FrameBlock power, FrameBlock shape) {
    power.requireRows("a block of power spectra", magnitude.rows());
    shape.requireRows("a block of spectral shapes", NUMBERS);
    if (lanes != null) {
      lanes.apply(magnitude.byRow(), power.byRow(), hzPerBin, shape.writeRows());
    } else {
      plain(magnitude, power, shape);
    }
  }

  /** {@link #apply(FrameBlock, FrameBlock, FrameBlock)} frame by frame. */
  void plain(FrameBlock magnitude, FrameBlock power, FrameBlock shape) {
    float[][] magnitudes = magnitude.byFrame();
    float[][] powers = power.byFrame();
    float[][] to = shape.writeFrames();
    for (int i = 0; i < FrameBlock.FRAMES; i++) {
      var numbers = of(magnitudes[i], powers[i]);
      to[i][0] = numbers.centroid();
      to[i][1] = numbers.bandwidth();
      to[i][2] = numbers.flatness();
      to[i][3] = numbers.rolloff();
    }
  }

  /**
   * Flatness of one frame.
   *
   * @param power {@code [bins]}
   */
  public static float flatness(float[] power) {
    double sum = 0;
    double product = 1;
    double product2 = 1;
    long exponent = 0;
    int bins = power.length;
    int k = 0;
    for (; k + 7 < bins; k += 8) {
      double a = Math.max(LEAST_POWER, power[k]);
      double b = Math.max(LEAST_POWER, power[k + 1]);
      double c = Math.max(LEAST_POWER, power[k + 2]);
      double d = Math.max(LEAST_POWER, power[k + 3]);
      double e = Math.max(LEAST_POWER, power[k + 4]);
      double f = Math.max(LEAST_POWER, power[k + 5]);
      double g = Math.max(LEAST_POWER, power[k + 6]);
      double h = Math.max(LEAST_POWER, power[k + 7]);
      sum += ((a + b) + (c + d)) + ((e + f) + (g + h));
      // Four floats multiply without overflow: at most 2^128 each, and the product so far below 2.
      product *= (a * b) * (c * d);
      product2 *= (e * f) * (g * h);
      int ea = Math.getExponent(product);
      int eb = Math.getExponent(product2);
      exponent += ea + eb;
      product *= powerOfTwo(-ea);
      product2 *= powerOfTwo(-eb);
    }
    for (; k < bins; k++) {
      double a = Math.max(LEAST_POWER, power[k]);
      sum += a;
      product *= a;
      int ea = Math.getExponent(product);
      exponent += ea;
      product *= powerOfTwo(-ea);
    }
    double meanLog = (Math.log(product * product2) + exponent * Math.log(2)) / bins;
    return (float) (Math.exp(meanLog) / (sum / bins));
  }

  private static double powerOfTwo(int exponent) {
    return Double.longBitsToDouble((long) (exponent + Double.MAX_EXPONENT) << 52);
  }

  private float rolloff(float[] magnitude, double sum) {
    double threshold = ROLLOFF_SHARE * sum;
    double running = 0;
    for (int k = 0; k < magnitude.length; k++) {
      running += magnitude[k];
      if (running >= threshold) {
        return (float) (k * hzPerBin);
      }
    }
    return (float) ((magnitude.length - 1) * hzPerBin);
  }
}
