package mer4j.nn;

import java.util.Arrays;

/**
 * A mean and a standard deviation for every feature row, over the true frames of the training
 * clips; chosen rows (mel power) in decibels first. Padding becomes zero.
 *
 * @param means per row
 * @param deviations per row, above 0
 * @param decibels whether the row is taken as 10 log10(max(1e-10, value))
 */
public record RowScaler(double[] means, double[] deviations, boolean[] decibels)
    implements FrameScaler {
  /**
   * @throws IllegalArgumentException if the lengths differ or a deviation is not above 0
   */
  public RowScaler {
    if (means.length != deviations.length || means.length != decibels.length) {
      throw new IllegalArgumentException(
          "scaler of "
              + means.length
              + ", "
              + deviations.length
              + ", "
              + decibels.length
              + " rows");
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
   */
  public static RowScaler fit(FrameSource source, int[] clips, boolean[] decibels) {
    int rows = source.rows();
    var values = new float[source.frames() * rows];
    var means = new double[rows];
    var squares = new double[rows];
    double count = 0;
    for (int clip : clips) {
      source.copyClip(clip, values);
      int length = source.length(clip);
      toDecibels(values, rows, length, decibels);
      for (int t = 0; t < length; t++) {
        count++;
        for (int row = 0; row < rows; row++) { // Welford, 1962
          double difference = values[t * rows + row] - means[row];
          means[row] += difference / count;
          squares[row] += difference * (values[t * rows + row] - means[row]);
        }
      }
    }
    var deviations = new double[rows];
    for (int row = 0; row < rows; row++) {
      double deviation = Math.sqrt(squares[row] / Math.max(1, count));
      deviations[row] = deviation > 1e-12 ? deviation : 1;
    }
    return new RowScaler(means, deviations, decibels.clone());
  }

  private static void toDecibels(float[] values, int rows, int length, boolean[] decibels) {
    for (int t = 0; t < length; t++) {
      for (int row = 0; row < rows; row++) {
        if (decibels[row]) {
          int i = t * rows + row;
          values[i] = (float) (10 * Math.log10(Math.max(1e-10, values[i])));
        }
      }
    }
  }

  @Override
  public void apply(float[] values, int rows, int length) {
    if (rows != means.length) {
      throw new IllegalArgumentException("the scaler knows " + means.length + " rows, not " + rows);
    }
    toDecibels(values, rows, length, decibels);
    for (int t = 0; t < length; t++) {
      for (int row = 0; row < rows; row++) {
        int i = t * rows + row;
        values[i] = (float) ((values[i] - means[row]) / deviations[row]);
      }
    }
    Arrays.fill(values, length * rows, values.length, 0);
  }
}
