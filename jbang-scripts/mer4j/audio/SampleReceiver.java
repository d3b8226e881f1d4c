package mer4j.audio;

/** Takes a sound in pieces, from its start to its end. */
@FunctionalInterface
interface SampleReceiver {
  /**
   * Takes the next piece.
   *
   * @param samples hold it from their first element on; overwritten after the call
   * @param count number of samples in it
   */
  void accept(float[] samples, int count);
}
