package mer4j.nn;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019), step for step what PyTorch's
 * {@code torch.optim.AdamW} does with betas .9 and .999 and epsilon 1e-8: first every parameter
 * shrinks by learning rate times decay, biases and normalisation included, then Adam's step (Kingma
 * and Ba, 2015) with bias-corrected moments.
 */
public final class AdamW {
  private static final double BETA1 = .9;
  private static final double BETA2 = .999;
  private static final double EPSILON = 1e-8;

  private final double learningRate;
  private final double weightDecay;
  private final byte[] multiplicity;
  private final float[] first;
  private final float[] second;
  private long steps;

  /**
   * An updater that has taken no step.
   *
   * @param learningRate above 0
   * @param weightDecay 0 or more
   * @param multiplicity per parameter: 0 leaves it alone, 1 is the rule, 2 stands for the sum of
   *     two equal parameters (see {@link ParameterLayout})
   */
  public AdamW(double learningRate, double weightDecay, byte[] multiplicity) {
    this.learningRate = learningRate;
    this.weightDecay = weightDecay;
    this.multiplicity = multiplicity.clone();
    first = new float[multiplicity.length];
    second = new float[multiplicity.length];
  }

  /**
   * Takes one step.
   *
   * @param parameters changed in place
   * @param gradient of the mean loss, same length
   * @throws IllegalArgumentException if either has another length than the multiplicities
   */
  public void step(float[] parameters, float[] gradient) {
    if (parameters.length != first.length || gradient.length != first.length) {
      throw new IllegalArgumentException(
          "expected "
              + first.length
              + " parameters and gradients, not "
              + parameters.length
              + " and "
              + gradient.length);
    }
    steps++;
    double rate = learningRate / (1 - Math.pow(BETA1, steps));
    double root = Math.sqrt(1 - Math.pow(BETA2, steps));
    double keep = 1 - learningRate * weightDecay;
    for (int i = 0; i < parameters.length; i++) {
      if (multiplicity[i] == 0) {
        continue;
      }
      double g = gradient[i];
      first[i] = (float) (first[i] + (g - first[i]) * (1 - BETA1));
      second[i] = (float) (second[i] * BETA2 + g * g * (1 - BETA2));
      double step = rate * first[i] / (Math.sqrt(second[i]) / root + EPSILON);
      parameters[i] = (float) (parameters[i] * keep - multiplicity[i] * step);
    }
  }

  /** Number of steps taken. */
  public long steps() {
    return steps;
  }

  /** The running mean of the gradient; the updater's own array. */
  float[] first() {
    return first;
  }

  /** The running mean of the squared gradient; the updater's own array. */
  float[] second() {
    return second;
  }

  /** Takes over the state of another run. */
  void restore(float[] savedFirst, float[] savedSecond, long savedSteps) {
    System.arraycopy(savedFirst, 0, first, 0, first.length);
    System.arraycopy(savedSecond, 0, second, 0, second.length);
    steps = savedSteps;
  }
}
