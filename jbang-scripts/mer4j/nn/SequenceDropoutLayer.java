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
    long counter = 0;
    for (int t = 0; t < from.time(); t++) {
      from.read(t, step);
      var valid = mask.step(t);
      for (int i = 0; i < step.length; i++) {
        boolean kept = valid[i / from.features()] && (rate == 0 || draw(counter) >= rate);
        step[i] = kept ? step[i] * scale : 0;
        counter++;
      }
      to.write(t, step);
    }
    return array;
  }

  /** A number in [0, 1) that depends on the seed and a value's place only. */
  private double draw(long place) {
    return (Seeds.mix(seed, place) >>> 11) * 0x1p-53;
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
