package mer4j.audio;

import java.util.HashMap;
import java.util.Map;

/**
 * Changes the sample rate of a signal in the manner of SoX's resampler at its quality "HQ", the one
 * librosa uses by default ({@code soxr_hq}).
 *
 * <p>The filter is linear in phase and delays nothing. Relative to the lower of the two Nyquist
 * frequencies it is flat to 0.91, 3 dB down at 0.95 and more than 125 dB down from 1.0 on. The
 * signal counts as zero before its start and after its end. Filters are made once per pair of rates
 * and shared between threads.
 */
public final class Resampler {
  /** Coefficients of all filters that are kept for further signals, about. */
  private static final long KEPT_COEFFICIENTS = 8L << 20;

  private static final Map<Long, PolyphaseFilter> FILTERS = new HashMap<>();

  private Resampler() {}

  /**
   * Resamples a signal.
   *
   * <p>The result has {@code ceil(n * toRate / fromRate)} samples, as librosa's. SoX itself rounds
   * to the nearest count, and librosa fills up with a zero; where that happens the last sample is
   * zero here too.
   *
   * @param samples the signal; neither changed nor, unless the rates are equal, returned
   * @param fromRate its rate in Hz, positive
   * @param toRate the wanted rate in Hz, positive
   * @return the signal at the wanted rate; {@code samples} itself if the rates are equal
   */
  public static float[] resample(float[] samples, int fromRate, int toRate) {
    var length = outputLength(samples.length, fromRate, toRate);
    if (fromRate == toRate) {
      return samples;
    }
    var result = new float[length];
    resampleInto(samples, samples.length, fromRate, toRate, result);
    return result;
  }

  /**
   * Resamples into an array that is already there.
   *
   * @param samples the signal
   * @param count how many of its samples to use, from the first
   * @param fromRate its rate in Hz, positive
   * @param toRate the wanted rate in Hz, positive
   * @param into receives the result; must hold {@link #outputLength} samples
   * @return number of samples written
   */
  public static int resampleInto(
      float[] samples, int count, int fromRate, int toRate, float[] into) {
    var length = outputLength(count, fromRate, toRate);
    if (count > samples.length || length > into.length) {
      throw new IllegalArgumentException(
          count
              + " samples give "
              + length
              + ", but the arrays hold "
              + samples.length
              + " and "
              + into.length);
    }
    if (fromRate == toRate) {
      System.arraycopy(samples, 0, into, 0, count);
      return count;
    }
    run(fromRate, toRate, samples, count, into);
    return length;
  }

  /**
   * Number of samples a signal has after resampling.
   *
   * @param count number of samples before
   * @param fromRate rate before in Hz, positive
   * @param toRate rate after in Hz, positive
   */
  public static int outputLength(int count, int fromRate, int toRate) {
    if (fromRate <= 0 || toRate <= 0) {
      throw new IllegalArgumentException(
          "sample rates must be positive, were " + fromRate + " and " + toRate);
    }
    var length = ((long) count * toRate + fromRate - 1) / fromRate;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          count + " samples at " + fromRate + " Hz are too many to be resampled to " + toRate);
    }
    return (int) length;
  }

  /**
   * Halves the sample rate: the step between the octaves of a constant-Q transform. Nothing is
   * scaled (librosa's {@code scale=True} multiplies the result by √2 here).
   *
   * @param samples the signal
   * @return {@code ceil(n / 2)} samples
   */
  public static float[] halve(float[] samples) {
    var result = new float[(samples.length + 1) / 2];
    run(2, 1, samples, samples.length, result);
    return result;
  }

  /**
   * Halves the sample rate into an array that is already there.
   *
   * @param samples the signal
   * @param count how many of its samples to use, from the first
   * @param into receives {@code ceil(count / 2)} samples
   * @return number of samples written
   */
  public static int halveInto(float[] samples, int count, float[] into) {
    return resampleInto(samples, count, 2, 1, into);
  }

  /**
   * Begins to resample a signal that comes in pieces.
   *
   * @param fromRate its rate in Hz, positive, not {@code toRate}
   * @param toRate the wanted rate in Hz, positive
   * @param receiver takes the resampled signal
   */
  static ResamplingStream stream(int fromRate, int toRate, SampleReceiver receiver) {
    return fromRate == 2 * toRate
        ? new HalvingStream(receiver)
        : new PolyphaseStream(filter(fromRate, toRate), receiver);
  }

  private static void run(int fromRate, int toRate, float[] samples, int count, float[] into) {
    var at = new int[1];
    var stream =
        stream(
            fromRate,
            toRate,
            (piece, length) -> {
              System.arraycopy(piece, 0, into, at[0], length);
              at[0] += length;
            });
    stream.accept(samples, count);
    stream.finish();
  }

  private static PolyphaseFilter filter(int fromRate, int toRate) {
    var divisor = gcd(fromRate, toRate);
    var from = fromRate / divisor;
    var to = toRate / divisor;
    synchronized (FILTERS) {
      var filter = FILTERS.get((long) from << 32 | to);
      if (filter == null) {
        filter = new PolyphaseFilter(ResamplerDesign.of(from, to));
        long size = filter.size();
        for (var kept : FILTERS.values()) {
          size += kept.isTabulated() ? kept.size() : 0;
        }
        if (size > KEPT_COEFFICIENTS) {
          FILTERS.clear();
        }
        FILTERS.put((long) from << 32 | to, filter);
      }
      return filter;
    }
  }

  static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
