package mer4j.baselines;

import java.util.Arrays;
import mer4j.eval.DenseMatrix;

/**
 * Logistic regression with a quadratic penalty on the weights and none on the intercepts. The sum
 * over samples of the negative log-likelihood plus {@code |w|^2 / (2 C)} is minimised from zero by
 * L-BFGS.
 *
 * <p>Where columns far outnumber rows, when to stop is part of the method: on 900 clips of 264,180
 * columns the optimum is reached after some hundred iterations, and scikit-learn's default stops
 * after some thirty, with other predictions for one clip in seven. {@link Options#SCIKIT_LEARN}
 * takes the same steps and stops where the gradient's largest entry over the columns is small
 * enough, as scikit-learn does; {@link Options#CONVERGED} goes to the optimum.
 *
 * <p>The loss depends on inner products of samples and weights and on the weights' length, so its
 * steps are the same in a {@link RowSpace}. Only the largest entry of a gradient changes with a
 * rotation; {@link ColumnGradient} finds it.
 */
public final class LogisticRegression {
  private LogisticRegression() {}

  /**
   * Settings.
   *
   * @param c inverse strength of the penalty
   * @param tolerance largest entry of the gradient to stop at, per sample
   * @param iterations at most so many
   * @param scaled whether to search in scaled columns, which is the fast way to the optimum, or in
   *     plain ones, as SciPy does
   */
  public record Options(double c, double tolerance, int iterations, boolean scaled) {
    /** C = 1, as scikit-learn's defaults but for the number of iterations (the study's 1000). */
    public static final Options SCIKIT_LEARN = new Options(1, 1e-4, 1000, false);

    /** C = 1, to the optimum. */
    public static final Options CONVERGED = new Options(1, 1e-11, 10_000, true);

    /**
     * @throws IllegalArgumentException if a value is not positive
     */
    public Options {
      if (!(c > 0) || !(tolerance > 0) || iterations < 1) {
        throw new IllegalArgumentException(
            "C, tolerance and iterations must be positive, not "
                + c
                + ", "
                + tolerance
                + ", "
                + iterations);
      }
    }
  }

  /** Fits one softmax model over all classes; for two classes, one logistic model. */
  public static LinearClassifier fit(TrainingSet set, Options options) {
    if (set.classes() == 2) {
      var w = binary(set, set.dense(), 1, options);
      var weights = new double[2 * (w.length - 1)];
      for (int j = 0; j < w.length - 1; j++) {
        weights[j] = -w[j] / 2;
        weights[w.length - 1 + j] = w[j] / 2;
      }
      double b = w[w.length - 1];
      return new LinearClassifier(
          new DenseMatrix(2, w.length - 1, weights),
          new double[] {-b / 2, b / 2},
          LinearClassifier.Link.SOFTMAX);
    }
    return multinomial(set, options);
  }

  /** Fits a logistic model of every class against the rest. */
  public static LinearClassifier fitOneVersusRest(TrainingSet set, Options options) {
    if (set.classes() == 2) {
      return fit(set, options);
    }
    var x = set.dense();
    int d = x.columns();
    var weights = new double[set.classes() * d];
    var intercepts = new double[set.classes()];
    for (int k = 0; k < set.classes(); k++) {
      var w = binary(set, x, k, options);
      System.arraycopy(w, 0, weights, k * d, d);
      intercepts[k] = w[d];
    }
    return new LinearClassifier(
        new DenseMatrix(set.classes(), d, weights),
        intercepts,
        LinearClassifier.Link.NORMALIZED_LOGISTIC);
  }

  private static LinearClassifier multinomial(TrainingSet set, Options options) {
    var x = set.dense();
    int n = x.rows();
    int d = x.columns();
    int classes = set.classes();
    var labels = set.labels();
    double penalty = 1 / options.c();
    Lbfgs.Objective loss =
        (w, gradient) -> {
          double value = 0;
          for (int i = 0; i < classes * d; i++) {
            gradient[i] = penalty * w[i];
            value += 0.5 * penalty * w[i] * w[i];
          }
          Arrays.fill(gradient, classes * d, gradient.length, 0);
          var row = new double[classes];
          for (int i = 0; i < n; i++) {
            for (int k = 0; k < classes; k++) {
              row[k] = Vectors.dot(x.values(), i * d, w, k * d, d) + w[classes * d + k];
            }
            double own = row[labels[i]];
            value += LinearClassifier.softmax(row) - own;
            row[labels[i]] -= 1;
            for (int k = 0; k < classes; k++) {
              Vectors.add(gradient, k * d, row[k], x.values(), i * d, d);
              gradient[classes * d + k] += row[k];
            }
          }
          return value;
        };
    double spread = (classes - 1.0) / (classes * classes);
    var perColumn = curvature(x, spread, penalty);
    var curvature = new double[classes * (d + 1)];
    for (int k = 0; k < classes; k++) {
      System.arraycopy(perColumn, 0, curvature, k * d, d);
      curvature[classes * d + k] = spread * n;
    }
    var w = minimise(set, loss, curvature, options);
    return new LinearClassifier(
        new DenseMatrix(classes, d, Arrays.copyOf(w, classes * d)),
        Arrays.copyOfRange(w, classes * d, w.length),
        LinearClassifier.Link.SOFTMAX);
  }

  private static double[] binary(TrainingSet set, DenseMatrix x, int k, Options options) {
    var targets = set.targets(k);
    int n = x.rows();
    int d = x.columns();
    double penalty = 1 / options.c();
    Lbfgs.Objective loss =
        (w, gradient) -> {
          double value = 0;
          for (int j = 0; j < d; j++) {
            gradient[j] = penalty * w[j];
            value += 0.5 * penalty * w[j] * w[j];
          }
          gradient[d] = 0;
          for (int i = 0; i < n; i++) {
            double margin = targets[i] * (Vectors.dot(x.values(), i * d, w, 0, d) + w[d]);
            double small = Math.exp(-Math.abs(margin));
            value += Math.log1p(small) + Math.max(0, -margin);
            double wrong = (margin > 0 ? small : 1) / (1 + small);
            Vectors.add(gradient, 0, -targets[i] * wrong, x.values(), i * d, d);
            gradient[d] -= targets[i] * wrong;
          }
          return value;
        };
    var curvature = Arrays.copyOf(curvature(x, 0.25, penalty), d + 1);
    curvature[d] = 0.25 * n;
    return minimise(set, loss, curvature, options);
  }

  private static double[] minimise(
      TrainingSet set, Lbfgs.Objective loss, double[] curvature, Options options) {
    double tolerance = options.tolerance() * set.labels().length;
    var ending = Lbfgs.Ending.largestEntry(tolerance);
    var w = new double[curvature.length];
    var search = Lbfgs.Search.THOROUGH;
    if (!options.scaled()) {
      search = Lbfgs.Search.SCIPY;
      ending = set.space() == null ? ending : new ColumnGradient(set.space(), tolerance);
      // a first step of length one, whatever the loss is scaled by
      loss.evaluate(w, curvature);
      Arrays.fill(curvature, Math.sqrt(Vectors.dot(curvature, 0, curvature, 0, w.length)));
    }
    Lbfgs.minimise(loss, w, curvature, search, ending, options.iterations());
    return w;
  }

  private static double[] curvature(DenseMatrix x, double spread, double penalty) {
    var curvature = new double[x.columns()];
    Arrays.fill(curvature, penalty);
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < curvature.length; j++) {
        double value = x.get(i, j);
        curvature[j] += spread * value * value;
      }
    }
    return curvature;
  }
}
