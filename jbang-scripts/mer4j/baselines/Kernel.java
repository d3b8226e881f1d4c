package mer4j.baselines;

/** Similarity of two samples as a function of their inner products. */
public sealed interface Kernel {
  /** The kernel value from {@code a'b}, {@code |a|^2} and {@code |b|^2}. */
  double value(double product, double normA, double normB);

  /** The inner product itself. */
  record Linear() implements Kernel {
    @Override
    public double value(double product, double normA, double normB) {
      return product;
    }
  }

  /**
   * {@code exp(-gamma |a - b|^2)}.
   *
   * @param gamma inverse squared width, positive
   */
  record Rbf(double gamma) implements Kernel {
    /**
     * @throws IllegalArgumentException if gamma is not positive
     */
    public Rbf {
      if (!(gamma > 0)) {
        throw new IllegalArgumentException("gamma must be positive, not " + gamma);
      }
    }

    @Override
    public double value(double product, double normA, double normB) {
      return Math.exp(-gamma * Math.max(0, normA + normB - 2 * product));
    }
  }
}
