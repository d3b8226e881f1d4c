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
   * @param hidden of the block, {@code [units][frames]}
   * @param ofScores gradient of all scores, {@code [time][clips]}
   */
  void add(StepBlocks blocks, int block, INDArray hidden, double[] ofScores) {
    int first = blocks.first(block);
    int units = score.length;
    var values = StepBlocks.read(hidden);
    for (int frame = 0; frame < blocks.frames(block); frame++) {
      double through = ofScores[first + frame];
      for (int unit = 0; unit < units; unit++) {
        int i = frame * units + unit;
        ofScore[unit] += through * values[i];
        values[i] = through * score[unit] * (1 - values[i] * values[i]);
        ofBias[unit] += values[i];
      }
    }
    close();
    ofProjection = blocks.newMatrix(block, units);
    StepBlocks.write(ofProjection, values);
    try (var states = blocks.states(block)) {
      Nd4j.gemm(states, ofProjection, ofWeight, false, true, 1, 1);
    }
  }

  /**
   * Stores the gradient of the frames of the block added last.
   *
   * @param weights of all frames, {@code [time][clips]}
   * @param ofOutput {@code [clips][features]}
   */
  void ofFrames(
      StepBlocks blocks, int block, double[] weights, double[] ofOutput, StepView ofInput) {
    int features = ofInput.features();
    int clips = ofInput.clips();
    var step = ofInput.newStep();
    try (var product = blocks.newMatrix(block, features)) {
      Nd4j.gemm(weight, ofProjection, product, false, false, 1, 0);
      var values = StepBlocks.read(product);
      for (int t = blocks.from(block); t < blocks.to(block); t++) {
        int from = (t - blocks.from(block)) * step.length;
        for (int i = 0; i < step.length; i++) {
          step[i] = values[from + i] + weights[t * clips + i / features] * ofOutput[i];
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
