package mer4j.features;

/**
 * The pulse of a clip: how alike its onsets are to themselves some time later, for delays that are
 * beats of 240 to 30 per minute, and how dense and strong they are.
 *
 * <p>Onset strength is the mean rise in level from one frame to the next over the mel bands (S.
 * Böck and G. Widmer's spectral flux in its plain form, 2013).
 */
final class OnsetPeriodicity {
  /** Delays looked at, evenly spaced on a logarithmic axis of tempo. */
  static final int TEMPI = 41;

  /** Numbers that sum up the pulse. */
  static final int PULSE = 6;

  private static final double FASTEST = 240;
  private static final double SLOWEST = 30;

  /** Keeps the silent clip's 0 / 0 away. */
  private static final double TINY = 1e-9;

  private OnsetPeriodicity() {}

  /**
   * Writes the autocorrelation of the onset strength (mean removed, 1 at no delay) at 41 delays,
   * linear between frames; then the estimated tempo, the greatest of these values, their standard
   * deviation, the number of the greatest one, the share of frames whose onset lies a standard
   * deviation above the mean, and that deviation in dB.
   *
   * @param levels {@code [mel bands][frames]} in dB
   * @param tempo in beats per minute
   * @return position after the last number
   */
  static int write(float[][] levels, double tempo, double[] numbers, int at) {
    var onsets = onsets(levels);
    int longest = (int) Math.ceil(60 * ClipDescriptors.FRAME_RATE / SLOWEST) + 1;
    var correlation = correlation(onsets, longest);
    double sum = 0;
    double squares = 0;
    int best = 0;
    for (int i = 0; i < TEMPI; i++) {
      double bpm = FASTEST * Math.pow(SLOWEST / FASTEST, i / (TEMPI - 1.0));
      double value = between(correlation, 60 * ClipDescriptors.FRAME_RATE / bpm);
      numbers[at + i] = value;
      sum += value;
      squares += value * value;
      best = value > numbers[at + best] ? i : best;
    }
    double mean = sum / TEMPI;
    double deviation = 0;
    int strong = 0;
    for (double onset : onsets) {
      deviation += onset * onset / onsets.length;
    }
    deviation = Math.sqrt(deviation);
    for (double onset : onsets) {
      strong += onset > deviation ? 1 : 0;
    }
    int pulse = at + TEMPI;
    numbers[pulse] = tempo;
    numbers[pulse + 1] = numbers[at + best];
    numbers[pulse + 2] = Math.sqrt(Math.max(0, squares / TEMPI - mean * mean));
    numbers[pulse + 3] = best;
    numbers[pulse + 4] = (double) strong / onsets.length;
    numbers[pulse + 5] = deviation;
    return pulse + PULSE;
  }

  /** Onset strength with its mean removed; one 0 for a clip of one frame. */
  private static double[] onsets(float[][] levels) {
    int frames = levels[0].length;
    var onsets = new double[Math.max(1, frames - 1)];
    double sum = 0;
    for (int t = 1; t < frames; t++) {
      for (var band : levels) {
        onsets[t - 1] += Math.max(0, (double) band[t] - band[t - 1]) / levels.length;
      }
      sum += onsets[t - 1];
    }
    for (int t = 0; t < onsets.length; t++) {
      onsets[t] -= sum / onsets.length;
    }
    return onsets;
  }

  private static double[] correlation(double[] onsets, int longest) {
    var correlation = new double[Math.min(longest + 1, onsets.length)];
    for (int lag = 0; lag < correlation.length; lag++) {
      for (int t = lag; t < onsets.length; t++) {
        correlation[lag] += onsets[t] * onsets[t - lag];
      }
    }
    double energy = correlation[0] + TINY;
    for (int lag = 0; lag < correlation.length; lag++) {
      correlation[lag] /= energy;
    }
    return correlation;
  }

  /** Linear between two lags; beyond the last lag its value. */
  private static double between(double[] correlation, double lag) {
    int last = correlation.length - 1;
    if (lag >= last) {
      return correlation[last];
    }
    int below = (int) lag;
    return correlation[below] + (lag - below) * (correlation[below + 1] - correlation[below]);
  }
}
