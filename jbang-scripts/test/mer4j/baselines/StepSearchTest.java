package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Steps along a line, with the references that SciPy 1.17's {@code dcsrch} gives. */
class StepSearchTest {
  private static final class Line implements StepSearch.Line {
    final DoubleUnaryOperator value;
    final DoubleUnaryOperator slope;
    double at;
    int calls;

    Line(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
      this.value = value;
      this.slope = slope;
    }

    @Override
    public double value(double step) {
      at = step;
      calls++;
      return value.applyAsDouble(step);
    }

    @Override
    public double slope() {
      return slope.applyAsDouble(at);
    }
  }

  /** A step that both conditions of Moré and Thuente hold at. */
  private static void check(
      DoubleUnaryOperator value, DoubleUnaryOperator slope, double first, double step, int calls) {
    near(value, slope, first, step, calls);
    double flat = 0.9 * -slope.applyAsDouble(0);
    assertTrue(Math.abs(slope.applyAsDouble(step)) <= flat, "flat enough at " + step);
  }

  /** A step that the function falls enough at. */
  private static void near(
      DoubleUnaryOperator value, DoubleUnaryOperator slope, double first, double step, int calls) {
    var line = new Line(value, slope);
    double found = StepSearch.find(line, value.applyAsDouble(0), slope.applyAsDouble(0), first);
    assertEquals(step, found, 1e-12 * Math.max(1, step), "step");
    assertEquals(found, line.at, "the line is left there");
    assertEquals(calls, line.calls, "calls");
    double allowed = value.applyAsDouble(0) + 1e-3 * found * slope.applyAsDouble(0);
    assertTrue(value.applyAsDouble(found) <= allowed, "low enough at " + found);
  }

  @Test
  void parabola() {
    DoubleUnaryOperator parabola = t -> (t - 3) * (t - 3);
    DoubleUnaryOperator parabolaSlope = t -> 2 * (t - 3);
    check(parabola, parabolaSlope, 1, 1.0, 1);
    check(parabola, parabolaSlope, 0.01, 0.8500000000000001, 4);
    check(parabola, parabolaSlope, 100, 3.0000000000000018, 2);
    check(parabola, parabolaSlope, 7, 3.0, 2);
  }

  @Test
  void exponential() {
    DoubleUnaryOperator exponential = t -> Math.exp(t) - 4 * t;
    DoubleUnaryOperator exponentialSlope = t -> Math.exp(t) - 4;
    check(exponential, exponentialSlope, 1, 1.0, 1);
    check(exponential, exponentialSlope, 5, 1.3310926484565682, 2);
    check(exponential, exponentialSlope, 40, 1.1469726499008581, 4);
    check(exponential, exponentialSlope, 0.001, 0.341, 5);
  }

  @Test
  void fraction() {
    DoubleUnaryOperator fraction = t -> -t / (t * t + 2);
    DoubleUnaryOperator fractionSlope = t -> (t * t - 2) / ((t * t + 2) * (t * t + 2));
    check(fraction, fractionSlope, 0.001, 0.341, 5);
    check(fraction, fractionSlope, 0.1, 0.5, 2);
    check(fraction, fractionSlope, 10, 10.0, 1);
    check(fraction, fractionSlope, 1000, 36.88760696396662, 4);
  }

  /**
   * Next to no slope at first: no step is as flat as that, and the search ends where the interval
   * about the minimum at 1.596 is narrow.
   */
  @Test
  void quintic() {
    DoubleUnaryOperator quintic = t -> Math.pow(t + 0.004, 5) - 2 * Math.pow(t + 0.004, 4);
    DoubleUnaryOperator quinticSlope = t -> 5 * Math.pow(t + 0.004, 4) - 8 * Math.pow(t + 0.004, 3);
    near(quintic, quinticSlope, 0.001, 1.5975830448985595, 11);
    near(quintic, quinticSlope, 0.1, 1.6024085266778738, 7);
    near(quintic, quinticSlope, 1, 1.5961295989208408, 7);
    near(quintic, quinticSlope, 10, 1.6123738059384738, 6);
    near(quintic, quinticSlope, 1000, 1.5950402760316598, 10);
  }

  @Test
  void ripple() {
    DoubleUnaryOperator ripple = t -> (t - 2) * (t - 2) + 0.2 * Math.cos(9 * t);
    DoubleUnaryOperator rippleSlope = t -> 2 * (t - 2) - 1.8 * Math.sin(9 * t);
    check(ripple, rippleSlope, 0.1, 0.5, 2);
    check(ripple, rippleSlope, 1, 1.0, 1);
    check(ripple, rippleSlope, 3, 3.0, 1);
    check(ripple, rippleSlope, 9, 2.089297958516222, 2);
    check(ripple, rippleSlope, 50, 2.024188297826757, 2);
  }
}
