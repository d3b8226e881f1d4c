package mer4j.runs;

import java.util.Arrays;
import mer4j.eval.Interval;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How much a fault moves the number of one model.
 *
 * @param fault the switch
 * @param model name of the model
 * @param on balanced accuracy with the fault, per split
 * @param off the same without it, split by split
 * @param testShare test clips per training clip
 */
public record AuditEffect(
    AuditFault fault, String model, double[] on, double[] off, double testShare) {
  private static final double LEVEL = .95;

  /**
   * @throws IllegalArgumentException if there are not two splits or more, as many with as without
   */
  public AuditEffect {
    if (on.length != off.length || on.length < 2) {
      throw new IllegalArgumentException(
          on.length + " splits with the fault, " + off.length + " without; two or more are needed");
    }
    on = on.clone();
    off = off.clone();
  }

  /** Mean with the fault. */
  public double meanOn() {
    return mean(on);
  }

  /** Mean without it. */
  public double meanOff() {
    return mean(off);
  }

  /** Standard deviation between splits with the fault, n - 1 in the denominator. */
  public double deviationOn() {
    return deviation(on);
  }

  /** Standard deviation between splits without it, n - 1 in the denominator. */
  public double deviationOff() {
    return deviation(off);
  }

  /** What the fault adds on average. */
  public double difference() {
    return meanOn() - meanOff();
  }

  /**
   * The 95 % interval of the difference, corrected for training clips that the splits share (C.
   * Nadeau, Y. Bengio: "Inference for the generalization error", 2003): without the correction it
   * would be about half as wide and too sure.
   */
  public Interval interval() {
    int n = on.length;
    var differences = new double[n];
    Arrays.setAll(differences, i -> on[i] - off[i]);
    double error = Math.sqrt((1.0 / n + testShare)) * deviation(differences);
    double quantile = new TDistribution(null, n - 1).inverseCumulativeProbability((1 + LEVEL) / 2);
    double middle = mean(differences);
    return new Interval(middle - quantile * error, middle + quantile * error);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }
}
