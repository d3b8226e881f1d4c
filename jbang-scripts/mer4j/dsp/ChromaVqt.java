package mer4j.dsp;

/**
 * Chroma from a variable-Q transform in five-limit just intonation: librosa's {@code chroma_vqt}
 * with {@code intervals='ji5'}.
 *
 * <p>Seven octaves from C1 with twelve bins each, not tuned to the recording, are summed octave
 * over octave.
 *
 * <p>Keeps work space. Not thread-safe.
 */
public final class ChromaVqt {
  private final ConstantQChroma chroma = new ConstantQChroma();
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
    var result = new float[frames(signal)][ConstantQChroma.CLASSES];
    apply(signal, 0, result.length, result);
    return result;
  }

  /**
   * Chroma of consecutive frames; the same values, bit by bit, as in {@link #apply(OctaveChain)}.
   * Some hundred frames at a time are computed faster than few.
   *
   * @param signal the audio
   * @param firstFrame number of the first frame
   * @param count number of frames, which may reach past the last one
   * @param result receives the chroma, {@code [at least count][12]}, row 0 = C
   * @throws IllegalArgumentException if the signal is too short
   */
  public void apply(OctaveChain signal, int firstFrame, int count, float[][] result) {
    chroma.sums(transform, ConstantQChroma.CLASSES, signal, firstFrame, count, result);
    for (int t = 0; t < count; t++) {
      ChromaFilterBank.normalize(result[t]);
    }
  }

  /** Number of frames of a signal. */
  public int frames(OctaveChain signal) {
    return transform.frames(signal.samples());
  }
}
