package mer4j.baselines;

import mer4j.eval.Classifier;
import mer4j.eval.SampleMatrix;

/** A baseline with the scaling it was trained behind: it takes columns as they come. */
public final class FittedBaseline implements Classifier {
  private final String name;
  private final Standardizer standardizer;
  private final Classifier model;

  /**
   * @param name name of the baseline
   * @param standardizer applied to samples first, or null
   * @param model fitted on standardised columns
   */
  FittedBaseline(String name, Standardizer standardizer, Classifier model) {
    this.name = name;
    this.standardizer = standardizer;
    this.model = model;
  }

  /** Name of the baseline. */
  public String name() {
    return name;
  }

  /** Applied to samples first; null if none is. */
  Standardizer standardizer() {
    return standardizer;
  }

  /** What was fitted behind the scaling. */
  public Classifier model() {
    return model;
  }

  private SampleMatrix seen(SampleMatrix x) {
    return standardizer == null ? x : standardizer.view(x);
  }

  @Override
  public int classes() {
    return model.classes();
  }

  @Override
  public boolean probabilistic() {
    return model.probabilistic();
  }

  @Override
  public double[][] scores(SampleMatrix x) {
    return model.scores(seen(x));
  }

  /**
   * A distribution over the classes per sample: the scores where they are probabilities, calibrated
   * ones of a kernel machine, and else the softmax of the scores, which is not calibrated.
   */
  public double[][] probabilities(SampleMatrix x) {
    if (model instanceof SupportVectorMachine machine) {
      return machine.probabilities(seen(x));
    }
    var scores = scores(x);
    if (!probabilistic()) {
      for (var row : scores) {
        LinearClassifier.softmax(row);
      }
    }
    return scores;
  }

  @Override
  public int[] predict(SampleMatrix x) {
    return model.predict(seen(x));
  }

  @Override
  public int[] predict(SampleMatrix x, double[][] scores) {
    return model.predict(seen(x), scores);
  }
}
