package mer4j.features;

/** Statistics of one feature row over time that several tables of a song share. */
final class RowMoments {
  private RowMoments() {}

  static double sum(float[] row) {
    double sum = 0;
    for (float value : row) {
      sum += value;
    }
    return sum;
  }

  static double mean(float[] row) {
    return sum(row) / row.length;
  }

  /**
   * Mean of a power of the distance from the mean.
   *
   * @param power 2, 3 or 4
   */
  static double central(float[] row, int power) {
    double mean = mean(row);
    double sum = 0;
    for (float value : row) {
      double distance = value - mean;
      double square = distance * distance;
      sum += power == 2 ? square : power == 3 ? square * distance : square * square;
    }
    return sum / row.length;
  }

  /**
   * A percentile, linear between the two values around it.
   *
   * @param sorted ascending, at least one value; NaN, which sorts last, makes every percentile NaN
   * @param percent 0 to 100
   */
  static double percentile(float[] sorted, double percent) {
    int last = sorted.length - 1;
    if (Float.isNaN(sorted[last])) {
      return Double.NaN;
    }
    double rank = percent / 100 * last;
    int below = (int) rank;
    double low = sorted[below];
    return low + (rank - below) * (sorted[Math.min(below + 1, last)] - low);
  }
}
