package mer4j.audio;

/**
 * Makes a recording louder or softer.
 *
 * @param decibels change of level in dB, between −60 and 60
 */
public record Gain(double decibels) implements Augmentation {
  /** Checks the level. */
  public Gain {
    if (!(Math.abs(decibels) <= 60)) {
      throw new IllegalArgumentException("gain must lie between -60 and 60 dB, was " + decibels);
    }
  }

  @Override
  public float[] apply(float[] samples, int sampleRate, long seed) {
    var factor = (float) Math.pow(10, decibels / 20);
    var result = new float[samples.length];
    for (var i = 0; i < result.length; i++) {
      result[i] = factor * samples[i];
    }
    return result;
  }

  @Override
  public String suffix() {
    return "_gain";
  }
}
