package mer4j.nn;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Dropout (Srivastava et al., 2014) of single values of {@code [clips][features][time]}, as PyTorch
 * has it between stacked recurrent layers: in training each value is dropped with probability
 * {@code rate} and else divided by {@code 1 - rate}. With a mask {@code [clips][time]} padding
 * gives 0, whatever lies there, and gets the gradient 0; a clip's draws do not depend on the
 * padding's length. Also for {@code [clips][features]}.
 *
 * <p>One number of Nd4j's generator decides a pass, so a seed set there repeats it; nothing is kept
 * for the way back. Deeplearning4j's own layer cannot take a mask with sequences.
 */
public final class SequenceDropout extends NoParamLayer {
  @JsonProperty private double rate;

  /** Drops nothing; for Deeplearning4j's JSON. */
  public SequenceDropout() {}

  /**
   * A dropout layer.
   *
   * @param rate share of values dropped
   * @throws IllegalArgumentException if it is not in [0, 1)
   */
  public SequenceDropout(double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), not " + rate);
    }
    this.rate = rate;
  }

  /** Share of values dropped. */
  public double rate() {
    return rate;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    var layer = new SequenceDropoutLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    return layer;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return input;
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return new LayerMemoryReport.Builder(getLayerName(), SequenceDropout.class, input, input)
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SequenceDropout that && super.equals(other) && rate == that.rate;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Double.hashCode(rate);
  }
}
