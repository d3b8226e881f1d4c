package mer4j.nn;

/**
 * Mean and variance of each feature.
 *
 * @param means by feature
 * @param variances by feature, biased
 * @param count of values of each feature
 */
record FeatureMoments(double[] means, double[] variances, int count) {
  /**
   * The moments over the true frames of all clips.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  static FeatureMoments of(StepView x, StepMask mask) {
    if (mask.total() < 2) {
      throw new IllegalArgumentException(
          "batch normalisation needs at least two values of each feature in training, not "
              + mask.total());
    }
    var means = sums(x, mask, null);
    for (int f = 0; f < means.length; f++) {
      means[f] /= mask.total();
    }
    var variances = sums(x, mask, means);
    for (int f = 0; f < means.length; f++) {
      variances[f] /= mask.total();
    }
    return new FeatureMoments(means, variances, mask.total());
  }

  /** Sums of the values, or of the squared differences from the means where there are some. */
  private static double[] sums(StepView x, StepMask mask, double[] means) {
    var sums = new double[x.features()];
    var step = x.newStep();
    for (int t = 0; t < x.time(); t++) {
      x.read(t, step);
      var valid = mask.step(t);
      for (int b = 0; b < x.clips(); b++) {
        if (valid[b]) {
          add(step, b * sums.length, means, sums);
        }
      }
    }
    return sums;
  }

  private static void add(double[] step, int from, double[] means, double[] sums) {
    if (means == null) {
      for (int f = 0; f < sums.length; f++) {
        sums[f] += step[from + f];
      }
      return;
    }
    for (int f = 0; f < sums.length; f++) {
      double difference = step[from + f] - means[f];
      sums[f] += difference * difference;
    }
  }

  /** Square roots of the variances with a constant added. */
  double[] deviations(double epsilon) {
    var deviations = new double[variances.length];
    for (int f = 0; f < deviations.length; f++) {
      deviations[f] = Math.sqrt(variances[f] + epsilon);
    }
    return deviations;
  }

  /** Variances with the divisor {@code count - 1}. */
  double[] unbiasedVariances() {
    var unbiased = variances.clone();
    for (int f = 0; f < unbiased.length; f++) {
      unbiased[f] *= count / (count - 1.0);
    }
    return unbiased;
  }
}
