package mer4j.nn;

/**
 * One mean and one standard deviation for everything, as in the study: of all elements of the
 * training tensor, rows, frames and padding together, the deviation unbiased. Rows of large unit
 * (rolloff in Hz) then outweigh all others; {@link RowScaler} does not have that fault.
 *
 * @param mean of all elements
 * @param deviation of all elements, above 0
 */
public record GlobalScaler(double mean, double deviation) implements FrameScaler {
  /**
   * @throws IllegalArgumentException if the mean is not finite or the deviation not above 0
   */
  public GlobalScaler {
    if (!Double.isFinite(mean) || !(deviation > 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "cannot scale by mean " + mean + " and deviation " + deviation);
    }
  }

  /** Fits on the given clips. */
  public static GlobalScaler fit(FrameSource source, int[] clips) {
    var values = new float[source.frames() * source.rows()];
    double mean = 0;
    double squares = 0;
    double count = 0;
    for (int clip : clips) {
      source.copyClip(clip, values);
      double sum = 0;
      for (float value : values) {
        sum += value;
      }
      double own = sum / values.length;
      double spread = 0;
      for (float value : values) {
        spread += (value - own) * (value - own);
      }
      // pairwise update (Chan, Golub and LeVeque, 1983)
      double total = count + values.length;
      double difference = own - mean;
      mean += difference * values.length / total;
      squares += spread + difference * difference * count * values.length / total;
      count = total;
    }
    double deviation = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
    return new GlobalScaler(mean, deviation > 0 ? deviation : 1);
  }

  @Override
  public void apply(float[] values, int rows, int length) {
    float center = (float) mean;
    float scale = (float) deviation;
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - center) / scale;
    }
  }
}
