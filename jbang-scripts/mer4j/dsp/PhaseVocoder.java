package mer4j.dsp;

import java.util.Arrays;

/**
 * Plays a signal faster or slower without changing its pitch: spectra are read at the new pace,
 * magnitudes interpolated between neighbouring frames and phases advanced by what each bin advanced
 * in the original.
 *
 * <p>The numbers are those of librosa 0.11's {@code effects.time_stretch}: frames of 2048 samples,
 * 512 apart, Hann windows in both directions. librosa adds up the phases of all frames so far in
 * single precision, where they lose the angle slowly as they grow; so does this class, since that
 * is part of how its output sounds.
 *
 * <p>Source: J. L. Flanagan and R. M. Golden, "Phase vocoder" (1966); M. Dolson, "The phase
 * vocoder: a tutorial" (1986).
 *
 * <p>Not thread-safe: an object holds its own work space.
 */
public final class PhaseVocoder {
  private static final int FRAME = 2048;
  private static final int HOP = 512;

  private final RealFft fft = new RealFft(FRAME);
  private final double[] window = Stft.hann(FRAME);
  private final double[] re = new double[fft.bins()];
  private final double[] im = new double[fft.bins()];

  /** A vocoder with its work space. */
  public PhaseVocoder() {}

  /** Magnitudes and angles of one frame of the original. */
  private static final class Polar {
    private final float[] magnitude;
    private final float[] angle;

    private Polar(int bins) {
      magnitude = new float[bins];
      angle = new float[bins];
    }
  }

  /**
   * Stretches a signal.
   *
   * @param signal the samples
   * @param rate how many times as fast, positive
   * @return {@code round(n / rate)} samples, a half rounded to the even number
   * @throws IllegalArgumentException if the rate is not positive and finite, or a sample not finite
   */
  public float[] stretch(float[] signal, double rate) {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("stretch rate must be positive, was " + rate);
    }
    Samples.requireFinite(signal);
    int length = (int) Math.rint(signal.length / rate);
    int frames = 1 + signal.length / HOP;
    int steps = (int) Math.min(Math.ceil(frames / rate), Math.ceilDiv(length + FRAME, HOP));
    var sum = new double[(steps - 1) * HOP + FRAME];
    var before = polar(signal, 0, frames, new Polar(fft.bins()));
    var after = polar(signal, 1, frames, new Polar(fft.bins()));
    var phase = before.angle.clone();
    int at = 0;
    for (int t = 0; t < steps; t++) {
      double step = t * rate;
      for (; at < (int) step; at++) {
        var free = before;
        before = after;
        after = polar(signal, at + 2, frames, free);
      }
      add(before, after, step - at, phase, sum, t * HOP);
      advance(before, after, phase);
    }
    return normalized(sum, steps, length);
  }

  /** A frame in polar form; silence behind the last one. */
  private Polar polar(float[] signal, int frame, int frames, Polar into) {
    if (frame >= frames) {
      Arrays.fill(into.magnitude, 0);
      Arrays.fill(into.angle, 0);
      return into;
    }
    fft.forward(signal, frame * HOP - FRAME / 2, window, re, im);
    for (int k = 0; k < re.length; k++) {
      float real = (float) re[k];
      float imaginary = (float) im[k];
      into.magnitude[k] = (float) Math.sqrt((double) real * real + (double) imaginary * imaginary);
      into.angle[k] = (float) Math.atan2(imaginary, real);
    }
    return into;
  }

  /** Overlap-adds one frame of the result. */
  private void add(Polar before, Polar after, double share, float[] phase, double[] sum, int at) {
    for (int k = 0; k < re.length; k++) {
      double magnitude = (1 - share) * before.magnitude[k] + share * after.magnitude[k];
      re[k] = magnitude * Math.cos(phase[k]);
      im[k] = magnitude * Math.sin(phase[k]);
    }
    var frame = new double[FRAME];
    fft.inverse(re, im, frame, 0);
    for (int i = 0; i < FRAME; i++) {
      sum[at + i] += window[i] * frame[i];
    }
  }

  /** Moves the phases on by what they advance from one frame of the original to the next. */
  private static void advance(Polar before, Polar after, float[] phase) {
    for (int k = 0; k < phase.length; k++) {
      double expected = 2 * Math.PI * HOP * k / FRAME;
      double rest = (after.angle[k] - before.angle[k]) - expected;
      rest -= 2 * Math.PI * Math.rint(rest / (2 * Math.PI));
      phase[k] = (float) (phase[k] + (expected + rest));
    }
  }

  /** Divides by the sum of the squared windows and takes the padding off. */
  private float[] normalized(double[] sum, int steps, int length) {
    var squares = new double[sum.length];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < FRAME; i++) {
        squares[t * HOP + i] += window[i] * window[i];
      }
    }
    var result = new float[length];
    for (int i = 0; i < length && i + FRAME / 2 < sum.length; i++) {
      double weight = squares[i + FRAME / 2];
      result[i] = (float) (weight > Float.MIN_NORMAL ? sum[i + FRAME / 2] / weight : 0);
    }
    return result;
  }
}
