package mer4j.eval;

/** A fitted classifier. Immutable and safe for concurrent use. */
public interface Classifier {
  /** Number of classes it tells apart. */
  int classes();

  /**
   * A score per class, the higher the likelier; probabilities where {@link #probabilistic()}.
   *
   * @param x samples with the columns it was fitted on
   * @return {@code [samples][classes]}
   */
  double[][] scores(SampleMatrix x);

  /** Whether scores are probabilities that sum to one. */
  boolean probabilistic();

  /** The class predicted for each sample. */
  default int[] predict(SampleMatrix x) {
    return predict(x, scores(x));
  }

  /**
   * The class predicted for each sample, by default the first with the highest score.
   *
   * @param x the samples
   * @param scores what {@link #scores} says of them, so that it is not computed again
   */
  default int[] predict(SampleMatrix x, double[][] scores) {
    return likeliest(scores);
  }

  /**
   * The first class with the highest score, for each sample.
   *
   * @param scores {@code [samples][classes]}
   */
  static int[] likeliest(double[][] scores) {
    var predicted = new int[scores.length];
    for (int i = 0; i < scores.length; i++) {
      for (int k = 1; k < scores[i].length; k++) {
        if (scores[i][k] > scores[i][predicted[i]]) {
          predicted[i] = k;
        }
      }
    }
    return predicted;
  }
}
