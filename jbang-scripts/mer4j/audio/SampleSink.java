package mer4j.audio;

/** Takes the frames of a sound as they are decoded. */
interface SampleSink {
  /**
   * Adds a frame of the rate and number of channels that the sink was made for.
   *
   * @throws OutOfMemoryError if the sound is too long
   */
  void append(FrameView frame);

  /** Number of samples per channel so far. */
  long length();

  /**
   * Forgets the samples from {@code newLength} on, at the end; at most {@link #LONGEST_CUT} of
   * them.
   */
  void cutTo(long newLength);

  /** Tells that nothing more will come. */
  void finish();

  /** The longest block of a Vorbis stream, whose end can be padding. */
  int LONGEST_CUT = 8192;

  /** Makes the sink once the first frame is decoded. */
  @FunctionalInterface
  interface Maker {
    /**
     * @param channels number of channels
     * @param sampleRate in Hz
     * @param expected samples per channel that will probably come
     */
    SampleSink make(int channels, int sampleRate, long expected);
  }
}
