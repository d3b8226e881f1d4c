package mer4j.nn;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) as PyTorch's {@code BatchNorm1d} has it, of {@code
 * [clips][features]} and of {@code [clips][features][time]} with or without a mask {@code
 * [clips][time]}: mean and variance of each feature are those over the true frames of all clips
 * together. Padding gives 0 and gets the gradient 0, and nothing in it, NaN included, changes
 * anything else by a bit.
 *
 * <p>Epsilon 1e-5; running statistics move by .1 towards those of the batch, the variance towards
 * the unbiased one. Where Deeplearning4j wants the gradient of a running statistic, it gets, as
 * from its own layer, what is to be subtracted. Training takes at least two true frames, or clips
 * where there is no time; fewer are an {@link IllegalArgumentException}.
 *
 * <p>Deeplearning4j's own layer, whose parameters and JSON this one shares, takes no sequences, no
 * mask, and the biased variance into its running statistics.
 */
public final class MaskedBatchNormalization extends BatchNormalization {
  /** For Deeplearning4j's JSON. */
  public MaskedBatchNormalization() {
    resetLayerDefaultConfig();
    setActivationFn(new ActivationIdentity());
    setDecay(.9);
    setEps(1e-5);
  }

  /**
   * A layer with scale 1 and shift 0.
   *
   * @param features of its input; 0 to take them from the network's input type
   * @throws IllegalArgumentException if features are below 0
   */
  public MaskedBatchNormalization(int features) {
    this();
    if (features < 0) {
      throw new IllegalArgumentException("features must be 0 or more, not " + features);
    }
    setNIn(features);
    setNOut(features);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    var layer = new MaskedBatchNormalizationLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialise));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    boolean plain = input instanceof InputType.InputTypeFeedForward;
    boolean sequence =
        input instanceof InputType.InputTypeRecurrent recurrent
            && recurrent.getFormat() != RNNFormat.NWC;
    if (!plain && !sequence) {
      throw new IllegalStateException(
          "layer "
              + getLayerName()
              + " normalises [clips, features] or [clips, features, time], not "
              + input);
    }
    return input;
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  /** Always false: the variance itself is stored, as in PyTorch. */
  @Override
  public boolean isUseLogStd() {
    return false;
  }

  /** Changes nothing; Deeplearning4j's JSON of a network without weights asks for true. */
  @Override
  public void setUseLogStd(boolean logarithm) {
    // the variance itself is stored
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MaskedBatchNormalization && super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
