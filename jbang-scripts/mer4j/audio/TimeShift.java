package mer4j.audio;

import java.util.SplittableRandom;

/**
 * Moves a recording to the left or to the right by a random time. What leaves at one end is lost,
 * and silence enters at the other; the length stays.
 *
 * <p>The study rolls the samples around and then blanks the part that came around, which is the
 * same, but blanks the whole clip where the shift drawn is 0. Here a shift of 0 changes nothing.
 *
 * @param maxSeconds the shift is drawn uniformly from 0 (included) to this (excluded), in seconds
 */
public record TimeShift(double maxSeconds) implements Augmentation {
  /** The bound the study used for its data. */
  public static final double STUDY_MAX_SECONDS = 0.5;

  /** Checks the bound. */
  public TimeShift {
    if (!(maxSeconds > 0 && maxSeconds <= 3600)) {
      throw new IllegalArgumentException(
          "largest shift must be positive and at most 3600 s, was " + maxSeconds);
    }
  }

  /** Shifts of less than half a second, as in the study. */
  public TimeShift() {
    this(STUDY_MAX_SECONDS);
  }

  @Override
  public float[] apply(float[] samples, int sampleRate, long seed) {
    var random = new SplittableRandom(seed);
    var bound = (int) Math.max(1, Math.min(maxSeconds * sampleRate, Integer.MAX_VALUE));
    var shift = random.nextInt(bound);
    return shift(samples, random.nextBoolean() ? shift : -shift);
  }

  /** Moves samples to the right, or to the left where the shift is negative. */
  static float[] shift(float[] samples, int shift) {
    var result = new float[samples.length];
    var kept = samples.length - Math.min(samples.length, Math.abs(shift));
    if (shift >= 0) {
      System.arraycopy(samples, 0, result, samples.length - kept, kept);
    } else {
      System.arraycopy(samples, samples.length - kept, result, 0, kept);
    }
    return result;
  }

  @Override
  public String suffix() {
    return "_shifted";
  }
}
