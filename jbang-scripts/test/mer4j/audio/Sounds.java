package mer4j.audio;

import java.util.SplittableRandom;

/** Signals that the tests of this package share. */
final class Sounds {
  private Sounds() {}

  static float[] sine(double frequency, int sampleRate, int length) {
    var result = new float[length];
    for (var i = 0; i < length; i++) {
      result[i] = (float) Math.sin(2 * Math.PI * frequency * i / sampleRate);
    }
    return result;
  }

  static float[] noise(int length, long seed) {
    var random = new SplittableRandom(seed);
    var result = new float[length];
    for (var i = 0; i < length; i++) {
      result[i] = (float) (0.3 * random.nextGaussian());
    }
    return result;
  }

  /** Largest absolute difference; infinite where the lengths differ. */
  static double difference(float[] a, float[] b) {
    if (a.length != b.length) {
      return Double.POSITIVE_INFINITY;
    }
    return difference(a, b, a.length);
  }

  /** Largest absolute difference of the first samples. */
  static double difference(float[] a, float[] b, int count) {
    var largest = 0.0;
    for (var i = 0; i < count; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }

  /** Root mean square of the middle half under a Hann window, times √2: a sine's amplitude. */
  static double level(float[] x) {
    var from = x.length / 4;
    var count = x.length / 2;
    var power = 0.0;
    var weight = 0.0;
    for (var i = 0; i < count; i++) {
      var window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / count);
      power += window * window * x[from + i] * x[from + i];
      weight += window * window;
    }
    return Math.sqrt(2 * power / weight);
  }

  /** Frequency (Hz) between two bounds at which the middle half of a signal is strongest. */
  static double frequency(float[] x, int sampleRate, double low, double high) {
    var best = 0.0;
    var strongest = -1.0;
    var from = x.length / 4;
    var count = x.length / 2;
    for (var f = low; f <= high; f += 0.1) {
      var re = 0.0;
      var im = 0.0;
      for (var i = 0; i < count; i++) {
        var window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / count);
        re += window * x[from + i] * Math.cos(2 * Math.PI * f * i / sampleRate);
        im += window * x[from + i] * Math.sin(2 * Math.PI * f * i / sampleRate);
      }
      if (re * re + im * im > strongest) {
        strongest = re * re + im * im;
        best = f;
      }
    }
    return best;
  }
}
