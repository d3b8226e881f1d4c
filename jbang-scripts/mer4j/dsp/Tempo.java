package mer4j.dsp;

/**
 * Tempo in beats per minute: the lag of the mean tempogram with the best score {@code ln(1 + 1e6
 * value) - 0.5 (log2(bpm / 120))^2}, among tempi below 320. The second term is a prior that favours
 * tempi near 120, falling by half a unit per octave squared. Of equal scores the shortest lag wins;
 * silence has 117.45 at 22 050 Hz, the lag nearest to the prior's centre.
 *
 * <p>Source: D. P. W. Ellis, "Beat tracking by dynamic programming" (2007), for the log-Gaussian
 * prior. Not thread-safe.
 */
public final class Tempo {
  private static final double PRIOR_BPM = 120;
  private static final double MOST_BPM = 320;
  private static final double WINDOW_SECONDS = 8;

  private final int sampleRate;
  private final int hop;
  private double[] prior = new double[0];

  /**
   * @param sampleRate of the audio, in Hz
   * @param hop samples from one frame of the onset strength to the next
   * @throws IllegalArgumentException if one of them is not positive
   */
  public Tempo(int sampleRate, int hop) {
    Samples.requireRate(sampleRate);
    if (hop < 1) {
      throw new IllegalArgumentException("a hop must be at least 1 sample; given " + hop);
    }
    this.sampleRate = sampleRate;
    this.hop = hop;
  }

  /** Frames of the tempogram's window: 8 seconds, rounded down, at least 2. */
  public int window() {
    return Math.max(2, (int) (WINDOW_SECONDS * sampleRate / hop));
  }

  /** Tempo in beats per minute of a lag in frames; infinite for lag 0. */
  public double bpm(int lag) {
    return lag == 0 ? Double.POSITIVE_INFINITY : 60.0 * sampleRate / ((double) hop * lag);
  }

  /**
   * The tempo of a recording.
   *
   * @param onsets onset strength, {@code [frames]}, at least one
   * @return beats per minute
   */
  public double of(float[] onsets) {
    return bpm(bestLag(new Tempogram(window()).mean(onsets)));
  }

  /**
   * The best lag of a tempogram's frame or mean.
   *
   * @param tempogram values by lag, none negative
   * @return a lag in frames
   */
  public int bestLag(double[] tempogram) {
    double[] prior = prior(tempogram.length);
    // The exponential of the score has its maximum at the same lag and needs no logarithm.
    int best = 0;
    double bestScore = 0;
    for (int lag = 1; lag < tempogram.length; lag++) {
      double score = (1 + 1e6 * tempogram[lag]) * prior[lag];
      if (score > bestScore) {
        bestScore = score;
        best = lag;
      }
    }
    return best;
  }

  /** The exponential of every lag's log prior, 0 for tempi that are too fast. */
  private double[] prior(int lags) {
    if (prior.length != lags) {
      prior = new double[lags];
      for (int lag = 1; lag < lags; lag++) {
        double octaves = Math.log(bpm(lag) / PRIOR_BPM) / Math.log(2);
        prior[lag] = bpm(lag) < MOST_BPM ? Math.exp(-0.5 * octaves * octaves) : 0;
      }
    }
    return prior;
  }
}
