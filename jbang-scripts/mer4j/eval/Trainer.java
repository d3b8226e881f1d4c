package mer4j.eval;

/** Learns a classifier from labelled samples. */
@FunctionalInterface
public interface Trainer {
  /**
   * @param x training samples
   * @param labels class of each sample, 0 to {@code classes - 1}
   * @param classes number of classes
   * @param seed of everything random in it
   * @throws IllegalArgumentException if fewer than two classes occur or the lengths differ
   */
  Classifier fit(SampleMatrix x, int[] labels, int classes, long seed);
}
