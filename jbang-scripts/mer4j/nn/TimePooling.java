package mer4j.nn;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Pooling over time without weights: {@code [clips][features][time]} becomes {@code
 * [clips][features]}, reading true frames only where there is a mask {@code [clips][time]}. What
 * lies in the padding, NaN included, changes neither outputs nor gradients by a bit; the gradient
 * there is 0.
 *
 * <ul>
 *   <li>{@link Pooling#LAST}: the state at the last true frame. With two directions the second half
 *       of the features is that of a layer that reads backward, whose last state is the one at the
 *       first true frame: together PyTorch's {@code h_n}.
 *   <li>{@link Pooling#MEAN}: the mean over the true frames.
 *   <li>{@link Pooling#MAX}: the greatest value of each feature; its gradient goes to the first
 *       frame that has it.
 * </ul>
 *
 * A clip whose mask is 0 throughout is an {@link IllegalArgumentException}. Deeplearning4j's {@code
 * GlobalPoolingLayer} multiplies by the mask, so NaN spreads, and {@code LastTimeStep} knows no
 * backward direction.
 */
public final class TimePooling extends NoParamLayer {
  @JsonProperty private Pooling pooling = Pooling.LAST;
  @JsonProperty private int directions = 1;

  /** The last state of one direction; for Deeplearning4j's JSON. */
  public TimePooling() {}

  /**
   * A pooling of one of the kinds without weights.
   *
   * @param pooling which
   * @param directions 2 if the features are those of a forward layer followed by those of a
   *     backward layer, else 1; matters to {@link Pooling#LAST} only
   * @throws IllegalArgumentException if the pooling has weights or directions are neither 1 nor 2
   */
  public TimePooling(Pooling pooling, int directions) {
    if (pooling == Pooling.ATTENTION) {
      throw new IllegalArgumentException("attention has weights: use AttentionPooling");
    }
    if (directions != 1 && directions != 2) {
      throw new IllegalArgumentException("directions must be 1 or 2, not " + directions);
    }
    this.pooling = pooling;
    this.directions = directions;
  }

  /** Which pooling it is. */
  public Pooling pooling() {
    return pooling;
  }

  /** Number of directions whose features lie one after another. */
  public int directions() {
    return directions;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    var layer = new TimePoolingLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    return layer;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return pooled(this, input);
  }

  /** What a pooling layer makes of an input type; refuses all but {@code [clips][..][time]}. */
  static InputType pooled(org.deeplearning4j.nn.conf.layers.Layer layer, InputType input) {
    if (!(input instanceof InputType.InputTypeRecurrent sequence)
        || sequence.getFormat() == RNNFormat.NWC) {
      throw new IllegalStateException(
          "layer "
              + layer.getLayerName()
              + " pools sequences [clips, features, time], not "
              + input);
    }
    return InputType.feedForward(sequence.getSize());
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(input, RNNFormat.NCW, getLayerName());
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return new LayerMemoryReport.Builder(
            getLayerName(), TimePooling.class, input, getOutputType(-1, input))
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimePooling that
        && super.equals(other)
        && pooling == that.pooling
        && directions == that.directions;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * super.hashCode() + pooling.hashCode()) + directions;
  }
}
