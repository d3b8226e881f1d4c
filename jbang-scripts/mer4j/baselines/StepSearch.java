package mer4j.baselines;

/**
 * Finds a step along a direction that lowers a function enough and flattens its slope enough (J.
 * Moré, D. Thuente: "Line search algorithms with guaranteed sufficient decrease", 1994), with the
 * constants that L-BFGS-B uses. The trial steps are SciPy's, so that a search that is stopped early
 * stops at its point.
 */
final class StepSearch {
  private static final double DECREASE = 1e-3;
  private static final double FLATNESS = 0.9;
  private static final double WIDTH = 0.1;
  private static final double LONGEST = 1e10;
  private static final int TRIALS = 50;

  private final double startSlope;
  private final double wanted;
  private final double startValue;
  private Point best;
  private Point other;
  private boolean bracketed;
  private double least;
  private double greatest;
  private double step;

  /** A step, the value and the slope there. */
  private record Point(double step, double value, double slope) {
    /** The same after a multiple of the step is taken away from the function. */
    Point without(double share) {
      return new Point(step, value - share * step, slope - share);
    }
  }

  /** The function along the direction. */
  interface Line {
    /** Moves to a step and returns the value there. */
    double value(double step);

    /** The slope where it was moved last. */
    double slope();
  }

  private StepSearch(double value, double slope, double first) {
    startValue = value;
    startSlope = slope;
    wanted = DECREASE * slope;
    best = new Point(0, value, slope);
    other = best;
    step = first;
    greatest = 5 * first;
  }

  /**
   * Searches; the line is left at the step that is returned.
   *
   * @param value at step 0
   * @param slope at step 0, negative
   * @param first the step to try first
   * @return 0 if none is found
   */
  static double find(Line line, double value, double slope, double first) {
    return new StepSearch(value, slope, first).run(line);
  }

  private double run(Line line) {
    boolean seekingDecrease = true;
    double width = LONGEST;
    double formerWidth = 2 * LONGEST;
    for (int trial = 0; trial < TRIALS; trial++) {
      var here = new Point(step, line.value(step), line.slope());
      double allowed = startValue + step * wanted;
      if (here.value <= allowed && Math.abs(here.slope) <= FLATNESS * -startSlope) {
        return step;
      }
      if (exhausted(here, allowed)) {
        return here.value <= allowed ? step : 0;
      }
      seekingDecrease &= here.value > allowed || here.slope < 0;
      if (seekingDecrease && here.value <= best.value && here.value > allowed) {
        best = best.without(wanted);
        other = other.without(wanted);
        advance(here.without(wanted));
        best = best.without(-wanted);
        other = other.without(-wanted);
      } else {
        advance(here);
      }
      if (bracketed) {
        double span = Math.abs(other.step - best.step);
        if (span >= 0.66 * formerWidth) {
          step = best.step + (other.step - best.step) / 2;
        }
        formerWidth = width;
        width = span;
        least = Math.min(best.step, other.step);
        greatest = Math.max(best.step, other.step);
      } else {
        least = step + 1.1 * (step - best.step);
        greatest = step + 4 * (step - best.step);
      }
      step = Math.clamp(step, 0, LONGEST);
      if (bracketed && (step <= least || step >= greatest || narrow())) {
        step = best.step;
      }
    }
    return 0;
  }

  private boolean narrow() {
    return greatest - least <= WIDTH * greatest;
  }

  private boolean exhausted(Point here, double allowed) {
    return bracketed && (step <= least || step >= greatest || narrow())
        || step == LONGEST && here.value <= allowed && here.slope <= wanted
        || step == 0;
  }

  /** Chooses the next trial step and keeps the interval that holds a minimum. */
  private void advance(Point here) {
    boolean turned = here.slope * Math.signum(best.slope) < 0;
    double next;
    if (here.value > best.value) {
      double cubic = StepSearch.cubic(best, here, false);
      double chord = (best.value - here.value) / (here.step - best.step) + best.slope;
      double square = best.step + best.slope / chord / 2 * (here.step - best.step);
      boolean near = Math.abs(cubic - best.step) < Math.abs(square - best.step);
      next = near ? cubic : cubic + (square - cubic) / 2;
      bracketed = true;
    } else if (turned) {
      double cubic = StepSearch.cubic(here, best, false);
      double secant = secant(here);
      boolean far = Math.abs(cubic - here.step) > Math.abs(secant - here.step);
      next = far ? cubic : secant;
      bracketed = true;
    } else if (Math.abs(here.slope) < Math.abs(best.slope)) {
      next = flatter(here);
    } else if (bracketed) {
      next = StepSearch.cubic(here, other, false);
    } else {
      next = here.step > best.step ? greatest : least;
    }
    if (here.value > best.value) {
      other = here;
    } else {
      other = turned ? best : other;
      best = here;
    }
    step = next;
  }

  /** The next step where the value and the slope both fell. */
  private double flatter(Point here) {
    double cubic = StepSearch.cubic(here, best, true);
    if (Double.isNaN(cubic)) {
      cubic = here.step > best.step ? greatest : least;
    }
    double secant = secant(here);
    boolean near = Math.abs(cubic - here.step) < Math.abs(secant - here.step);
    if (!bracketed) {
      return Math.clamp(near ? secant : cubic, least, greatest);
    }
    double next = near ? cubic : secant;
    double limit = here.step + 0.66 * (other.step - here.step);
    return here.step > best.step ? Math.min(limit, next) : Math.max(limit, next);
  }

  private double secant(Point here) {
    return here.step + here.slope / (here.slope - best.slope) * (best.step - here.step);
  }

  /**
   * Where the cubic through two points with their slopes has its minimum.
   *
   * @param open whether it may have none between them; NaN if it lies beyond
   */
  private static double cubic(Point from, Point to, boolean open) {
    double theta = 3 * (from.value - to.value) / (to.step - from.step) + from.slope + to.slope;
    double size = Math.max(Math.abs(theta), Math.max(Math.abs(from.slope), Math.abs(to.slope)));
    double square = theta / size * (theta / size) - from.slope / size * (to.slope / size);
    double gamma = size * Math.sqrt(open ? Math.max(0, square) : square);
    gamma = to.step < from.step ? -gamma : gamma;
    double p = gamma - from.slope + theta;
    double q = gamma - from.slope + gamma + to.slope;
    double r = p / q;
    if (open && !(r < 0 && gamma != 0)) {
      return Double.NaN;
    }
    return from.step + r * (to.step - from.step);
  }
}
