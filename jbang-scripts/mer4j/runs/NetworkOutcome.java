package mer4j.runs;

import java.nio.file.Path;
import java.util.List;
import mer4j.eval.ConfusionMatrix;
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
    String title) {}
