package mer4j.nn;

/**
 * Clipping by the global norm (Pascanu, Mikolov and Bengio, 2013) with the meaning of PyTorch's
 * {@code clip_grad_norm_}: one norm over all parameters, factor max / (norm + 1e-6), applied only
 * where it is below 1. Deeplearning4j's own clipping is per layer or per parameter type.
 */
public final class GradientClipping {
  private GradientClipping() {}

  /**
   * The Euclidean norm over all parameters.
   *
   * @param gradient of each parameter
   * @param multiplicity how often each counts: 0 for no parameter, 2 for the sum of two
   */
  public static double globalNorm(float[] gradient, byte[] multiplicity) {
    double sum = 0;
    for (int i = 0; i < gradient.length; i++) {
      sum += multiplicity[i] * (double) gradient[i] * gradient[i];
    }
    return Math.sqrt(sum);
  }

  /**
   * Shrinks the gradient, in place, if its global norm is above {@code max}.
   *
   * @return the norm before
   * @throws IllegalArgumentException if {@code max} is not above 0
   */
  public static double clip(float[] gradient, byte[] multiplicity, double max) {
    if (!(max > 0)) {
      throw new IllegalArgumentException("the largest norm must be above 0, not " + max);
    }
    double norm = globalNorm(gradient, multiplicity);
    double factor = max / (norm + 1e-6);
    if (factor < 1) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= multiplicity[i] == 0 ? 1 : (float) factor;
      }
    }
    return norm;
  }
}
