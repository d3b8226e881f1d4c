package mer4j.baselines;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The two-class problem of one pair of classes.
 *
 * @param members rows of the two classes
 * @param y +1 for the first class, -1 for the second
 * @param kernel {@code [members][members]} kernel values
 */
record PairMachine(int[] members, double[] y, double[][] kernel) {
  private static final int FOLDS = 5;

  static PairMachine of(double[][] values, int[] labels, int first, int second) {
    int[] members =
        IntStream.range(0, labels.length)
            .filter(i -> labels[i] == first || labels[i] == second)
            .toArray();
    var y = Arrays.stream(members).mapToDouble(i -> labels[i] == first ? 1 : -1).toArray();
    return new PairMachine(members, y, part(values, members));
  }

  private static double[][] part(double[][] values, int[] rows) {
    var part = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        part[i][j] = values[rows[i]][rows[j]];
      }
    }
    return part;
  }

  private static boolean has(double[] y, int sign) {
    return Arrays.stream(y).anyMatch(v -> v == sign);
  }

  /**
   * Fits the machine; a class that never occurs loses every sample.
   *
   * @param into weights, at the positions of all samples
   * @return the offset
   */
  double fit(SupportVectorMachine.Options options, double[] into) {
    if (!has(y, 1) || !has(y, -1)) {
      return has(y, 1) ? -1 : 1;
    }
    var solution = SequentialMinimalOptimization.solve(kernel, y, options.c(), options.tolerance());
    for (int i = 0; i < members.length; i++) {
      into[members[i]] = solution.coefficients()[i];
    }
    return solution.rho();
  }

  /**
   * Fits the logistic curve on decision values of five random folds, each predicted by a machine
   * fitted on the other four.
   *
   * @return slope and offset
   */
  double[] calibrate(SupportVectorMachine.Options options, long seed) {
    int n = members.length;
    int[] order = IntStream.range(0, n).toArray();
    var random = new SplittableRandom(seed);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    var decisions = new double[n];
    for (int fold = 0; fold < FOLDS; fold++) {
      int from = fold * n / FOLDS;
      int to = (fold + 1) * n / FOLDS;
      int[] rest =
          IntStream.range(0, n).filter(i -> i < from || i >= to).map(i -> order[i]).toArray();
      var restY = Arrays.stream(rest).mapToDouble(i -> y[i]).toArray();
      if (!has(restY, 1) || !has(restY, -1)) {
        double only = has(restY, 1) ? 1 : has(restY, -1) ? -1 : 0;
        for (int i = from; i < to; i++) {
          decisions[order[i]] = only;
        }
        continue;
      }
      var solution =
          SequentialMinimalOptimization.solve(
              part(kernel, rest), restY, options.c(), options.tolerance());
      for (int i = from; i < to; i++) {
        double decision = -solution.rho();
        for (int j = 0; j < rest.length; j++) {
          decision += solution.coefficients()[j] * kernel[order[i]][rest[j]];
        }
        decisions[order[i]] = decision;
      }
    }
    return PlattScaling.fit(decisions, y);
  }
}
