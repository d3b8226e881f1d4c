package mer4j.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
  /** Name of the split that holds the predictions of all folds together. */
  public static final String POOLED = "pooled";

  /**
   * Measures predictions.
   *
   * @param tested what the model said about each test clip
   * @param classes number of classes
   */
  public static ModelResult measure(
      String model,
      String protocol,
      String split,
      List<Prediction> tested,
      int classes,
      double fitSeconds,
      double predictSeconds,
      Double publishedAccuracy) {
    var matrix = ConfusionMatrix.of(tested, classes);
    int[] labels = tested.stream().mapToInt(Prediction::label).toArray();
    var scores = tested.stream().map(Prediction::scores).toArray(double[][]::new);
    return new ModelResult(
        model,
        protocol,
        split,
        matrix.accuracy(),
        matrix.macroF1(),
        matrix.mcc(),
        RocCurve.areas(labels, scores, classes),
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
    Arrays.fill(areas, Double.NaN);
    double none = Double.NaN;
    return new ModelResult(
        model, protocol, split, none, none, none, areas, none, none, publishedAccuracy);
  }

  /**
   * What all folds say of a model together where there are several, else what the only split says;
   * empty for a model that is not through all of them.
   *
   * @param results of a run, other models' among them
   */
  public static Optional<ModelResult> whole(List<ModelResult> results, String model) {
    boolean divided = results.stream().map(ModelResult::split).distinct().count() > 1;
    return results.stream()
        .filter(r -> r.model.equals(model))
        .filter(r -> !divided || r.split.equals(POOLED))
        .findFirst();
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
