package mer4j.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The way back through the scores of {@link AttentionPoolingLayer}, one block after another. */
final class AttentionGradient implements AutoCloseable {
  private final INDArray weight;
  private final double[] score;
  private final INDArray ofWeight;
  private final double[] ofBias;
  private final double[] ofScore;
  private INDArray ofProjection;

  /**
   * Starts from zero.
   *
   * @param weight {@code [features][units]}
   * @param score {@code [units]}
   * @param ofWeight where the gradient of {@code weight} is summed up
   */
  AttentionGradient(INDArray weight, double[] score, INDArray ofWeight) {
    this.weight = weight;
    this.score = score;
    this.ofWeight = ofWeight;
    ofWeight.assign(0);
    ofBias = new double[score.length];
    ofScore = new double[score.length];
  }

  /**
   * Adds a block to the parameters' gradients.
   *
   * @param hidden of the block, {@code [rows][units]}
   * @param ofScores gradient of all scores, {@code [time][clips]}
   */
  void add(StepBlocks blocks, int block, INDArray hidden, double[] ofScores) {
    int rows = blocks.rows(block);
    int first = blocks.first(block);
    var view = StepView.of(hidden);
    var values = view.newStep();
    view.read(0, values);
    for (int unit = 0; unit < score.length; unit++) {
      for (int row = 0; row < rows; row++) {
        int i = unit * rows + row;
        double through = ofScores[first + row];
        ofScore[unit] += through * values[i];
        values[i] = through * score[unit] * (1 - values[i] * values[i]);
        ofBias[unit] += values[i];
      }
    }
    close();
    ofProjection = blocks.newMatrix(block, score.length);
    StepView.of(ofProjection).write(0, values);
    try (var frames = blocks.frames(block)) {
      Nd4j.gemm(frames, ofProjection, ofWeight, true, false, 1, 1);
    }
  }

  /**
   * Stores the gradient of the frames of the block added last.
   *
   * @param weights of all frames, {@code [time][clips]}
   * @param ofOutput {@code [features][clips]}
   */
  void ofFrames(
      StepBlocks blocks, int block, double[] weights, double[] ofOutput, StepView ofInput) {
    int rows = blocks.rows(block);
    int clips = ofInput.clips();
    var step = ofInput.newStep();
    try (var product = blocks.newMatrix(block, ofInput.features())) {
      Nd4j.gemm(ofProjection, weight, product, false, true, 1, 0);
      var view = StepView.of(product);
      var values = view.newStep();
      view.read(0, values);
      for (int t = blocks.from(block); t < blocks.to(block); t++) {
        int first = (t - blocks.from(block)) * clips;
        for (int f = 0; f < ofInput.features(); f++) {
          for (int b = 0; b < clips; b++) {
            step[f * clips + b] =
                values[f * rows + first + b] + weights[t * clips + b] * ofOutput[f * clips + b];
          }
        }
        ofInput.write(t, step);
      }
    }
  }

  double[] ofBias() {
    return ofBias;
  }

  double[] ofScore() {
    return ofScore;
  }

  @Override
  public void close() {
    if (ofProjection != null) {
      ofProjection.close();
    }
  }
}
