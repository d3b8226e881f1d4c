package mer4j.baselines;

import java.io.IOException;
import java.nio.file.Path;
import mer4j.eval.ClipClassifier;
import mer4j.eval.DenseMatrix;
import mer4j.eval.ModelCard;
import mer4j.features.FeatureMatrix;

/** A saved or fresh baseline that judges clips, as {@link FittedBaseline#probabilities} says. */
public final class BaselineClassifier implements ClipClassifier {
  /** The kind of its model cards. */
  public static final String KIND = "baseline";

  private final ModelCard card;
  private final FittedBaseline baseline;

  /**
   * @param card what the model is
   * @param baseline the model, over the columns of {@link ClipVector}
   */
  public BaselineClassifier(ModelCard card, FittedBaseline baseline) {
    this.card = card;
    this.baseline = baseline;
  }

  /**
   * Loads a model's folder.
   *
   * @throws IOException naming the file that is missing or damaged
   */
  public static BaselineClassifier load(Path folder) throws IOException {
    var card = ModelCard.read(folder);
    return new BaselineClassifier(card, BaselineFiles.load(folder, card));
  }

  /**
   * Saves the model as {@code model.json} and NumPy arrays.
   *
   * @throws IOException if the folder cannot be written
   */
  public void save(Path folder) throws IOException {
    BaselineFiles.save(folder, baseline, card);
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public double[] probabilities(FeatureMatrix clip) {
    var values = ClipVector.of(clip, card.features(), card.frames());
    return baseline.probabilities(new DenseMatrix(1, values.length, values))[0];
  }
}
