package mer4j.nn;

import java.util.Arrays;

/**
 * A fitted scaler made ready for many frames: decibels where wanted, then (value - center) * factor
 * per row.
 */
final class FrameTransform {
  private final DecibelRows decibels;
  private final float[] centers;
  private final float[] factors;
  private final boolean zeroPadding;

  /**
   * @param centers per row
   * @param factors per row
   * @param zeroPadding whether padding becomes zero instead of being scaled like music
   */
  FrameTransform(DecibelRows decibels, float[] centers, float[] factors, boolean zeroPadding) {
    this.decibels = decibels;
    this.centers = centers;
    this.factors = factors;
    this.zeroPadding = zeroPadding;
  }

  /**
   * Scales some frames of a clip in place.
   *
   * @param values {@code [frame][row]}
   * @param at place of the first frame's first row
   * @param first number of that frame in its clip
   * @param frames how many
   * @param length frames of the clip that are not padding
   */
  void apply(float[] values, int at, int first, int frames, int length) {
    int rows = centers.length;
    int scaled = zeroPadding ? Math.clamp((long) length - first, 0, frames) : frames;
    decibels.apply(values, at, rows, scaled);
    for (int t = 0; t < scaled; t++) {
      scale(values, at + t * rows);
    }
    Arrays.fill(values, at + scaled * rows, at + frames * rows, 0);
  }

  private void scale(float[] values, int at) {
    for (int row = 0; row < centers.length; row++) {
      values[at + row] = (values[at + row] - centers[row]) * factors[row];
    }
  }
}
