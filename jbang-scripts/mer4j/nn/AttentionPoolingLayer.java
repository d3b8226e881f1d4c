package mer4j.nn;

import java.util.Arrays;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The layer that {@link AttentionPooling} describes. */
final class AttentionPoolingLayer extends BaseLayer<AttentionPooling> {
  private StepMask mask;
  private INDArray[] hidden = {}; // tanh(h W + b) of each block, kept for the way back
  private double[] weights; // of the frames, [time][clips]
  private double[] pooled;

  AttentionPoolingLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    var states = StepView.of(sequence());
    mask = StepMask.of(maskArray, states.clips(), states.time()).requireFrames();
    weights = scores(new StepBlocks(states, mask), states.clips() * states.time());
    softmax(states.clips());
    pooled = states.newStep();
    var state = states.newStep();
    for (int t = 0; t < states.time(); t++) {
      states.read(t, state);
      for (int b = 0; b < states.clips(); b++) {
        if (mask.step(t)[b]) {
          double weight = weights[t * states.clips() + b];
          for (int i = b * states.features(); i < (b + 1) * states.features(); i++) {
            pooled[i] += weight * state[i];
          }
        }
      }
    }
    var output =
        StepView.create(
            workspaces, ArrayType.ACTIVATIONS, dataType, states.clips(), states.features());
    StepView.of(output).write(0, pooled);
    return output;
  }

  private INDArray sequence() {
    if (input.rank() != 3 || input.size(1) != layerConf().getNIn()) {
      throw new IllegalArgumentException(
          "attention takes [clips, %d, time], not %s %s"
              .formatted(layerConf().getNIn(), Arrays.toString(input.shape()), layerId()));
    }
    return input.castTo(dataType);
  }

  /** The score of every frame; of padding, one that means nothing. */
  private double[] scores(StepBlocks blocks, int frames) {
    release();
    hidden = new INDArray[blocks.count()];
    var v = getParam(AttentionParameters.SCORE).toDoubleVector();
    var scores = new double[frames];
    for (int block = 0; block < hidden.length; block++) {
      hidden[block] = blocks.newMatrix(block, v.length);
      try (var states = blocks.states(block)) {
        var weight = getParam(AttentionParameters.WEIGHT);
        Nd4j.gemm(weight, states, hidden[block], true, false, 1, 0);
      }
      hidden[block].transpose().addiRowVector(getParam(AttentionParameters.BIAS));
      Transforms.tanh(hidden[block], false);
      var values = StepBlocks.read(hidden[block]);
      int first = blocks.first(block);
      for (int i = 0; i < values.length; i++) {
        scores[first + i / v.length] += v[i % v.length] * values[i];
      }
    }
    return scores;
  }

  /** Turns scores into weights that are 0 in the padding and have the sum 1 in each clip. */
  private void softmax(int clips) {
    for (int b = 0; b < clips; b++) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = b, t = 0; i < weights.length; i += clips, t++) {
        greatest = mask.step(t)[b] ? Math.max(greatest, weights[i]) : greatest;
      }
      double sum = 0;
      for (int i = b, t = 0; i < weights.length; i += clips, t++) {
        weights[i] = mask.step(t)[b] ? Math.exp(weights[i] - greatest) : 0;
        sum += weights[i];
      }
      for (int i = b; i < weights.length; i += clips) {
        weights[i] /= sum;
      }
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    var states = StepView.of(sequence());
    var ofInput = StepView.create(workspaces, ArrayType.ACTIVATION_GRAD, dataType, input.shape());
    var ofOutput = states.newStep();
    StepView.of(epsilon.castTo(dataType)).read(0, ofOutput);
    var ofScores = ofScores(states, ofOutput);
    var backward =
        new AttentionGradient(
            getParam(AttentionParameters.WEIGHT),
            getParam(AttentionParameters.SCORE).toDoubleVector(),
            gradientViews.get(AttentionParameters.WEIGHT));
    var blocks = new StepBlocks(states, mask);
    for (int block = 0; block < blocks.count(); block++) {
      backward.add(blocks, block, hidden[block], ofScores);
      backward.ofFrames(blocks, block, weights, ofOutput, StepView.of(ofInput));
    }
    backward.close();
    release();
    var gradient = new DefaultGradient();
    gradient.setGradientFor(
        AttentionParameters.WEIGHT, gradientViews.get(AttentionParameters.WEIGHT));
    put(gradient, AttentionParameters.BIAS, backward.ofBias());
    put(gradient, AttentionParameters.SCORE, backward.ofScore());
    return new Pair<>(gradient, ofInput);
  }

  private void put(Gradient gradient, String key, double[] values) {
    var view = gradientViews.get(key);
    StepView.of(view.reshape(1, view.length())).write(0, values);
    gradient.setGradientFor(key, view);
  }

  /** Gradient of the scores, {@code [time][clips]}: through the weighted sum and the softmax. */
  private double[] ofScores(StepView states, double[] ofOutput) {
    int clips = states.clips();
    var result = new double[weights.length];
    var state = states.newStep();
    var mean = new double[clips];
    for (int i = 0; i < pooled.length; i++) {
      mean[i / states.features()] += ofOutput[i] * pooled[i];
    }
    for (int t = 0; t < states.time(); t++) {
      states.read(t, state);
      for (int i = 0; i < state.length; i++) {
        result[t * clips + i / states.features()] += ofOutput[i] * state[i];
      }
      for (int b = 0; b < clips; b++) {
        int i = t * clips + b;
        result[i] = mask.step(t)[b] ? weights[i] * (result[i] - mean[b]) : 0;
      }
    }
    return result;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray newMask, MaskState state, int clips) {
    maskArray = newMask;
    maskState = state;
    return null; // nothing is masked from here on
  }

  private void release() {
    for (var block : hidden) {
      if (block != null) {
        block.close();
      }
    }
    hidden = new INDArray[0];
  }

  @Override
  public void clear() {
    super.clear();
    release();
    mask = null;
    weights = null;
    pooled = null;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
