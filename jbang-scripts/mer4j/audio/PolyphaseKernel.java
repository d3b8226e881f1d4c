package mer4j.audio;

/** Computes the outputs of a {@link PolyphaseFilter}. Immutable. */
interface PolyphaseKernel {
  /** Elements of the outputs' array that must be there beyond {@link #outputs}. */
  int OVERHANG = 16;

  /** Number of inputs that outputs computed at once advance by, a multiple of the filter's step. */
  int inputs();

  /** Number of outputs computed at once, a multiple of the filter's phases. */
  int outputs();

  /** Number of inputs that must be there beyond {@link #inputs}. */
  int context();

  /** Starts the work of one thread, with room of its own. */
  Work work();

  /** The work of one thread. */
  @FunctionalInterface
  interface Work {
    /**
     * Computes consecutive outputs, the first of which lies on an input sample.
     *
     * @param x input samples, {@code [inputs + context]}, from the first one that the first output
     *     depends on; zeros before and after the signal included
     * @param out receives the outputs, {@code [outputs + OVERHANG]}; what comes after the outputs
     *     wanted is undefined
     * @param wanted how many, at most {@link #outputs}
     */
    void run(float[] x, float[] out, int wanted);
  }
}
