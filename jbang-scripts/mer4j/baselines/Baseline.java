package mer4j.baselines;

import mer4j.eval.Classifier;

/**
 * One of the classical classifiers, with the defaults of the study.
 *
 * @param name its name in options and result files
 * @param title what it is, in words
 * @param standardized whether it sees standardised columns
 * @param rotationInvariant whether a rotation of the columns leaves its answers unchanged, so that
 *     it can be fitted on coordinates of a {@link RowSpace}
 * @param fitter how it learns
 */
public record Baseline(
    String name, String title, boolean standardized, boolean rotationInvariant, Fitter fitter) {
  /** Learns from samples. */
  @FunctionalInterface
  public interface Fitter {
    /**
     * @param set labelled samples
     * @param seed of everything random in it
     * @param jobs threads to use
     */
    Classifier fit(TrainingSet set, long seed, int jobs);
  }

  @Override
  public String toString() {
    return name;
  }
}
