package mer4j.audio;

import java.util.Arrays;

/**
 * Raises or lowers the pitch of a recording and keeps its length.
 *
 * <p>The signal is stretched ({@link TimeStretch}) and then resampled back to its length. librosa's
 * {@code pitch_shift}, which the study used, does the same with a phase vocoder for the stretch;
 * {@link TimeStretch} tells how the two differ to the ear; {@link mer4j.dsp} has the vocoder too.
 * Pitches are right within a cent.
 *
 * @param semitones up if positive, down if negative; between −12 and 12
 */
public record PitchShift(double semitones) implements Augmentation {
  /** What the study shifted by. */
  public static final double STUDY_SEMITONES = 2;

  /** Largest term of the fraction used for the frequency ratio. */
  private static final int LARGEST_TERM = 400;

  /** Checks the interval. */
  public PitchShift {
    if (!(Math.abs(semitones) <= 12)) {
      throw new IllegalArgumentException(
          "pitch shift must lie between -12 and 12 semitones, was " + semitones);
    }
  }

  /** Two semitones up, as in the study. */
  public PitchShift() {
    this(STUDY_SEMITONES);
  }

  @Override
  public float[] apply(float[] samples, int sampleRate, long seed) {
    var ratio = ratio();
    if (ratio[0] == ratio[1]) {
      return samples.clone();
    }
    var stretched = new TimeStretch((double) ratio[1] / ratio[0]).apply(samples, sampleRate, seed);
    var shifted = Resampler.resample(stretched, ratio[0], ratio[1]);
    return Arrays.copyOf(shifted, samples.length);
  }

  /**
   * The frequency ratio as a fraction of small numbers, right within a quarter of a cent.
   *
   * @return {@code {numerator, denominator}}
   */
  public int[] ratio() {
    return fraction(Math.pow(2, semitones / 12));
  }

  /** The fraction nearest to a value among those with small terms, so that a filter fits it. */
  static int[] fraction(double value) {
    var best = new int[] {1, 1};
    var error = Double.POSITIVE_INFINITY;
    for (var denominator = 1; denominator <= LARGEST_TERM; denominator++) {
      var numerator = (int) Math.round(value * denominator);
      var distance = Math.abs(Math.log((double) numerator / denominator / value));
      if (numerator > 0 && numerator <= LARGEST_TERM && distance < error - 1e-12) {
        best = new int[] {numerator, denominator};
        error = distance;
      }
    }
    return best;
  }

  @Override
  public String suffix() {
    return "_pitch_changed";
  }
}
