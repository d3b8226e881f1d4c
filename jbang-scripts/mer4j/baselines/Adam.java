package mer4j.baselines;

/**
 * Steps down a noisy gradient, each weight by the ratio of the running mean of its gradients to the
 * root of that of their squares (D. Kingma, J. Ba: "Adam", 2014), for some weights.
 */
final class Adam {
  static final double MEAN_DECAY = 0.9;
  static final double SQUARE_DECAY = 0.999;
  static final double EPSILON = 1e-8;
  private static final double LEARNING_RATE = 1e-3;

  private final double[] weights;
  private final double[] means;
  private final double[] squares;

  /**
   * @param weights changed by every step
   */
  Adam(double[] weights) {
    this.weights = weights;
    this.means = new double[weights.length];
    this.squares = new double[weights.length];
  }

  /** Step size of a step, from 1 on: both means begin at 0 and are made up for it. */
  static double rate(int step) {
    return LEARNING_RATE
        * Math.sqrt(1 - Math.pow(SQUARE_DECAY, step))
        / (1 - Math.pow(MEAN_DECAY, step));
  }

  /**
   * @param gradients of the weights
   * @param rate of the step
   */
  void step(double[] gradients, double rate) {
    for (int i = 0; i < weights.length; i++) {
      double g = gradients[i];
      means[i] = MEAN_DECAY * means[i] + (1 - MEAN_DECAY) * g;
      squares[i] = SQUARE_DECAY * squares[i] + (1 - SQUARE_DECAY) * g * g;
      weights[i] -= rate * means[i] / (Math.sqrt(squares[i]) + EPSILON);
    }
  }
}
