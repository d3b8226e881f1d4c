package mer4j.dsp;

/**
 * The tonal centroid: where a chroma frame lies on the circles of fifths, minor thirds and major
 * thirds. librosa's {@code tonnetz}, given {@code chroma_cqt}.
 *
 * <p>Each frame is divided by its sum. Row 2i is the weighted sum of sines, row 2i + 1 that of
 * cosines, of pitch class times pi times 7/6 (fifths), 3/2 (minor thirds) and 2/3 (major thirds);
 * the major thirds count half.
 *
 * <p>Source: C. Harte, M. Sandler and M. Gasser, "Detecting harmonic change in musical audio"
 * (2006).
 */
public final class Tonnetz {
  /** Number of values per frame. */
  public static final int ROWS = 6;

  private static final double[] TURNS = {7 / 6.0, 3 / 2.0, 2 / 3.0};
  private static final double[] RADII = {1, 1, 0.5};
  private static final double[][] WEIGHTS = weights();

  private Tonnetz() {}

  private static double[][] weights() {
    var weights = new double[ROWS][ConstantQChroma.CLASSES];
    for (int circle = 0; circle < TURNS.length; circle++) {
      for (int c = 0; c < ConstantQChroma.CLASSES; c++) {
        double angle = Math.PI * TURNS[circle] * c;
        weights[2 * circle][c] = RADII[circle] * Math.sin(angle);
        weights[2 * circle + 1][c] = RADII[circle] * Math.cos(angle);
      }
    }
    return weights;
  }

  /**
   * Tonal centroids of a recording.
   *
   * @param chroma {@code [frames][12]}, not negative, row 0 = C; scaled in any way
   * @return {@code [frames][6]}, each from -1 to 1; 0 where a frame is silent
   */
  public static float[][] of(float[][] chroma) {
    var result = new float[chroma.length][ROWS];
    for (int t = 0; t < chroma.length; t++) {
      ofFrame(chroma[t], result[t]);
    }
    return result;
  }

  /**
   * The tonal centroid of one frame.
   *
   * @param chroma 12 values, not negative, the first one for C; scaled in any way
   * @param centroid receives 6 values
   */
  public static void ofFrame(float[] chroma, float[] centroid) {
    Samples.requireLength("a chroma frame", chroma.length, ConstantQChroma.CLASSES);
    double sum = 0;
    for (float value : chroma) {
      sum += value;
    }
    double scale = sum >= Float.MIN_NORMAL ? 1 / sum : 1;
    for (int row = 0; row < ROWS; row++) {
      double position = 0;
      for (int c = 0; c < ConstantQChroma.CLASSES; c++) {
        position += WEIGHTS[row][c] * chroma[c];
      }
      centroid[row] = (float) (position * scale);
    }
  }
}
