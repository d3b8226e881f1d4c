package mer4j.dsp;

/**
 * Chroma from a variable-Q transform in five-limit just intonation: librosa's {@code chroma_vqt}
 * with {@code intervals='ji5'}.
 *
 * <p>Seven octaves from C1 with twelve bins each, not tuned to the recording, are summed octave
 * over octave. May be used by several threads at once.
 */
public final class ChromaVqt {
  private final ConstantQTransform transform;

  /**
   * @param sampleRate of the signals to come, in Hz
   * @throws IllegalArgumentException if it is not positive or too low (below 8191 Hz or so)
   */
  public ChromaVqt(int sampleRate) {
    transform = new ConstantQTransform(PitchScale.fiveLimit(ConstantQChroma.OCTAVES), sampleRate);
  }

  /**
   * Chroma of a recording.
   *
   * @param signal the audio
   * @return {@code [frames][12]}, row 0 = C, each frame divided by its greatest value
   * @throws IllegalArgumentException if the signal is too short
   */
  public float[][] apply(OctaveChain signal) {
    return ConstantQChroma.normalized(
        ConstantQChroma.sums(transform, ConstantQChroma.CLASSES, signal));
  }
}
