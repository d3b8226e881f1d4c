package mer4j.nn;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layer that {@link TimeReversal} describes. */
final class TimeReversalLayer extends AbstractLayer<TimeReversal> {
  TimeReversalLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    return reversed(input, workspaces, ArrayType.ACTIVATIONS);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    var ofInput = reversed(epsilon, workspaces, ArrayType.ACTIVATION_GRAD);
    return new Pair<>(new DefaultGradient(), ofInput);
  }

  private INDArray reversed(INDArray array, LayerWorkspaceMgr workspaces, ArrayType type) {
    var from = StepView.of(array.castTo(dataType));
    var mask = StepMask.of(maskArray, from.clips(), from.time());
    var result = workspaces.create(type, dataType, array.shape().clone(), 'f');
    var to = StepView.of(result);
    var sources = new int[from.clips()][];
    for (int b = 0; b < sources.length; b++) {
      int clip = b;
      sources[b] = IntStream.range(0, from.time()).filter(t -> mask.step(t)[clip]).toArray();
    }
    var next = new int[from.clips()];
    var step = from.newStep();
    for (int t = 0; t < from.time(); t++) {
      var valid = mask.step(t);
      for (int b = 0; b < from.clips(); b++) {
        int source = valid[b] ? sources[b][sources[b].length - ++next[b]] : -1;
        for (int f = 0; f < from.features(); f++) {
          step[f * from.clips() + b] = source < 0 ? 0 : from.get(b, f, source);
        }
      }
      to.write(t, step);
    }
    return result;
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
