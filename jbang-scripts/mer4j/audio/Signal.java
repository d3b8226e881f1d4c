package mer4j.audio;

/**
 * The samples of a single-channel recording, read in pieces, so that a recording need not be in
 * memory as a whole.
 *
 * <p>Reading does not change a signal, but one signal is read by one thread at a time.
 */
public interface Signal {
  /** Number of samples. */
  long length();

  /**
   * Copies consecutive samples. What lies before the first or after the last sample is silence, 0.
   *
   * @param from index of the first sample wanted, any value
   * @param into receives the samples
   * @param offset where in {@code into} the first one goes
   * @param count number of samples wanted
   */
  void read(long from, float[] into, int offset, int count);

  /** A signal held in memory; {@code samples} is neither copied nor changed. */
  static Signal of(float[] samples) {
    return new HeapSignal(samples);
  }
}
