package mer4j.baselines;

import java.util.Arrays;
import mer4j.VectorApi;

/**
 * Tells quickly which of sixteen columns may hold a stump that takes away more impurity than a
 * given one. This version lets all pass: it is the specification of {@link VectorStumpScreen}.
 */
class StumpScreen {
  /** A screen for some weights, as fast as there is one for so many classes. */
  static StumpScreen of(double[] weights, int[] labels, double[] totals) {
    boolean fits =
        totals.length <= VectorStumpScreen.MOST_CLASSES && Arrays.stream(totals).sum() > 0;
    return VectorApi.AVAILABLE && fits
        ? new VectorStumpScreen(weights, labels, totals)
        : new StumpScreen();
  }

  /**
   * Columns that may take away more than {@code gain}.
   *
   * @param order of the samples in sixteen columns, as in {@link SortedColumns#block}
   * @param from where the sixteen columns begin
   * @param gain impurity taken away by the best stump known, less a margin for rounding errors
   * @param buffer room for as many numbers as the columns have together
   * @return a bit for every column
   */
  int candidates(short[] order, int from, float gain, float[] buffer) {
    return 0xffff;
  }
}
