package mer4j.runs;

import java.util.Arrays;
import java.util.Locale;
import mer4j.eval.Interval;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How much a fault moves the number of one model.
 *
 * @param fault the switch
 * @param model name of the model
 * @param on balanced accuracy with the fault, per split
 * @param off the same without it, split by split
 * @param added what comes to {@code 1 / n} in the variance of the mean of n differences: {@link
 *     #TEST_SHARE} for splits of one set, {@link #ONE_DRAW}, or {@link #SEEDS}
 */
public record AuditEffect(AuditFault fault, String model, double[] on, double[] off, double added) {
  /** For splits that share training clips: test clips per training clip. */
  public static final double TEST_SHARE =
      BaselineProtocol.TEST_SIZE / (1 - BaselineProtocol.TEST_SIZE);

  /** For the question where one further draw may lie, not the mean of many. */
  public static final double ONE_DRAW = 1;

  /** For training runs that differ in their seed, on the same clips. */
  public static final double SEEDS = 0;

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
   * The 95 % interval of the difference. Between splits it is corrected for training clips that
   * they share (C. Nadeau, Y. Bengio: "Inference for the generalization error", 2003): without the
   * correction it would be about half as wide and too sure. For one draw it is that of a further
   * draw, not of the mean.
   */
  public Interval interval() {
    int n = on.length;
    var differences = new double[n];
    Arrays.setAll(differences, i -> on[i] - off[i]);
    double error = Math.sqrt((1.0 / n + added)) * deviation(differences);
    double quantile = new TDistribution(null, n - 1).inverseCumulativeProbability((1 + LEVEL) / 2);
    double middle = mean(differences);
    return new Interval(middle - quantile * error, middle + quantile * error);
  }

  /** As a row of a table, told over how many splits. */
  public FaultMovement movement() {
    var over =
        fault == AuditFault.SINGLE_SPLIT
            ? String.format(
                Locale.ROOT,
                "%d splits, one at a time: %.3f to %.3f",
                on.length,
                Arrays.stream(on).min().orElseThrow(),
                Arrays.stream(on).max().orElseThrow())
            : on.length + " splits";
    return movement(over);
  }

  /**
   * As a row of a table.
   *
   * @param over what the means are over, in words
   */
  public FaultMovement movement(String over) {
    return new FaultMovement(fault, model, meanOn(), meanOff(), interval(), over);
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
