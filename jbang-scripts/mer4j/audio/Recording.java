package mer4j.audio;

/**
 * A single-channel recording that need not be in memory as a whole.
 *
 * @param signal its samples, full scale 1, not clipped
 * @param sampleRate samples per second (Hz)
 * @param truncated whether the file it came from holds less than it announces
 */
public record Recording(Signal signal, int sampleRate, boolean truncated) {
  /** Checks the rate. */
  public Recording {
    if (sampleRate <= 0) {
      throw new IllegalArgumentException("sample rate must be positive, was " + sampleRate);
    }
  }

  /** Duration in seconds. */
  public double seconds() {
    return (double) signal.length() / sampleRate;
  }
}
