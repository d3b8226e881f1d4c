package mer4j.baselines;

/**
 * Solves the dual problem of a two-class support vector machine by sequential minimal optimisation
 * with second-order working set selection (Fan, Chen and Lin 2005), as LIBSVM does, without its
 * shrinking heuristic.
 */
final class SequentialMinimalOptimization {
  private static final double TINY = 1e-12;

  private SequentialMinimalOptimization() {}

  /**
   * The solution.
   *
   * @param coefficients {@code y_i alpha_i} per sample
   * @param rho offset: the decision value is {@code sum coefficient_i k(x_i, x) - rho}
   */
  record Solution(double[] coefficients, double rho) {}

  /**
   * @param kernel {@code [n][n]} kernel values
   * @param y +1 or -1 per sample
   * @param c upper bound of every alpha
   * @param tolerance largest violation of the optimality conditions to stop at
   */
  static Solution solve(double[][] kernel, double[] y, double c, double tolerance) {
    int n = y.length;
    var alpha = new double[n];
    var gradient = new double[n];
    java.util.Arrays.fill(gradient, -1);
    long limit = Math.max(10_000_000L, 100L * n);
    for (long iteration = 0; iteration < limit; iteration++) {
      int i = -1;
      double up = Double.NEGATIVE_INFINITY;
      for (int t = 0; t < n; t++) {
        boolean movable = y[t] > 0 ? alpha[t] < c : alpha[t] > 0;
        if (movable && -y[t] * gradient[t] >= up) {
          up = -y[t] * gradient[t];
          i = t;
        }
      }
      int j = -1;
      double down = Double.NEGATIVE_INFINITY;
      double best = Double.POSITIVE_INFINITY;
      for (int t = 0; t < n; t++) {
        boolean movable = y[t] > 0 ? alpha[t] > 0 : alpha[t] < c;
        if (!movable) {
          continue;
        }
        double value = y[t] * gradient[t];
        down = Math.max(down, value);
        double violation = up + value;
        if (violation > 0) {
          double curvature = kernel[i][i] + kernel[t][t] - 2 * kernel[i][t];
          double gain = -violation * violation / (curvature > 0 ? curvature : TINY);
          if (gain <= best) {
            best = gain;
            j = t;
          }
        }
      }
      if (up + down < tolerance || j < 0) {
        break;
      }
      update(kernel, y, c, alpha, gradient, i, j);
    }
    var coefficients = new double[n];
    for (int t = 0; t < n; t++) {
      coefficients[t] = y[t] * alpha[t];
    }
    return new Solution(coefficients, rho(y, c, alpha, gradient));
  }

  private static void update(
      double[][] kernel, double[] y, double c, double[] alpha, double[] gradient, int i, int j) {
    double curvature = kernel[i][i] + kernel[j][j] - 2 * kernel[i][j];
    curvature = curvature > 0 ? curvature : TINY;
    double oldI = alpha[i];
    double oldJ = alpha[j];
    if (y[i] != y[j]) {
      double delta = (-gradient[i] - gradient[j]) / curvature;
      double difference = oldI - oldJ;
      alpha[i] = oldI + delta;
      alpha[j] = oldJ + delta;
      if (difference > 0) {
        if (alpha[j] < 0) {
          alpha[j] = 0;
          alpha[i] = difference;
        }
        if (alpha[i] > c) {
          alpha[i] = c;
          alpha[j] = c - difference;
        }
      } else {
        if (alpha[i] < 0) {
          alpha[i] = 0;
          alpha[j] = -difference;
        }
        if (alpha[j] > c) {
          alpha[j] = c;
          alpha[i] = c + difference;
        }
      }
    } else {
      double delta = (gradient[i] - gradient[j]) / curvature;
      double sum = oldI + oldJ;
      alpha[i] = oldI - delta;
      alpha[j] = oldJ + delta;
      if (sum > c) {
        if (alpha[i] > c) {
          alpha[i] = c;
          alpha[j] = sum - c;
        }
        if (alpha[j] > c) {
          alpha[j] = c;
          alpha[i] = sum - c;
        }
      } else {
        if (alpha[j] < 0) {
          alpha[j] = 0;
          alpha[i] = sum;
        }
        if (alpha[i] < 0) {
          alpha[i] = 0;
          alpha[j] = sum;
        }
      }
    }
    double changeI = y[i] * (alpha[i] - oldI);
    double changeJ = y[j] * (alpha[j] - oldJ);
    for (int t = 0; t < y.length; t++) {
      gradient[t] += y[t] * (kernel[i][t] * changeI + kernel[j][t] * changeJ);
    }
  }

  private static double rho(double[] y, double c, double[] alpha, double[] gradient) {
    double above = Double.POSITIVE_INFINITY;
    double below = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int free = 0;
    for (int t = 0; t < y.length; t++) {
      double value = y[t] * gradient[t];
      if (alpha[t] >= c) {
        if (y[t] < 0) {
          above = Math.min(above, value);
        } else {
          below = Math.max(below, value);
        }
      } else if (alpha[t] <= 0) {
        if (y[t] > 0) {
          above = Math.min(above, value);
        } else {
          below = Math.max(below, value);
        }
      } else {
        sum += value;
        free++;
      }
    }
    return free > 0 ? sum / free : (above + below) / 2;
  }
}
