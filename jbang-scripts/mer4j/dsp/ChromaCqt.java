package mer4j.dsp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chroma from a constant-Q transform tuned to the recording: librosa's {@code chroma_cqt}.
 *
 * <p>Seven octaves from C1 with 36 bins each are summed into twelve pitch classes; class C takes
 * the bins a third of a semitone below and above C too, and so on.
 *
 * <p>Source: M. Müller and S. Ewert, "Chroma Toolbox: MATLAB implementations for extracting
 * variants of chroma-based audio features" (2011).
 *
 * <p>Filters are made once per tuning and kept. May be used by several threads at once.
 */
public final class ChromaCqt {
  /** Bins per octave, and the bins whose fractions the tuning is given in. */
  public static final int BINS_PER_OCTAVE = 36;

  private final int sampleRate;
  private final Map<Double, ConstantQTransform> transforms = new ConcurrentHashMap<>();

  /**
   * @param sampleRate of the signals to come, in Hz
   * @throws IllegalArgumentException if it is not positive
   */
  public ChromaCqt(int sampleRate) {
    this.sampleRate = Samples.requireRate(sampleRate);
  }

  /**
   * Magnitude per pitch class, as it is: what chroma and its normalised-energy variant start from.
   *
   * @param signal the audio
   * @param tuning of the recording in fractions of a bin (36 per octave), as {@link
   *     TuningEstimator} finds it from the magnitude spectra
   * @return {@code [frames][12]}, row 0 = C
   * @throws IllegalArgumentException if the sample rate is too low (below 8334 Hz or so, depending
   *     on the tuning) or the signal too short
   */
  public float[][] sums(OctaveChain signal, double tuning) {
    var transform =
        transforms.computeIfAbsent(
            tuning,
            t ->
                new ConstantQTransform(
                    PitchScale.equalTempered(BINS_PER_OCTAVE, ConstantQChroma.OCTAVES, t),
                    sampleRate));
    return ConstantQChroma.sums(transform, BINS_PER_OCTAVE, signal);
  }

  /**
   * Chroma of a recording.
   *
   * @param signal the audio
   * @param tuning of the recording, see {@link #sums}
   * @return {@code [frames][12]}, row 0 = C, each frame divided by its greatest value
   * @throws IllegalArgumentException as {@link #sums} does
   */
  public float[][] apply(OctaveChain signal, double tuning) {
    return normalize(sums(signal, tuning));
  }

  /**
   * Divides every frame by its greatest value; silent frames (below the smallest normal number)
   * stay as they are.
   *
   * @param sums {@code [frames][12]}, not changed
   * @return {@code [frames][12]}
   */
  public static float[][] normalize(float[][] sums) {
    return ConstantQChroma.normalized(sums);
  }
}
