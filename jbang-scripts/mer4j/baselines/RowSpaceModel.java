package mer4j.baselines;

import mer4j.eval.Classifier;

/** A model fitted on coordinates that can be carried over to all columns of the samples. */
interface RowSpaceModel extends Classifier {
  /**
   * The same model over the samples' own columns.
   *
   * @param space where it was fitted
   * @param rows the rows of {@code space} it was fitted on, in the order it saw them
   */
  Classifier lift(RowSpace space, int[] rows);
}
