package mer4j.baselines;

import java.util.Arrays;
import mer4j.eval.DenseMatrix;

/**
 * A linear support vector machine of every class against the rest with squared hinge loss (Fan et
 * al. 2008, liblinear): {@code (|w|^2 + b^2) / 2 + C sum max(0, 1 - y f(x))^2}. As in liblinear the
 * intercept is penalised like a weight. The optimum itself is found; liblinear stops earlier.
 */
public final class LinearSupportVectorMachine {
  private LinearSupportVectorMachine() {}

  /**
   * Fits it.
   *
   * @param set samples
   * @param c weight of the losses against the penalty
   * @throws IllegalArgumentException if C is not positive
   */
  public static LinearClassifier fit(TrainingSet set, double c) {
    if (!(c > 0)) {
      throw new IllegalArgumentException("C must be positive, not " + c);
    }
    var x = set.dense();
    int d = x.columns();
    var weights = new double[set.classes() * d];
    var intercepts = new double[set.classes()];
    for (int k = set.classes() == 2 ? 1 : 0; k < set.classes(); k++) {
      var w = binary(x, set.targets(k), c);
      System.arraycopy(w, 0, weights, k * d, d);
      intercepts[k] = w[d];
    }
    if (set.classes() == 2) {
      for (int j = 0; j < d; j++) {
        weights[j] = -weights[d + j];
      }
      intercepts[0] = -intercepts[1];
    }
    return new LinearClassifier(
        new DenseMatrix(set.classes(), d, weights), intercepts, LinearClassifier.Link.DECISION);
  }

  private static double[] binary(DenseMatrix x, double[] targets, double c) {
    int n = x.rows();
    int d = x.columns();
    Lbfgs.Objective loss =
        (w, gradient) -> {
          double value = 0;
          for (int j = 0; j <= d; j++) {
            gradient[j] = w[j];
            value += 0.5 * w[j] * w[j];
          }
          for (int i = 0; i < n; i++) {
            double missing = 1 - targets[i] * (Vectors.dot(x.values(), i * d, w, 0, d) + w[d]);
            if (missing > 0) {
              value += c * missing * missing;
              double factor = -2 * c * missing * targets[i];
              Vectors.add(gradient, 0, factor, x.values(), i * d, d);
              gradient[d] += factor;
            }
          }
          return value;
        };
    var curvature = new double[d + 1];
    Arrays.fill(curvature, 1);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        curvature[j] += c * x.get(i, j) * x.get(i, j);
      }
    }
    curvature[d] += c * n;
    var w = new double[d + 1];
    Lbfgs.minimise(loss, w, curvature, 1e-7, 20_000);
    return w;
  }
}
