package mer4j.audio;

import java.util.SplittableRandom;

/**
 * Adds white Gaussian noise of a fixed level, however loud the recording is.
 *
 * @param level standard deviation of the noise, full scale 1; not negative
 */
public record AddNoise(double level) implements Augmentation {
  /** The level the study used. */
  public static final double STUDY_LEVEL = 0.05;

  /** Checks the level. */
  public AddNoise {
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException("noise level must lie between 0 and 1, was " + level);
    }
  }

  /** Noise of the study's level, 0.05. */
  public AddNoise() {
    this(STUDY_LEVEL);
  }

  @Override
  public float[] apply(float[] samples, int sampleRate, long seed) {
    var random = new SplittableRandom(seed);
    var result = new float[samples.length];
    for (var i = 0; i < result.length; i++) {
      result[i] = (float) (samples[i] + level * random.nextGaussian());
    }
    return result;
  }

  @Override
  public String suffix() {
    return "_noisy";
  }
}
