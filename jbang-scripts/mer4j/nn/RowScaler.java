package mer4j.nn;

import mer4j.features.Interruption;

/**
 * A mean and a standard deviation for every feature row, over the true frames of the training
 * clips. Padding becomes zero.
 *
 * @param means per row
 * @param deviations per row, above 0
 * @param decibels rows taken in decibels first
 */
public record RowScaler(double[] means, double[] deviations, DecibelRows decibels)
    implements FrameScaler {
  /**
   * @throws IllegalArgumentException if the lengths differ or a deviation is not above 0
   */
  public RowScaler {
    if (means.length != deviations.length) {
      throw new IllegalArgumentException(
          "scaler of %d means and %d deviations".formatted(means.length, deviations.length));
    }
    for (int row = 0; row < means.length; row++) {
      if (!Double.isFinite(means[row]) || !(deviations[row] > 0)) {
        throw new IllegalArgumentException(
            "cannot scale row " + row + " by " + means[row] + " and " + deviations[row]);
      }
    }
  }

  /**
   * Fits on the given clips. A row that never changes is only moved to zero.
   *
   * @param decibels rows that are power, to be taken in decibels
   * @throws java.util.concurrent.CancellationException if the thread is interrupted, within a clip
   */
  public static RowScaler fit(FrameSource source, int[] clips, DecibelRows decibels) {
    int rows = source.rows();
    var values = new float[source.frames() * rows];
    var means = new double[rows];
    var squares = new double[rows];
    double count = 0;
    for (int clip : clips) {
      Interruption.check();
      source.copyClip(clip, values);
      int length = source.length(clip);
      decibels.apply(values, 0, rows, length);
      for (int t = 0; t < length; t++) {
        double share = 1 / ++count;
        for (int row = 0; row < rows; row++) { // Welford, 1962
          double difference = values[t * rows + row] - means[row];
          means[row] += difference * share;
          squares[row] += difference * (values[t * rows + row] - means[row]);
        }
      }
    }
    var deviations = new double[rows];
    for (int row = 0; row < rows; row++) {
      double deviation = Math.sqrt(squares[row] / Math.max(1, count));
      deviations[row] = deviation > 1e-12 ? deviation : 1;
    }
    return new RowScaler(means, deviations, decibels);
  }

  @Override
  public FrameTransform transform(int rows) {
    if (rows != means.length) {
      throw new IllegalArgumentException("the scaler knows " + means.length + " rows, not " + rows);
    }
    var centers = new float[rows];
    var factors = new float[rows];
    for (int row = 0; row < rows; row++) {
      centers[row] = (float) means[row];
      factors[row] = (float) (1 / deviations[row]);
    }
    return new FrameTransform(decibels, centers, factors, true);
  }
}
