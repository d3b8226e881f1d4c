package mer4j.baselines;

import java.util.Arrays;
import java.util.stream.IntStream;
import mer4j.eval.DenseMatrix;

/**
 * A linear support vector machine of every class against the rest with squared hinge loss (Fan et
 * al. 2008, liblinear): {@code (|w|^2 + b^2) / 2 + C sum max(0, 1 - y f(x))^2}. As in liblinear the
 * intercept is penalised like a weight. The optimum itself is found; liblinear stops earlier.
 *
 * <p>Samples enter by their products with the weights alone, and the penalty is the weights'
 * length: both are the same after a rotation, and weights outside the span of the samples would
 * only add length. So the optimum found in a {@link RowSpace} is the one over all columns.
 */
public final class LinearSupportVectorMachine {
  private static final int STEPS = 200;

  private LinearSupportVectorMachine() {}

  /**
   * Fits it.
   *
   * @param set samples
   * @param c weight of the losses against the penalty
   * @param jobs threads to use
   * @throws IllegalArgumentException if C is not positive
   */
  public static LinearClassifier fit(TrainingSet set, double c, int jobs) {
    if (!(c > 0)) {
      throw new IllegalArgumentException("C must be positive, not " + c);
    }
    var x = set.dense();
    int d = x.columns();
    var weights = new double[set.classes() * d];
    var intercepts = new double[set.classes()];
    int first = set.classes() == 2 ? 1 : 0;
    Lanes.run(
        set.classes() - first,
        jobs,
        index -> {
          int k = first + index;
          var w = binary(x, set.targets(k), c);
          System.arraycopy(w, 0, weights, k * d, d);
          intercepts[k] = w[d];
        });
    if (set.classes() == 2) {
      for (int j = 0; j < d; j++) {
        weights[j] = -weights[d + j];
      }
      intercepts[0] = -intercepts[1];
    }
    return new LinearClassifier(
        new DenseMatrix(set.classes(), d, weights), intercepts, LinearClassifier.Link.DECISION);
  }

  /**
   * Newton steps: where the set of samples inside the margin is known, the loss is a quadratic
   * whose minimum is one linear system away (Keerthi and DeCoste 2005). The set settles after some
   * ten steps; each step is cut short by a search along it.
   */
  private static double[] binary(DenseMatrix x, double[] targets, double c) {
    int n = x.rows();
    int d = x.columns();
    var w = new double[d + 1];
    var outputs = new double[n];
    boolean[] active = inside(outputs, targets);
    for (int step = 0; step < STEPS; step++) {
      var goal = minimum(x, targets, active, c);
      var goalOutputs = outputs(x, goal);
      double length = search(w, goal, outputs, goalOutputs, targets, c);
      for (int j = 0; j <= d; j++) {
        w[j] += length * (goal[j] - w[j]);
      }
      for (int i = 0; i < n; i++) {
        outputs[i] += length * (goalOutputs[i] - outputs[i]);
      }
      boolean[] before = active;
      active = inside(outputs, targets);
      if (Arrays.equals(before, active) && length > 1 - 1e-6) {
        return goal;
      }
    }
    return w;
  }

  private static boolean[] inside(double[] outputs, double[] targets) {
    var inside = new boolean[outputs.length];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = targets[i] * outputs[i] < 1;
    }
    return inside;
  }

  private static double[] outputs(DenseMatrix x, double[] w) {
    int d = x.columns();
    var outputs = new double[x.rows()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = Vectors.dot(x.values(), i * d, w, 0, d) + w[d];
    }
    return outputs;
  }

  /** Minimum of the penalty plus the squared losses of the active samples, all counted. */
  private static double[] minimum(DenseMatrix x, double[] targets, boolean[] active, double c) {
    int d = x.columns();
    int[] rows = IntStream.range(0, active.length).filter(i -> active[i]).toArray();
    var columns = new double[(d + 1) * rows.length];
    var solution = new double[d + 1];
    for (int r = 0; r < rows.length; r++) {
      for (int j = 0; j <= d; j++) {
        double value = j < d ? x.get(rows[r], j) : 1;
        columns[j * rows.length + r] = value;
        solution[j] += 2 * c * targets[rows[r]] * value;
      }
    }
    var normal = InnerProducts.gram(new DenseMatrix(d + 1, rows.length, columns), 1);
    for (int j = 0; j < normal.length; j++) {
      normal[j] *= 2 * c;
    }
    for (int j = 0; j <= d; j++) {
      normal[j * (d + 1) + j] += 1;
    }
    NativeBlas.solvePositiveDefinite(normal, d + 1, solution, 1);
    return solution;
  }

  /** Where between 0 and 1 the slope of the loss on the way to the goal vanishes. */
  private static double search(
      double[] w, double[] goal, double[] outputs, double[] goalOutputs, double[] y, double c) {
    double low = 0;
    double high = 1;
    if (slope(1, w, goal, outputs, goalOutputs, y, c) <= 0) {
      return 1;
    }
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (slope(middle, w, goal, outputs, goalOutputs, y, c) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private static double slope(
      double t,
      double[] w,
      double[] goal,
      double[] outputs,
      double[] goalOutputs,
      double[] y,
      double c) {
    double slope = 0;
    for (int j = 0; j < w.length; j++) {
      double step = goal[j] - w[j];
      slope += (w[j] + t * step) * step;
    }
    for (int i = 0; i < y.length; i++) {
      double step = goalOutputs[i] - outputs[i];
      double missing = 1 - y[i] * (outputs[i] + t * step);
      if (missing > 0) {
        slope -= 2 * c * missing * y[i] * step;
      }
    }
    return slope;
  }
}
