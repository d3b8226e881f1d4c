package mer4j.baselines;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import mer4j.VectorApi;

/**
 * One step of {@link Adam} for weights in single precision outside the heap. The plain loops are
 * the specification of {@link VectorAdamStep}.
 *
 * @param rate step size
 * @param penalty strength of the squared penalty on the weights
 * @param batch number of samples that the gradient is the sum over
 */
record AdamStep(double rate, double penalty, int batch) {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  /**
   * @param gradient sum over the batch, without the penalty
   * @param weights changed
   * @param means running means of the gradients, changed
   * @param squares running means of their squares, changed
   * @param count how many weights
   */
  void apply(
      MemorySegment gradient,
      MemorySegment weights,
      MemorySegment means,
      MemorySegment squares,
      int count) {
    int done =
        VectorApi.AVAILABLE
            ? VectorAdamStep.apply(this, gradient, weights, means, squares, count)
            : 0;
    float keep = (float) Adam.MEAN_DECAY;
    float keepSquare = (float) Adam.SQUARE_DECAY;
    for (int i = done; i < count; i++) {
      float w = weights.getAtIndex(FLOAT, i);
      float g = ((float) penalty * w + gradient.getAtIndex(FLOAT, i)) / batch;
      float m = keep * means.getAtIndex(FLOAT, i) + (1 - keep) * g;
      float v = keepSquare * squares.getAtIndex(FLOAT, i) + (1 - keepSquare) * (g * g);
      means.setAtIndex(FLOAT, i, m);
      squares.setAtIndex(FLOAT, i, v);
      float change = (float) rate * m / ((float) Math.sqrt(v) + (float) Adam.EPSILON);
      weights.setAtIndex(FLOAT, i, w - change);
    }
  }

  /** Sum of squares of some weights. */
  static double squares(MemorySegment weights, int count) {
    double sum = 0;
    int done = 0;
    if (VectorApi.AVAILABLE) {
      done = VectorAdamStep.whole(count);
      sum = VectorAdamStep.squares(weights, done);
    }
    for (int i = done; i < count; i++) {
      float w = weights.getAtIndex(FLOAT, i);
      sum += w * w;
    }
    return sum;
  }
}
