package mer4j.audio;

/**
 * A single-channel signal.
 *
 * @param samples samples, full scale 1, not clipped
 * @param sampleRate samples per second (Hz)
 * @param truncated whether the file it came from holds less than it announces
 */
public record MonoSignal(float[] samples, int sampleRate, boolean truncated) {
  /** Checks the rate. */
  public MonoSignal {
    if (sampleRate <= 0) {
      throw new IllegalArgumentException("sample rate must be positive, was " + sampleRate);
    }
  }

  /** Duration in seconds. */
  public double seconds() {
    return (double) samples.length / sampleRate;
  }
}
