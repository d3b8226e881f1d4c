package mer4j.dsp;

import mer4j.VectorApi;

/**
 * Power to decibels relative to 1: {@code 10 log10(max(1e-10, power))}, then raised to at least the
 * greatest level of the whole spectrogram minus 80 dB.
 */
public final class Decibels {
  /** Powers below this count as this much: -100 dB. */
  public static final float LEAST_POWER = 1e-10f;

  /** Range kept below the greatest level, in dB. */
  public static final float RANGE = 80;

  private Decibels() {}

  /** The level of one power, in dB, without the floor that depends on the other ones. */
  public static float ofPower(double power) {
    return (float) (10 * Math.log10(Math.max(LEAST_POWER, power)));
  }

  /**
   * Levels of one frame, without the floor.
   *
   * @param power powers
   * @param levels receives dB, same length; may be {@code power} itself
   * @return the greatest level
   */
  public static float ofPower(float[] power, float[] levels) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < power.length; i++) {
      levels[i] = ofPower(power[i]);
      greatest = Math.max(greatest, levels[i]);
    }
    return greatest;
  }

  /**
   * Levels of a block of frames, without the floor.
   *
   * @param power powers
   * @param levels receives dB, as many rows; may be {@code power} itself
   * @return the greatest level
   */
  public static float ofPower(FrameBlock power, FrameBlock levels) {
    levels.requireRows("a block of levels", power.rows());
    return VectorApi.AVAILABLE
        ? VectorDecibels.ofPower(power.byRow(), levels.writeRows())
        : plain(power, levels);
  }

  /** {@link #ofPower(FrameBlock, FrameBlock)} frame by frame. */
  static float plain(FrameBlock power, FrameBlock levels) {
    float greatest = Float.NEGATIVE_INFINITY;
    float[][] from = power.byFrame();
    float[][] to = levels.writeFrames();
    for (int i = 0; i < FrameBlock.FRAMES; i++) {
      greatest = Math.max(greatest, ofPower(from[i], to[i]));
    }
    return greatest;
  }

  /**
   * Raises all levels of a block to at least {@code greatest - 80} dB.
   *
   * @param levels dB, changed in place
   * @param greatest the greatest level of the whole spectrogram, in dB
   */
  public static void applyFloor(FrameBlock levels, float greatest) {
    if (VectorApi.AVAILABLE) {
      levels.byRow();
      VectorDecibels.raise(levels.writeRows(), greatest - RANGE);
    } else {
      levels.byFrame();
      applyFloor(levels.writeFrames(), greatest);
    }
  }

  /**
   * Levels of a whole spectrogram, with the floor 80 dB below its greatest one.
   *
   * @param power {@code [frames][bands]}
   * @return dB, {@code [frames][bands]}
   */
  public static float[][] ofPower(float[][] power) {
    var levels = new float[power.length][];
    float greatest = Float.NEGATIVE_INFINITY;
    for (int t = 0; t < power.length; t++) {
      levels[t] = new float[power[t].length];
      greatest = Math.max(greatest, ofPower(power[t], levels[t]));
    }
    applyFloor(levels, greatest);
    return levels;
  }

  /**
   * Raises all levels to at least {@code greatest - 80} dB.
   *
   * @param levels dB, {@code [frames][bands]}, changed in place
   * @param greatest the greatest of them, in dB
   */
  public static void applyFloor(float[][] levels, float greatest) {
    float floor = greatest - RANGE;
    for (float[] frame : levels) {
      for (int i = 0; i < frame.length; i++) {
        frame[i] = Math.max(frame[i], floor);
      }
    }
  }
}
