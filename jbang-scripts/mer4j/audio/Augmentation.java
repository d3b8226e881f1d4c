package mer4j.audio;

/**
 * A change to a recording that should leave its emotion as it is, used to make more training data.
 *
 * <p>An augmentation is a value: it holds its parameters and nothing else, and gives the same
 * result for the same signal and seed.
 */
public interface Augmentation {
  /**
   * Makes the changed signal.
   *
   * @param samples the signal, full scale 1; it is not changed
   * @param sampleRate its rate in Hz
   * @param seed decides whatever is drawn at random
   * @return a new array; not clipped
   */
  float[] apply(float[] samples, int sampleRate, long seed);

  /** What to add to a clip's name, for example {@code _noisy}. */
  String suffix();
}
