package mer4j.dsp;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chroma from a constant-Q transform tuned to the recording: librosa's {@code chroma_cqt}.
 *
 * <p>Seven octaves from C1 with 36 bins each are summed into twelve pitch classes; class C takes
 * the bins a third of a semitone below and above C too, and so on.
 *
 * <p>Source: M. Müller and S. Ewert, "Chroma Toolbox: MATLAB implementations for extracting
 * variants of chroma-based audio features" (2011).
 *
 * <p>Filters are made once per tuning, kept and shared between threads. Keeps work space: an object
 * is not thread-safe.
 */
public final class ChromaCqt {
  /** Bins per octave, and the bins whose fractions the tuning is given in. */
  public static final int BINS_PER_OCTAVE = 36;

  /** Number of pitch classes. */
  public static final int CLASSES = ConstantQChroma.CLASSES;

  /** One per hundredth of a bin, which is as fine as tunings are estimated, for two rates. */
  private static final int KEPT_TRANSFORMS = 200;

  private static final Map<Key, ConstantQTransform> TRANSFORMS =
      new LinkedHashMap<>(2 * KEPT_TRANSFORMS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ConstantQTransform> eldest) {
          return size() > KEPT_TRANSFORMS;
        }
      };

  private record Key(int sampleRate, double tuning) {}

  private final int sampleRate;
  private final ConstantQChroma chroma = new ConstantQChroma();

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
    var result = new float[frames(signal, tuning)][ConstantQChroma.CLASSES];
    sums(signal, tuning, 0, result.length, result);
    return result;
  }

  /**
   * Magnitude per pitch class of consecutive frames; the same values, bit by bit, as in {@link
   * #sums(OctaveChain, double)}. Some hundred frames at a time are computed faster than few.
   *
   * @param signal the audio
   * @param tuning of the recording
   * @param firstFrame number of the first frame
   * @param count number of frames, which may reach past the last one
   * @param result receives the sums, {@code [at least count][12]}, row 0 = C
   * @throws IllegalArgumentException as the other form does
   */
  public void sums(OctaveChain signal, double tuning, int firstFrame, int count, float[][] result) {
    chroma.sums(transform(tuning), BINS_PER_OCTAVE, signal, firstFrame, count, result);
  }

  /**
   * Number of frames of a signal.
   *
   * @param signal the audio
   * @param tuning of the recording
   * @throws IllegalArgumentException if the sample rate is too low
   */
  public int frames(OctaveChain signal, double tuning) {
    return transform(tuning).frames(signal.samples());
  }

  private ConstantQTransform transform(double tuning) {
    synchronized (TRANSFORMS) {
      return TRANSFORMS.computeIfAbsent(
          new Key(sampleRate, tuning),
          key ->
              new ConstantQTransform(
                  PitchScale.equalTempered(BINS_PER_OCTAVE, ConstantQChroma.OCTAVES, tuning),
                  sampleRate));
    }
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
    var result = new float[sums.length][];
    for (int t = 0; t < sums.length; t++) {
      result[t] = sums[t].clone();
      normalizeFrame(result[t]);
    }
    return result;
  }

  /** Divides one frame by its greatest value, in place, as {@link #normalize} does. */
  public static void normalizeFrame(float[] frame) {
    ChromaFilterBank.normalize(frame);
  }
}
