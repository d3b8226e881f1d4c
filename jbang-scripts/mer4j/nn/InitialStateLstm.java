package mer4j.nn;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's LSTM with a first state that can be given, in training too. Deeplearning4j has
 * given states only for truncated backpropagation; the study's LSTM starts from random ones.
 */
public final class InitialStateLstm extends LSTM {
  /** For Deeplearning4j's JSON. */
  public InitialStateLstm() {
    resetLayerDefaultConfig();
  }

  /**
   * A layer with tanh units and sigmoid gates.
   *
   * @param in inputs per frame
   * @param out units
   */
  public InitialStateLstm(int in, int out) {
    this();
    setNIn(in);
    setNOut(out);
    setActivationFn(new ActivationTanH());
    setRnnDataFormat(RNNFormat.NCW);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    var layer = new InitialStateLstmLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialise));
    layer.setConf(configuration);
    return layer;
  }
}
