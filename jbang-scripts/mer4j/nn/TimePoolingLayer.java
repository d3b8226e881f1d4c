package mer4j.nn;

import java.util.Arrays;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layer that {@link TimePooling} describes. */
final class TimePoolingLayer extends AbstractLayer<TimePooling> {
  private StepMask mask;
  private int[] chosen;

  TimePoolingLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    var states = StepView.of(sequence(input));
    mask = StepMask.of(maskArray, states.clips(), states.time()).requireFrames();
    var pooled =
        switch (layerConf().pooling()) {
          case LAST -> last(states);
          case MEAN -> mean(states);
          case MAX -> max(states);
          case ATTENTION -> throw new IllegalStateException("attention has weights");
        };
    var output =
        StepView.create(
            workspaces, ArrayType.ACTIVATIONS, dataType, states.clips(), states.features());
    StepView.of(output).write(0, pooled);
    return output;
  }

  private INDArray sequence(INDArray array) {
    if (array.rank() != 3) {
      throw new IllegalArgumentException(
          "pooling over time takes [clips, features, time], not "
              + Arrays.toString(array.shape())
              + " "
              + layerId());
    }
    return array.castTo(dataType);
  }

  /** The step whose state counts as the last of a clip, by feature. */
  private int lastStep(int clip, int feature, int features) {
    boolean backward = layerConf().directions() == 2 && feature >= features / 2;
    return backward ? mask.first(clip) : mask.last(clip);
  }

  private double[] last(StepView states) {
    int clips = states.clips();
    int features = states.features();
    if (features % layerConf().directions() != 0) {
      throw new IllegalArgumentException(
          features + " features are not those of two directions " + layerId());
    }
    var pooled = states.newStep();
    for (int b = 0; b < clips; b++) {
      for (int f = 0; f < features; f++) {
        pooled[b * features + f] = states.get(b, f, lastStep(b, f, features));
      }
    }
    return pooled;
  }

  private double[] mean(StepView states) {
    int features = states.features();
    var sum = states.newStep();
    var state = states.newStep();
    for (int t = 0; t < states.time(); t++) {
      states.read(t, state);
      for (int b = 0; b < states.clips(); b++) {
        if (mask.step(t)[b]) {
          for (int i = b * features; i < (b + 1) * features; i++) {
            sum[i] += state[i];
          }
        }
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= mask.count(i / features);
    }
    return sum;
  }

  private double[] max(StepView states) {
    int features = states.features();
    var best = states.newStep();
    var state = states.newStep();
    chosen = new int[best.length];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (int b = 0; b < states.clips(); b++) { // where there is nothing above minus infinity
      Arrays.fill(chosen, b * features, (b + 1) * features, mask.first(b));
    }
    for (int t = 0; t < states.time(); t++) {
      states.read(t, state);
      for (int b = 0; b < states.clips(); b++) {
        if (mask.step(t)[b]) {
          for (int i = b * features; i < (b + 1) * features; i++) {
            // a NaN in a true frame is handed on, as PyTorch does
            if (state[i] > best[i] || Double.isNaN(state[i])) {
              best[i] = state[i];
              chosen[i] = t;
            }
          }
        }
      }
    }
    return best;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    var output = StepView.of(epsilon.castTo(dataType));
    var ofOutput = output.newStep();
    output.read(0, ofOutput);
    var ofInput =
        layerConf().pooling() == Pooling.MEAN
            ? ofMean(ofOutput, workspaces)
            : ofOneStep(ofOutput, workspaces);
    return new Pair<>(new DefaultGradient(), ofInput);
  }

  private INDArray ofMean(double[] ofOutput, LayerWorkspaceMgr workspaces) {
    var ofInput = StepView.create(workspaces, ArrayType.ACTIVATION_GRAD, dataType, input.shape());
    var gradients = StepView.of(ofInput);
    int features = gradients.features();
    for (int i = 0; i < ofOutput.length; i++) {
      ofOutput[i] /= mask.count(i / features);
    }
    var ofStep = gradients.newStep();
    for (int t = 0; t < gradients.time(); t++) {
      var valid = mask.step(t);
      if (t == 0 || !Arrays.equals(valid, mask.step(t - 1))) { // else the same as before
        for (int i = 0; i < ofStep.length; i++) {
          ofStep[i] = valid[i / features] ? ofOutput[i] : 0;
        }
      }
      gradients.write(t, ofStep);
    }
    return ofInput;
  }

  private INDArray ofOneStep(double[] ofOutput, LayerWorkspaceMgr workspaces) {
    var ofInput = StepView.zeros(workspaces, ArrayType.ACTIVATION_GRAD, dataType, input.shape());
    var gradients = StepView.of(ofInput);
    var steps = steps(gradients);
    int features = gradients.features();
    for (int i = 0; i < ofOutput.length; i++) {
      gradients.set(i / features, i % features, steps[i], ofOutput[i]);
    }
    return ofInput;
  }

  /** For each feature and clip, the one step that the output comes from. */
  private int[] steps(StepView gradients) {
    if (layerConf().pooling() == Pooling.MAX) {
      return chosen;
    }
    var steps = new int[gradients.clips() * gradients.features()];
    int features = gradients.features();
    for (int i = 0; i < steps.length; i++) {
      steps[i] = lastStep(i / features, i % features, features);
    }
    return steps;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray newMask, MaskState state, int clips) {
    maskArray = newMask;
    maskState = state;
    return null; // nothing is masked from here on
  }

  @Override
  public void clear() {
    super.clear();
    mask = null;
    chosen = null;
  }

  @Override
  public Type type() {
    return Type.SUBSAMPLING;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {
    // has no weights
  }
}
