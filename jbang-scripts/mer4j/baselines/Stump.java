package mer4j.baselines;

/**
 * A decision tree of one question.
 *
 * @param column the column asked
 * @param threshold a sample goes below if its value is at most this; infinite if all do
 * @param below class of the samples below
 * @param above class of the samples above
 */
record Stump(int column, double threshold, int below, int above) {
  /** The class of a sample with such a value in the column. */
  int classOf(float value) {
    return value <= threshold ? below : above;
  }
}
