package mer4j.nn;

import java.util.Arrays;
import mer4j.features.Interruption;

/**
 * One mean and one standard deviation for everything, as in the study: of all elements of the
 * training tensor, rows, frames and padding together, the deviation unbiased. Rows of large unit
 * (rolloff in Hz) then outweigh all others; {@link RowScaler} does not have that fault.
 *
 * @param mean of all elements
 * @param deviation of all elements, above 0
 * @param decibels rows taken in decibels first; none in the study
 */
public record GlobalScaler(double mean, double deviation, DecibelRows decibels)
    implements FrameScaler {
  /**
   * @throws IllegalArgumentException if the mean is not finite or the deviation not above 0
   */
  public GlobalScaler {
    if (!Double.isFinite(mean) || !(deviation > 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "cannot scale by mean " + mean + " and deviation " + deviation);
    }
  }

  /** The study's scaler, without decibels. */
  public GlobalScaler(double mean, double deviation) {
    this(mean, deviation, DecibelRows.NONE);
  }

  /** Fits the study's scaler on the given clips. */
  public static GlobalScaler fit(FrameSource source, int[] clips) {
    return fit(source, clips, DecibelRows.NONE);
  }

  /**
   * Fits on the given clips.
   *
   * @param decibels rows that are power, to be taken in decibels
   * @throws java.util.concurrent.CancellationException if the thread is interrupted, within a clip
   */
  public static GlobalScaler fit(FrameSource source, int[] clips, DecibelRows decibels) {
    var values = new float[source.frames() * source.rows()];
    double mean = 0;
    double squares = 0;
    double count = 0;
    for (int clip : clips) {
      Interruption.check();
      source.copyClip(clip, values);
      decibels.apply(values, 0, source.rows(), source.frames());
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
    return new GlobalScaler(mean, deviation > 0 ? deviation : 1, decibels);
  }

  @Override
  public FrameTransform transform(int rows) {
    var centers = new float[rows];
    var factors = new float[rows];
    Arrays.fill(centers, (float) mean);
    Arrays.fill(factors, (float) (1 / deviation));
    return new FrameTransform(decibels, centers, factors, false);
  }
}
