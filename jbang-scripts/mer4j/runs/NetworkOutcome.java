package mer4j.runs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.Interval;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.nn.EpochMetrics;

/**
 * What a training run gave; all of it is in the run's folder too.
 *
 * @param folder of the run
 * @param result on the test clips
 * @param predictions of the test clips
 * @param confusion of the test clips
 * @param classes their names
 * @param history of all epochs
 * @param chosenEpoch whose weights were tested
 * @param title data set, protocol and clips, for figures
 */
public record NetworkOutcome(
    Path folder,
    ModelResult result,
    List<Prediction> predictions,
    ConfusionMatrix confusion,
    List<String> classes,
    List<EpochMetrics> history,
    int chosenEpoch,
    String title) {
  /** The 95 % interval of the accuracy (Wilson 1927). */
  public Interval interval() {
    return Interval.wilson(confusion.hits(), confusion.total(), .95);
  }

  /** Title, accuracy with interval, macro F1, chance and, if there is one, the published value. */
  public String summary() {
    var published = result.publishedAccuracy();
    return String.format(
        Locale.ROOT,
        "%s: test accuracy %.4f (%d of %d, 95 %% interval %s), macro F1 %.4f, chance %.4f%s",
        title,
        result.accuracy(),
        confusion.hits(),
        confusion.total(),
        interval(),
        result.macroF1(),
        confusion.majorityAccuracy(),
        published == null ? "" : String.format(Locale.ROOT, ", published %.4f", published));
  }

  /** Training and validation accuracy per epoch, by name. */
  public SequencedMap<String, double[]> accuracies() {
    var curves = new LinkedHashMap<String, double[]>();
    curves.put("training", column(EpochMetrics::trainAccuracy));
    curves.put("validation", column(EpochMetrics::validationAccuracy));
    return curves;
  }

  /** Training and validation loss per epoch, by name. */
  public SequencedMap<String, double[]> losses() {
    var curves = new LinkedHashMap<String, double[]>();
    curves.put("training", column(EpochMetrics::trainLoss));
    curves.put("validation", column(EpochMetrics::validationLoss));
    return curves;
  }

  private double[] column(ToDoubleFunction<EpochMetrics> value) {
    return history.stream().mapToDouble(value).toArray();
  }
}
