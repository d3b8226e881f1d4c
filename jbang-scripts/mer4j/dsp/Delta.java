package mer4j.dsp;

/**
 * Local derivatives along time by a Savitzky-Golay filter: in every window a polynomial is fitted
 * by least squares and its derivative taken at the window's centre; near the ends, the derivative
 * of the polynomial fitted to the first or last window.
 *
 * <p>For the first derivative the polynomial is a line, for the second a parabola, so either
 * derivative is constant within its window.
 *
 * <p>Source: A. Savitzky and M. J. E. Golay, "Smoothing and differentiation of data by simplified
 * least squares procedures" (1964).
 */
public final class Delta {
  /** Width of the window in frames, unless another one is given. */
  public static final int WIDTH = 9;

  private Delta() {}

  /**
   * Derivatives of a feature matrix with a window of 9 frames.
   *
   * @param feature {@code [frames][rows]}, 9 frames or more
   * @param order 1 or 2
   * @return {@code [frames][rows]}
   * @throws IllegalArgumentException if there are fewer frames, or the order is another number
   */
  public static float[][] of(float[][] feature, int order) {
    return of(feature, order, WIDTH);
  }

  /**
   * Derivatives of a feature matrix.
   *
   * @param feature {@code [frames][rows]}
   * @param order 1 or 2
   * @param width frames of the window, odd, at least 3, at most the number of frames
   * @return {@code [frames][rows]}
   * @throws IllegalArgumentException if an argument is not allowed
   */
  public static float[][] of(float[][] feature, int order, int width) {
    int frames = feature.length;
    if (order != 1 && order != 2) {
      throw new IllegalArgumentException("the order of a delta must be 1 or 2; given " + order);
    }
    if (width < 3 || width % 2 == 0) {
      throw new IllegalArgumentException(
          "the width of a delta must be odd and at least 3; given " + width);
    }
    requireFrames(width, frames);
    double[] weights = weights(order, width);
    int half = width / 2;
    int rows = feature[0].length;
    var result = new float[frames][rows];
    for (int t = half; t < frames - half; t++) {
      for (int row = 0; row < rows; row++) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
          sum += weights[i] * feature[t - half + i][row];
        }
        result[t][row] = (float) sum;
      }
    }
    for (int t = 0; t < half; t++) {
      result[t] = result[half].clone();
      result[frames - 1 - t] = result[frames - 1 - half].clone();
    }
    return result;
  }

  /**
   * Refuses a feature that is shorter than a window.
   *
   * @throws IllegalArgumentException if it is
   */
  public static void requireFrames(int width, int frames) {
    if (width > frames) {
      throw new IllegalArgumentException(
          "a delta of width " + width + " needs as many frames; given " + frames);
    }
  }

  /**
   * Least-squares weights of the first or second derivative over a window.
   *
   * @param order 1 or 2
   * @param width frames of the window, odd
   * @return what to multiply the frames of a window with, {@code [width]}
   */
  public static double[] weights(int order, int width) {
    int half = width / 2;
    double meanSquare = 0;
    for (int n = -half; n <= half; n++) {
      meanSquare += (double) n * n / width;
    }
    var weights = new double[width];
    double norm = 0;
    for (int n = -half; n <= half; n++) {
      double w = order == 1 ? n : n * n - meanSquare;
      weights[n + half] = w;
      norm += w * w;
    }
    for (int i = 0; i < width; i++) {
      weights[i] *= order / norm;
    }
    return weights;
  }
}
