package mer4j.audio;

/**
 * Halves the sample rate of a signal piece by piece: the step between the octaves of a constant-Q
 * transform, and {@link Resampler}'s way from twice a rate to that rate. Every output is computed
 * in the same way wherever a piece begins, so pieces put together are equal, bit by bit, to the
 * signal halved at once.
 *
 * <p>Keeps work space. Not thread-safe.
 */
public final class RateHalving {
  private static final int REACH = 512;

  private float[] input = {};

  /** Makes work space. */
  public RateHalving() {}

  /**
   * Computes consecutive samples of the signal at half its rate.
   *
   * @param signal at its own rate
   * @param from number of the first output wanted; output n lies at sample 2n of the signal
   * @param into receives the outputs
   * @param offset where in {@code into} the first one goes
   * @param count how many
   */
  public void read(Signal signal, long from, float[] into, int offset, int count) {
    int length = 2 * count + 2 * REACH;
    if (input.length < length) {
      input = new float[length];
    }
    signal.read(2 * from - REACH, input, 0, length);
    var output = new float[length / 2];
    Resampler.halveInto(input, length, output);
    System.arraycopy(output, REACH / 2, into, offset, count);
  }
}
