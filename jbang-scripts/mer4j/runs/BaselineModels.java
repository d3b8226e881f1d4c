package mer4j.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mer4j.baselines.Baseline;
import mer4j.baselines.BaselineClassifier;
import mer4j.baselines.PreparedSamples;
import mer4j.eval.ModelCard;

/**
 * The fitted models that a run of baselines keeps, a folder each.
 *
 * @param folder that holds their folders
 */
record BaselineModels(BaselineData data, BaselineOptions options, Path folder) {
  /** Whether a model has been saved, whole. */
  boolean hold(Baseline model) {
    return Files.exists(folder.resolve(model.name()).resolve(ModelCard.FILE));
  }

  /**
   * Saves a model.
   *
   * @param trainedOn name of the split, for its card
   */
  void save(Baseline model, PreparedSamples.Fit fit, String trainedOn) throws IOException {
    var card =
        data.card(
            BaselineClassifier.KIND, model.name(), options.protocol(), options.seed(), trainedOn);
    new BaselineClassifier(card, fit.fitted()).save(folder.resolve(model.name()));
  }
}
