package mer4j.nn;

import java.util.Collection;
import mer4j.recurrent.Cell;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A recurrent layer of our own for Deeplearning4j's networks: {@code [clips][features][time]}
 * becomes {@code [clips][units][time]}, in two directions {@code [clips][forward, then backward
 * units][time]}. Outputs, states and gradients are PyTorch's; what a step computes is told, with
 * the sources of the formulas, at {@link Cell}.
 *
 * <p>Where there is a mask {@code [clips][time]}, a layer runs over the true steps of a clip as if
 * there were no others, and backward from the last true one, as PyTorch does with packed sequences.
 * What lies in the padding, NaN included, changes neither outputs nor gradients by a bit; both are
 * 0 there. Parameters and their order are {@link RecurrentParameters}'.
 */
public final class Recurrent extends BaseRecurrentLayer {
  @JsonProperty private Cell cell = Cell.TANH;
  @JsonProperty private boolean bidirectional;
  @JsonProperty private boolean inputGradient = true;

  /** Elman's network with tanh; for Deeplearning4j's JSON. */
  public Recurrent() {
    resetLayerDefaultConfig();
    setActivationFn(new ActivationIdentity()); // the cell knows its own
    setRnnDataFormat(RNNFormat.NCW);
  }

  /**
   * A layer.
   *
   * @param cell what a step computes; the formulas of each and their sources stand at {@link Cell}
   * @param features per frame; 0 to take them from the network's input type
   * @param units per direction
   * @param bidirectional whether a second set of units reads backward
   * @throws IllegalArgumentException if there is less than one unit or features are below 0
   */
  public Recurrent(Cell cell, int features, int units, boolean bidirectional) {
    this();
    if (features < 0 || units < 1) {
      throw new IllegalArgumentException(
          "a recurrent layer needs features and units, not " + features + " and " + units);
    }
    setNIn(features);
    setNOut((long) units * (bidirectional ? 2 : 1));
    this.cell = cell;
    this.bidirectional = bidirectional;
  }

  /**
   * Spares this layer the gradient of its input, a quarter of the work of a step, where nobody
   * wants it: where the layer reads the network's own input.
   *
   * @return this
   */
  public Recurrent withoutInputGradient() {
    inputGradient = false;
    return this;
  }

  /** What a step computes, by the formulas at {@link Cell}. */
  public Cell cell() {
    return cell;
  }

  /** Whether it also reads backward. */
  public boolean bidirectional() {
    return bidirectional;
  }

  /** Whether it hands on a gradient to the layer below. */
  public boolean inputGradient() {
    return inputGradient;
  }

  /** 1 or 2. */
  public int directions() {
    return bidirectional ? 2 : 1;
  }

  /** Units of one direction. */
  public int units() {
    return Math.toIntExact(getNOut()) / directions();
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    if (getNIn() < 1) {
      throw new IllegalStateException(
          "layer " + getLayerName() + " does not know how many features a frame has");
    }
    var layer = new RecurrentLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialise));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return RecurrentParameters.INSTANCE;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    long parameters = initializer().numParams(this);
    long state = getIUpdater() == null ? 0 : getIUpdater().stateSize(parameters);
    long time = Math.max(1, ((InputType.InputTypeRecurrent) input).getTimeSeriesLength());
    long kept = (cell == Cell.TANH || cell == Cell.RELU ? 2 : 6) * getNOut() * time;
    return new LayerMemoryReport.Builder(
            getLayerName(), Recurrent.class, input, getOutputType(-1, input))
        .standardMemory(parameters, state)
        .workingMemory(0, 0, 0, kept) // gates, cells and states of every step
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recurrent that
        && super.equals(other)
        && cell == that.cell
        && bidirectional == that.bidirectional
        && inputGradient == that.inputGradient;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof Recurrent;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + cell.hashCode() + (bidirectional ? 1 : 0);
  }
}
