package mer4j.features;

import mer4j.dsp.RealFft;

/**
 * How strongly the level of each band moves, and how fast: the magnitude spectrum of levels in dB
 * over windows of six seconds, in six ranges from 0.3 to 21.5 Hz (after the fluctuation patterns of
 * E. Pampalk, A. Rauber and D. Merkl, 2002). Slow movement is phrasing, 1 to 4 Hz the beat, faster
 * movement roughness.
 */
final class ModulationSpectrum {
  /** Ranges of modulation frequency, evenly spaced on a logarithmic axis. */
  static final int RANGES = 6;

  private static final int WINDOW = 256;
  private static final int HOP = 64;
  private static final double SLOWEST = 0.3;
  private static final double FASTEST = 21.5;

  /** Added to magnitudes before the logarithm, in dB. */
  private static final double LEAST = 1e-3;

  private ModulationSpectrum() {}

  /**
   * Writes first, band by band, the logarithm of the mean magnitude in each range over all windows,
   * then the standard deviation of its logarithm between windows. A clip shorter than a window is
   * one window, filled up with zeros.
   *
   * @param bands levels in dB, {@code [bands][frames]}
   * @return position after the last number
   */
  static int write(float[][] bands, double[] numbers, int at) {
    int frames = bands[0].length;
    int length = Math.min(WINDOW, frames);
    int windows = (frames - length) / HOP + 1;
    var fft = new RealFft(WINDOW);
    var taper = taper(length);
    var signal = new double[WINDOW];
    var re = new double[fft.bins()];
    var im = new double[fft.bins()];
    var magnitudes = new double[RANGES][windows];
    for (int b = 0; b < bands.length; b++) {
      for (int w = 0; w < windows; w++) {
        window(bands[b], w * HOP, taper, signal);
        fft.forward(signal, 0, re, im);
        for (int r = 0; r < RANGES; r++) {
          magnitudes[r][w] = mean(re, im, r);
        }
      }
      for (int r = 0; r < RANGES; r++) {
        int column = at + b * RANGES + r;
        numbers[column] = Math.log(mean(magnitudes[r]) + LEAST);
        numbers[column + bands.length * RANGES] = spread(magnitudes[r]);
      }
    }
    return at + 2 * bands.length * RANGES;
  }

  /** A symmetric Hann window. */
  private static double[] taper(int length) {
    var taper = new double[length];
    for (int t = 0; t < length; t++) {
      taper[t] = length == 1 ? 1 : 0.5 - 0.5 * Math.cos(2 * Math.PI * t / (length - 1));
    }
    return taper;
  }

  private static void window(float[] band, int from, double[] taper, double[] signal) {
    double sum = 0;
    for (int t = 0; t < taper.length; t++) {
      sum += band[from + t];
    }
    for (int t = 0; t < taper.length; t++) {
      signal[t] = (band[from + t] - sum / taper.length) * taper[t];
    }
  }

  /** Mean magnitude of the bins in a range: its lower end included, its upper end not. */
  private static double mean(double[] re, double[] im, int range) {
    double low = edge(range);
    double high = edge(range + 1);
    double sum = 0;
    int count = 0;
    for (int k = 0; k < re.length; k++) {
      double frequency = k * ClipDescriptors.FRAME_RATE / WINDOW;
      if (frequency >= low && frequency < high) {
        sum += Math.hypot(re[k], im[k]);
        count++;
      }
    }
    return sum / count;
  }

  private static double edge(int range) {
    return SLOWEST * Math.pow(FASTEST / SLOWEST, (double) range / RANGES);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double spread(double[] magnitudes) {
    var logs = new double[magnitudes.length];
    for (int w = 0; w < logs.length; w++) {
      logs[w] = Math.log(magnitudes[w] + LEAST);
    }
    double mean = mean(logs);
    double squares = 0;
    for (double log : logs) {
      squares += (log - mean) * (log - mean);
    }
    return Math.sqrt(squares / logs.length);
  }
}
