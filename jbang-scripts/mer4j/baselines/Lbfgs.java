package mer4j.baselines;

/**
 * Minimises a smooth convex function by limited-memory BFGS (Nocedal 1980), to a gradient as small
 * as wished, down to what rounding allows. The thorough line search looks at slopes only: a convex
 * function falls as long as its slope is negative, so no cancellation in the function's values can
 * stop it early.
 */
final class Lbfgs {
  /**
   * How it searches.
   *
   * @param memory steps it remembers
   * @param trials whether steps are found by {@link StepSearch}
   */
  record Search(int memory, boolean trials) {
    /** Few iterations to a far minimum. */
    static final Search THOROUGH = new Search(20, false);

    /** As SciPy's L-BFGS-B is set by default, step by step. */
    static final Search SCIPY = new Search(10, true);
  }

  /** Share of a direction's slope that the thorough search may leave after a step along it. */
  private static final double SLOPE_LEFT = 0.5;

  private Lbfgs() {}

  /** A function and its gradient. */
  interface Objective {
    /**
     * @param x where
     * @param gradient filled with the gradient
     * @return the value
     */
    double evaluate(double[] x, double[] gradient);
  }

  /** Says when a gradient is small enough. */
  interface Ending {
    /** Whether to stop here. */
    boolean reached(double[] gradient);

    /** The ending that looks at the largest absolute entry. */
    static Ending largestEntry(double tolerance) {
      return gradient -> largest(gradient) <= tolerance;
    }
  }

  /**
   * @param objective to minimise
   * @param x where to start; replaced by the minimum
   * @param curvature a rough second derivative per variable, all positive
   * @param search how to search
   * @param ending when to stop
   * @param iterations at most so many
   * @return iterations used
   */
  static int minimise(
      Objective objective,
      double[] x,
      double[] curvature,
      Search search,
      Ending ending,
      int iterations) {
    int memory = search.memory();
    int n = x.length;
    var gradient = new double[n];
    var direction = new double[n];
    var trial = new double[n];
    var trialGradient = new double[n];
    var steps = new double[memory][];
    var changes = new double[memory][];
    var rho = new double[memory];
    var alpha = new double[memory];
    int stored = 0;
    double value = objective.evaluate(x, gradient);
    for (int iteration = 0; iteration < iterations; iteration++) {
      if (ending.reached(gradient)) {
        return iteration;
      }
      for (int i = 0; i < n; i++) {
        direction[i] = -gradient[i];
      }
      int depth = Math.min(stored, memory);
      for (int m = 0; m < depth; m++) {
        int slot = (stored - 1 - m) % memory;
        alpha[slot] = rho[slot] * dot(steps[slot], direction);
        add(direction, -alpha[slot], changes[slot]);
      }
      double size = depth == 0 ? 1 : scale(steps, changes, curvature, (stored - 1) % memory);
      for (int i = 0; i < n; i++) {
        direction[i] *= size / curvature[i];
      }
      for (int m = depth - 1; m >= 0; m--) {
        int slot = (stored - 1 - m) % memory;
        double beta = rho[slot] * dot(changes[slot], direction);
        add(direction, alpha[slot] - beta, steps[slot]);
      }
      double slope = dot(direction, gradient);
      if (!(slope < 0)) {
        if (stored == 0) {
          return iteration;
        }
        stored = 0;
        continue;
      }
      var line = new Line(objective, x, direction, trial, trialGradient);
      double step =
          search.trials() ? StepSearch.find(line, value, slope, 1) : thorough(line, slope);
      if (step == 0) {
        if (stored == 0) {
          return iteration;
        }
        stored = 0;
        continue;
      }
      var s = new double[n];
      var y = new double[n];
      for (int i = 0; i < n; i++) {
        s[i] = trial[i] - x[i];
        y[i] = trialGradient[i] - gradient[i];
      }
      double curved = dot(s, y);
      if (curved > 0) {
        int slot = stored % memory;
        steps[slot] = s;
        changes[slot] = y;
        rho[slot] = 1 / curved;
        stored++;
      }
      value = line.value;
      System.arraycopy(trial, 0, x, 0, n);
      System.arraycopy(trialGradient, 0, gradient, 0, n);
    }
    return iterations;
  }

  /** The objective along a direction. */
  private static final class Line implements StepSearch.Line {
    private final Objective objective;
    private final double[] x;
    private final double[] direction;
    private final double[] trial;
    private final double[] gradient;
    private double value;

    Line(Objective objective, double[] x, double[] direction, double[] trial, double[] gradient) {
      this.objective = objective;
      this.x = x;
      this.direction = direction;
      this.trial = trial;
      this.gradient = gradient;
    }

    @Override
    public double value(double step) {
      for (int j = 0; j < x.length; j++) {
        trial[j] = x[j] + step * direction[j];
      }
      value = objective.evaluate(trial, gradient);
      return value;
    }

    @Override
    public double slope() {
      return dot(gradient, direction);
    }
  }

  private static double thorough(Line line, double slope) {
    double low = 0;
    double lowSlope = slope;
    double high = Double.POSITIVE_INFINITY;
    double highSlope = 0;
    double step = 1;
    for (int i = 0; i < 40; i++) {
      line.value(step);
      double here = line.slope();
      if (Math.abs(here) <= SLOPE_LEFT * -slope) {
        return step;
      }
      if (here < 0) {
        low = step;
        lowSlope = here;
      } else {
        high = step;
        highSlope = here;
      }
      if (Double.isInfinite(high)) {
        step *= 2;
      } else {
        double secant = low + (high - low) * lowSlope / (lowSlope - highSlope);
        double margin = 0.1 * (high - low);
        step = Math.clamp(secant, low + margin, high - margin);
      }
    }
    return 0;
  }

  private static double scale(double[][] steps, double[][] changes, double[] curvature, int slot) {
    double length = 0;
    var y = changes[slot];
    for (int i = 0; i < y.length; i++) {
      length += y[i] * y[i] / curvature[i];
    }
    return dot(steps[slot], y) / length;
  }

  private static double largest(double[] v) {
    double largest = 0;
    for (double value : v) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double dot(double[] a, double[] b) {
    return Vectors.dot(a, 0, b, 0, a.length);
  }

  private static void add(double[] a, double factor, double[] b) {
    Vectors.add(a, 0, factor, b, 0, a.length);
  }
}
