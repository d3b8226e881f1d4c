package mer4j.eval;

import mer4j.features.FeatureMatrix;

/** A trained model with all that it takes to judge one clip from its features. */
public interface ClipClassifier extends AutoCloseable {
  /** What the model is and what it expects. */
  ModelCard card();

  /**
   * A probability per class, in the order of {@code card().classes()}. Where a model knows only
   * scores, they are turned into numbers that sum to one; such a model's documentation says how.
   *
   * @param clip features computed with {@code card().features()}, of any number of frames: more
   *     than {@code card().frames()} are cut off, fewer are padded as in training
   * @throws IllegalArgumentException if the number of rows is another one
   */
  double[] probabilities(FeatureMatrix clip);

  /**
   * Gives back memory outside of the heap that the model keeps from clip to clip, if it is one of
   * those that do. It may be used again.
   */
  @Override
  default void close() {}
}
