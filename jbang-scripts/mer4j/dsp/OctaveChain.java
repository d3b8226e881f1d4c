package mer4j.dsp;

import java.util.ArrayList;
import java.util.List;
import mer4j.audio.Resampler;

/**
 * A signal at its own sample rate, at half of it, at a quarter and so on: what the octaves of a
 * constant-Q transform are computed from. Each level is made once, when it is first asked for, so
 * that several transforms of one signal share the work.
 *
 * <p>The levels keep the amplitude of the signal; librosa multiplies each by √2 instead and divides
 * it away in the filters.
 *
 * <p>Not thread-safe.
 */
public final class OctaveChain {
  private final List<float[]> levels = new ArrayList<>();

  /**
   * @param signal the audio; neither copied nor changed
   * @throws IllegalArgumentException if a sample is not finite
   */
  public OctaveChain(float[] signal) {
    levels.add(Samples.requireFinite(signal));
  }

  /** Number of samples of the signal at its own rate. */
  public int samples() {
    return levels.getFirst().length;
  }

  /**
   * The signal after a number of halvings of its rate. Not a copy: do not change it.
   *
   * @param halvings at least 0; 0 is the signal itself
   */
  public float[] level(int halvings) {
    while (levels.size() <= halvings) {
      levels.add(Resampler.halve(levels.getLast()));
    }
    return levels.get(halvings);
  }
}
