package mer4j.baselines;

import mer4j.eval.DenseMatrix;

/**
 * Least squares on targets +1 and -1, one per class, with a quadratic penalty on the weights (Hoerl
 * and Kennard 1970); the intercept is not penalised. Solved in closed form.
 *
 * <p>The best weights are a combination of the samples, since any other part would only add to the
 * penalty. So they lie in the {@link RowSpace}, where the same equations are a few hundred instead
 * of a few hundred thousand.
 */
public final class RidgeClassifier {
  private RidgeClassifier() {}

  /**
   * Fits it.
   *
   * @param set samples
   * @param alpha strength of the penalty
   * @param jobs threads to use
   * @throws IllegalArgumentException if alpha is not positive
   */
  public static LinearClassifier fit(TrainingSet set, double alpha, int jobs) {
    if (!(alpha > 0)) {
      throw new IllegalArgumentException("alpha must be positive, not " + alpha);
    }
    var x = set.dense();
    int n = x.rows();
    int d = x.columns();
    int classes = set.classes();
    var mean = new double[d];
    for (int i = 0; i < n; i++) {
      Vectors.add(mean, 0, 1.0 / n, x.values(), i * d, d);
    }
    var centred = x.values().clone();
    for (int i = 0; i < n; i++) {
      Vectors.add(centred, i * d, -1, mean, 0, d);
    }
    var right = new double[d * classes];
    var targetMean = new double[classes];
    for (int k = 0; k < classes; k++) {
      var targets = set.targets(k);
      for (double t : targets) {
        targetMean[k] += t / n;
      }
      for (int i = 0; i < n; i++) {
        double target = targets[i] - targetMean[k];
        for (int j = 0; j < d; j++) {
          right[j * classes + k] += centred[i * d + j] * target;
        }
      }
    }
    var normal = InnerProducts.ofColumns(new DenseMatrix(n, d, centred), jobs);
    for (int j = 0; j < d; j++) {
      normal[j * d + j] += alpha;
    }
    NativeBlas.solvePositiveDefinite(normal, d, right, classes);
    var weights = new double[classes * d];
    var intercepts = targetMean.clone();
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < d; j++) {
        weights[k * d + j] = right[j * classes + k];
        intercepts[k] -= right[j * classes + k] * mean[j];
      }
    }
    return new LinearClassifier(
        new DenseMatrix(classes, d, weights), intercepts, LinearClassifier.Link.DECISION);
  }
}
