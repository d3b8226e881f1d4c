package mer4j.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A receiver operating characteristic: false against true positive rate over all thresholds.
 * Samples of one score move together, so ties give a slanted segment; points on a straight line
 * between their neighbours are left out, as scikit-learn does.
 *
 * @param fpr false positive rates, rising from 0 to 1
 * @param tpr true positive rates, rising from 0 to 1
 * @param thresholds score from which on a point calls positive; infinite for the first
 * @param auc area under the curve by the trapezoidal rule; NaN if all samples are of one kind
 */
public record RocCurve(double[] fpr, double[] tpr, double[] thresholds, double auc) {
  /**
   * Draws the curve of one class against all others.
   *
   * @param labels class of each sample
   * @param scores {@code [samples][classes]}
   * @param k the class that counts as positive
   */
  public static RocCurve oneVersusRest(int[] labels, double[][] scores, int k) {
    var positive = new boolean[labels.length];
    var score = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      positive[i] = labels[i] == k;
      score[i] = scores[i][k];
    }
    return of(positive, score);
  }

  /** Area under the curve of every class against the others, in class order. */
  public static double[] areas(int[] labels, double[][] scores, int classes) {
    return IntStream.range(0, classes)
        .mapToDouble(k -> oneVersusRest(labels, scores, k).auc())
        .toArray();
  }

  /** Mean of the areas that are defined; NaN if none is. */
  public static double macro(double[] areas) {
    return Arrays.stream(areas).filter(a -> !Double.isNaN(a)).average().orElse(Double.NaN);
  }

  /**
   * Draws the curve of one binary decision.
   *
   * @param positive whether each sample is positive
   * @param score its score, the higher the likelier positive
   * @throws IllegalArgumentException if the lengths differ or a score is not a number
   */
  public static RocCurve of(boolean[] positive, double[] score) {
    if (positive.length != score.length) {
      throw new IllegalArgumentException(
          positive.length + " samples but " + score.length + " scores");
    }
    for (double s : score) {
      if (Double.isNaN(s)) {
        throw new IllegalArgumentException("a score is not a number");
      }
    }
    var order =
        IntStream.range(0, score.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -score[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int n = score.length;
    var falses = new int[n + 1];
    var trues = new int[n + 1];
    var thresholds = new double[n + 1];
    thresholds[0] = Double.POSITIVE_INFINITY;
    int points = 1;
    int tp = 0;
    int fp = 0;
    for (int i = 0; i < n; i++) {
      if (positive[order[i]]) {
        tp++;
      } else {
        fp++;
      }
      if (i == n - 1 || score[order[i]] != score[order[i + 1]]) {
        falses[points] = fp;
        trues[points] = tp;
        thresholds[points++] = score[order[i]];
      }
    }
    long doubledArea = 0;
    for (int i = 1; i < points; i++) {
      doubledArea += (long) (falses[i] - falses[i - 1]) * (trues[i] + trues[i - 1]);
    }
    double auc = tp == 0 || fp == 0 ? Double.NaN : doubledArea / (2.0 * tp * fp);
    return trimmed(falses, trues, thresholds, points, auc);
  }

  private static RocCurve trimmed(
      int[] falses, int[] trues, double[] thresholds, int points, double auc) {
    int allFalse = falses[points - 1];
    int allTrue = trues[points - 1];
    var keep =
        IntStream.range(0, points)
            .filter(
                i ->
                    i == 0
                        || i == points - 1
                        || falses[i + 1] - 2 * falses[i] + falses[i - 1] != 0
                        || trues[i + 1] - 2 * trues[i] + trues[i - 1] != 0)
            .toArray();
    return new RocCurve(
        Arrays.stream(keep).mapToDouble(i -> (double) falses[i] / allFalse).toArray(),
        Arrays.stream(keep).mapToDouble(i -> (double) trues[i] / allTrue).toArray(),
        Arrays.stream(keep).mapToDouble(i -> thresholds[i]).toArray(),
        auc);
  }
}
