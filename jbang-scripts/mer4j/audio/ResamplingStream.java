package mer4j.audio;

/** Resamples a signal that comes in pieces. How it is cut changes no bit of the result. */
interface ResamplingStream extends SampleReceiver {
  /**
   * Tells that the signal has ended, and gives the last outputs. Where SoX would round their number
   * down, the last output is 0, as librosa fills it up.
   */
  void finish();
}
