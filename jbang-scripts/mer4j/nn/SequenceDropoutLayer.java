package mer4j.nn;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The layer that {@link SequenceDropout} describes. */
final class SequenceDropoutLayer extends AbstractLayer<SequenceDropout> {
  private StepMask mask;
  private boolean dropping;
  private long seed;

  SequenceDropoutLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    dropping = training && layerConf().rate() > 0;
    seed = dropping ? Nd4j.getRandom().nextLong() : 0;
    var x = StepView.of(input.castTo(dataType));
    mask = StepMask.of(maskArray, x.clips(), x.time());
    return drop(x, workspaces, ArrayType.ACTIVATIONS);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    var ofOutput = StepView.of(epsilon.castTo(dataType));
    var ofInput = drop(ofOutput, workspaces, ArrayType.ACTIVATION_GRAD);
    return new Pair<>(new DefaultGradient(), ofInput);
  }

  /** The same values fall out of the gradient as out of the activations. */
  private INDArray drop(StepView from, LayerWorkspaceMgr workspaces, ArrayType type) {
    var array = StepView.create(workspaces, type, dataType, from.array().shape());
    var to = StepView.of(array);
    var step = from.newStep();
    double rate = dropping ? layerConf().rate() : 0;
    double scale = 1 / (1 - rate);
    long least = (long) (rate * 0x1p63); // a value's number must reach it: 0 drops none
    for (int t = 0; t < from.time(); t++) {
      from.read(t, step);
      var valid = mask.step(t);
      long first = (long) t * step.length;
      for (int b = 0; b < from.clips(); b++) {
        for (int i = b * from.features(); i < (b + 1) * from.features(); i++) {
          boolean kept = valid[b] && (least == 0 || Seeds.mix(seed, first + i) >>> 1 >= least);
          step[i] = kept ? step[i] * scale : 0;
        }
      }
      to.write(t, step);
    }
    return array;
  }

  @Override
  public void clear() {
    super.clear();
    mask = null;
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
