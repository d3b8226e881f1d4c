package mer4j.baselines;

import mer4j.eval.Classifier;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;

/**
 * A network of one hidden layer of rectified linear units and a softmax over the classes.
 *
 * <p>It is not fitted in a {@link RowSpace}: Adam divides the step of every single weight by that
 * weight's own gradients, so a rotation of the columns would give another network.
 */
public final class MultilayerPerceptron implements Classifier {
  private final SampleMatrix hiddenWeights;
  private final double[] hiddenOffsets;
  private final DenseMatrix outputWeights;
  private final double[] outputOffsets;

  /**
   * @param hiddenWeights {@code [units][columns]}
   * @param hiddenOffsets {@code [units]}
   * @param outputWeights {@code [classes][units]}
   * @param outputOffsets {@code [classes]}
   * @throws IllegalArgumentException if the sizes do not fit together
   */
  MultilayerPerceptron(
      SampleMatrix hiddenWeights,
      double[] hiddenOffsets,
      DenseMatrix outputWeights,
      double[] outputOffsets) {
    if (hiddenWeights.rows() != hiddenOffsets.length
        || outputWeights.columns() != hiddenOffsets.length
        || outputWeights.rows() != outputOffsets.length) {
      throw new IllegalArgumentException("the layers of the network do not fit together");
    }
    this.hiddenWeights = hiddenWeights;
    this.hiddenOffsets = hiddenOffsets.clone();
    this.outputWeights = outputWeights;
    this.outputOffsets = outputOffsets.clone();
  }

  /** Weights of the hidden units, {@code [units][columns]}. */
  SampleMatrix hiddenWeights() {
    return hiddenWeights;
  }

  /** Offsets of the hidden units. */
  double[] hiddenOffsets() {
    return hiddenOffsets.clone();
  }

  /** Weights of the classes, {@code [classes][units]}. */
  DenseMatrix outputWeights() {
    return outputWeights;
  }

  /** Offsets of the classes. */
  double[] outputOffsets() {
    return outputOffsets.clone();
  }

  @Override
  public int classes() {
    return outputOffsets.length;
  }

  @Override
  public boolean probabilistic() {
    return true;
  }

  @Override
  public double[][] scores(SampleMatrix x) {
    int units = hiddenOffsets.length;
    var hidden = InnerProducts.between(x, hiddenWeights, 1);
    var scores = new double[x.rows()][classes()];
    for (int i = 0; i < scores.length; i++) {
      for (int h = 0; h < units; h++) {
        hidden[i * units + h] = Math.max(0, hidden[i * units + h] + hiddenOffsets[h]);
      }
      for (int k = 0; k < scores[i].length; k++) {
        double sum = Vectors.dot(hidden, i * units, outputWeights.values(), k * units, units);
        scores[i][k] = sum + outputOffsets[k];
      }
      LinearClassifier.softmax(scores[i]);
    }
    return scores;
  }
}
