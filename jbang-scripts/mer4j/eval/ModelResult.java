package mer4j.eval;

/**
 * How well a model did on one split. NaN where a value is undefined.
 *
 * @param model name of the model, such as LR or LSTM
 * @param protocol name of the protocol
 * @param split name of the split, such as {@code seed42}, {@code fold3} or {@code pooled}
 * @param accuracy share predicted right
 * @param macroF1 mean F1 over the classes
 * @param mcc Matthews correlation coefficient
 * @param auc one-versus-rest area under the ROC curve per class
 * @param fitSeconds time to train
 * @param predictSeconds time to predict the test clips
 * @param publishedAccuracy what the study reports for the same setting, or null
 */
public record ModelResult(
    String model,
    String protocol,
    String split,
    double accuracy,
    double macroF1,
    double mcc,
    double[] auc,
    double fitSeconds,
    double predictSeconds,
    Double publishedAccuracy) {
  /**
   * Measures predictions.
   *
   * @param labels true class of each test clip
   * @param predicted class the model chose
   * @param scores {@code [clips][classes]}, or null if the model has none
   * @param classes number of classes
   */
  public static ModelResult measure(
      String model,
      String protocol,
      String split,
      int[] labels,
      int[] predicted,
      double[][] scores,
      int classes,
      double fitSeconds,
      double predictSeconds,
      Double publishedAccuracy) {
    var matrix = ConfusionMatrix.of(labels, predicted, classes);
    var auc = new double[classes];
    if (scores == null) {
      java.util.Arrays.fill(auc, Double.NaN);
    } else {
      auc = RocCurve.areas(labels, scores, classes);
    }
    return new ModelResult(
        model,
        protocol,
        split,
        matrix.accuracy(),
        matrix.macroF1(),
        matrix.mcc(),
        auc,
        fitSeconds,
        predictSeconds,
        publishedAccuracy);
  }

  /**
   * The row of a model that is not defined on a split: no accuracy, no areas.
   *
   * @param publishedAccuracy what the study reports for the same setting, or null
   */
  public static ModelResult undefined(
      String model, String protocol, String split, int classes, Double publishedAccuracy) {
    var areas = new double[classes];
    java.util.Arrays.fill(areas, Double.NaN);
    double none = Double.NaN;
    return new ModelResult(
        model, protocol, split, none, none, none, areas, none, none, publishedAccuracy);
  }

  /** Whether the model gave an answer on the split. */
  public boolean defined() {
    return !Double.isNaN(accuracy);
  }

  /** Mean of the areas that are defined. */
  public double aucMacro() {
    return RocCurve.macro(auc);
  }
}
