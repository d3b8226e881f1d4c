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
    var x = withOnes(set.dense());
    int d = x.columns() - 1;
    // with no more samples than columns, their products are all that is needed of them
    var products = x.rows() <= d ? InnerProducts.gram(x, jobs) : null;
    var weights = new double[set.classes() * d];
    var intercepts = new double[set.classes()];
    int first = set.classes() == 2 ? 1 : 0;
    Lanes.run(
        set.classes() - first,
        jobs,
        index -> {
          int k = first + index;
          var w = binary(x, products, set.targets(k), c);
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

  private static DenseMatrix withOnes(DenseMatrix x) {
    int d = x.columns();
    var values = new double[x.rows() * (d + 1)];
    for (int i = 0; i < x.rows(); i++) {
      System.arraycopy(x.values(), i * d, values, i * (d + 1), d);
      values[i * (d + 1) + d] = 1;
    }
    return new DenseMatrix(x.rows(), d + 1, values);
  }

  /**
   * Newton steps: where the set of samples inside the margin is known, the loss is a quadratic
   * whose minimum is one linear system away (Keerthi and DeCoste 2005). The set settles after some
   * ten steps; each step is cut short by a search along it.
   */
  private static double[] binary(DenseMatrix x, double[] products, double[] targets, double c) {
    int n = x.rows();
    int d = x.columns();
    var w = new double[d];
    var outputs = new double[n];
    int[] active = inside(outputs, targets);
    for (int step = 0; step < STEPS; step++) {
      var goal =
          products == null
              ? minimumOverColumns(x, targets, active, c)
              : minimumOverRows(x, products, targets, active, c);
      var goalOutputs = outputs(x, goal);
      double length = search(w, goal, outputs, goalOutputs, targets, c);
      for (int j = 0; j < d; j++) {
        w[j] += length * (goal[j] - w[j]);
      }
      for (int i = 0; i < n; i++) {
        outputs[i] += length * (goalOutputs[i] - outputs[i]);
      }
      int[] before = active;
      active = inside(outputs, targets);
      if (Arrays.equals(before, active) && length > 1 - 1e-6) {
        return goal;
      }
    }
    return w;
  }

  /** Rows that have a loss. */
  private static int[] inside(double[] outputs, double[] targets) {
    return IntStream.range(0, outputs.length).filter(i -> targets[i] * outputs[i] < 1).toArray();
  }

  private static double[] outputs(DenseMatrix x, double[] w) {
    int d = x.columns();
    var outputs = new double[x.rows()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = Vectors.dot(x.values(), i * d, w, 0, d);
    }
    return outputs;
  }

  /** Minimum of the penalty plus the squared losses of some rows, all counted. */
  private static double[] minimumOverColumns(
      DenseMatrix x, double[] targets, int[] rows, double c) {
    int d = x.columns();
    var normal = InnerProducts.ofColumns(DenseMatrix.copyOf(x.select(rows)), 1);
    for (int j = 0; j < normal.length; j++) {
      normal[j] *= 2 * c;
    }
    for (int j = 0; j < d; j++) {
      normal[j * d + j] += 1;
    }
    var solution = new double[d];
    for (int row : rows) {
      Vectors.add(solution, 0, 2 * c * targets[row], x.values(), row * d, d);
    }
    NativeBlas.solvePositiveDefinite(normal, d, solution, 1);
    return solution;
  }

  /**
   * The same minimum as a combination of the rows: the share of each is 2 C times its residual, so
   * the shares solve {@code (X X' + 1 / (2 C)) a = y}.
   *
   * @param products of all rows, {@code [rows of x * rows of x]}
   */
  private static double[] minimumOverRows(
      DenseMatrix x, double[] products, double[] targets, int[] rows, double c) {
    int d = x.columns();
    int m = rows.length;
    if (m == 0) {
      return new double[d];
    }
    var system = new double[m * m];
    var shares = new double[m];
    for (int r = 0; r < m; r++) {
      for (int s = 0; s < m; s++) {
        system[r * m + s] = products[rows[r] * x.rows() + rows[s]];
      }
      system[r * m + r] += 1 / (2 * c);
      shares[r] = targets[rows[r]];
    }
    NativeBlas.solvePositiveDefinite(system, m, shares, 1);
    var solution = new double[d];
    for (int r = 0; r < m; r++) {
      Vectors.add(solution, 0, shares[r], x.values(), rows[r] * d, d);
    }
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
