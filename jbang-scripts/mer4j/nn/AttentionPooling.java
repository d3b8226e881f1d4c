package mer4j.nn;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Pooling over time with learned weights: every true frame gets a score, the softmax of a clip's
 * scores over its true frames weighs its frames, and the weighted sum is the output. The score is
 * that of additive attention (Bahdanau, Cho and Bengio, 2015) without a query, as Raffel and Ellis
 * (2015) use it for sequences:
 *
 * <pre>score(t) = v . tanh(h(t) W + b),  a = softmax(score),  output = sum over t of a(t) h(t)
 * </pre>
 *
 * <p>{@code [clips][features][time]} becomes {@code [clips][features]}. Parameters: {@code W
 * [features][units]}, {@code b [units]}, {@code v [units]}. With a mask {@code [clips][time]}, what
 * lies in the padding, NaN included, changes neither outputs nor gradients by a bit; the gradient
 * there is 0. A clip whose mask is 0 throughout is an {@link IllegalArgumentException}.
 */
public final class AttentionPooling extends FeedForwardLayer {
  @JsonProperty private int units = 1;

  /** For Deeplearning4j's JSON. */
  public AttentionPooling() {
    resetLayerDefaultConfig();
    setActivationFn(new ActivationIdentity());
  }

  /**
   * A pooling layer.
   *
   * @param features per frame; 0 to take them from the network's input type
   * @param units of the layer that scores
   * @throws IllegalArgumentException if there is less than one unit or features are below 0
   */
  public AttentionPooling(int features, int units) {
    this();
    if (features < 0 || units < 1) {
      throw new IllegalArgumentException(
          "attention needs features and units, not " + features + " and " + units);
    }
    setNIn(features);
    setNOut(features);
    this.units = units;
  }

  /** Units of the layer that scores. */
  public int units() {
    return units;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    var layer = new AttentionPoolingLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialise));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return AttentionParameters.INSTANCE;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return TimePooling.pooled(this, input);
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    super.setNIn(input, override);
    setNOut(getNIn());
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(input, RNNFormat.NCW, getLayerName());
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    long parameters = initializer().numParams(this);
    long state = getIUpdater() == null ? 0 : getIUpdater().stateSize(parameters);
    long time = Math.max(1, ((InputType.InputTypeRecurrent) input).getTimeSeriesLength());
    return new LayerMemoryReport.Builder(
            getLayerName(), AttentionPooling.class, input, getOutputType(-1, input))
        .standardMemory(parameters, state)
        .workingMemory(0, 0, 0, units * time) // the hidden values of every frame
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AttentionPooling that && super.equals(other) && units == that.units;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + units;
  }
}
