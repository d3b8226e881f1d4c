package mer4j.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mer4j.dsp.Delta;

/**
 * A clip in one row of numbers, whatever its length: for every row of its features the mean,
 * standard deviation and percentiles over time, of the values and of their deltas. What a table for
 * Weka, pandas or Tablesaw holds per song.
 *
 * <p>The numbers are NumPy's in double precision: {@code numpy.mean}, {@code numpy.std} (of a
 * population) and {@code numpy.percentile} (linear between two order statistics; Hyndman and Fan
 * 1996, type 7). Deltas are {@code librosa.feature.delta(x, width=9)}, the slope of a line fitted
 * to nine frames; a clip of fewer frames has none, and NaN stands for their statistics.
 *
 * <p>{@link SongStatistics} is the study's own, larger choice of statistics without deltas.
 */
public final class ClipStatistics {
  private static final int[] PERCENTILES = {5, 25, 50, 75, 95};
  private static final int PER_ROW = 2 + PERCENTILES.length;

  private ClipStatistics() {}

  /**
   * Names of the numbers, in order: per row {@code mfcc_0_mean, mfcc_0_std, mfcc_0_p5, mfcc_0_p25,
   * mfcc_0_p50, mfcc_0_p75, mfcc_0_p95}, then {@code mfcc_0_delta_mean} and so on.
   *
   * @param rowNames such as {@link ExtractionSettings#rowNames()}
   */
  public static List<String> names(List<String> rowNames) {
    var names = new ArrayList<String>();
    for (var row : rowNames) {
      for (var what : List.of(row, row + "_delta")) {
        names.add(what + "_mean");
        names.add(what + "_std");
        for (int percent : PERCENTILES) {
          names.add(what + "_p" + percent);
        }
      }
    }
    return names;
  }

  /**
   * The statistics of a clip.
   *
   * @param features true frames only
   * @return 14 numbers per row, in the order of {@link #names}
   * @throws IllegalArgumentException if there is no frame
   */
  public static double[] of(FeatureMatrix features) {
    int frames = features.frames();
    if (frames == 0) {
      throw new IllegalArgumentException("statistics are not defined for a clip of no frame");
    }
    var deltas = frames < Delta.WIDTH ? null : Delta.of(transposed(features), 1);
    var numbers = new double[2 * PER_ROW * features.rows()];
    Arrays.fill(numbers, Double.NaN);
    var delta = new float[frames];
    for (int row = 0; row < features.rows(); row++) {
      describe(features.row(row), numbers, 2 * row * PER_ROW);
      if (deltas != null) {
        for (int t = 0; t < frames; t++) {
          delta[t] = deltas[t][row];
        }
        describe(delta.clone(), numbers, (2 * row + 1) * PER_ROW);
      }
    }
    return numbers;
  }

  private static float[][] transposed(FeatureMatrix features) {
    var frames = new float[features.frames()][features.rows()];
    for (int row = 0; row < features.rows(); row++) {
      for (int t = 0; t < frames.length; t++) {
        frames[t][row] = features.at(row, t);
      }
    }
    return frames;
  }

  /** Writes the numbers of one row from {@code at} on; sorts the values. */
  private static void describe(float[] values, double[] numbers, int at) {
    numbers[at] = RowMoments.mean(values);
    numbers[at + 1] = Math.sqrt(RowMoments.central(values, 2));
    Arrays.sort(values);
    for (int i = 0; i < PERCENTILES.length; i++) {
      numbers[at + 2 + i] = RowMoments.percentile(values, PERCENTILES[i]);
    }
  }
}
