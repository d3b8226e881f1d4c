package mer4j.nn;

import java.util.Arrays;
import java.util.Map;
import mer4j.recurrent.Cell;
import mer4j.recurrent.Steps;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The working part of {@link Recurrent}.
 *
 * <p>What a training step needs on its way back (states, cells and gates of every time step: half a
 * gigabyte for an LSTM at the study's size) lies in native memory that is kept for the next step of
 * the same size. {@link #close} gives it back, as does the end of the layer.
 */
public final class RecurrentLayer extends BaseRecurrentLayer<Recurrent> {
  private static final String HIDDEN = "hidden";
  private static final String CELL = "cell";

  private final RecurrentPass pass;
  private INDArray firstHidden;
  private INDArray firstCell;
  private boolean kept;

  RecurrentLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
    var layer = (Recurrent) configuration.getLayer();
    pass =
        switch (type) {
          case FLOAT -> new FloatRecurrentPass(layer);
          case DOUBLE -> new DoubleRecurrentPass(layer);
          default ->
              throw new IllegalArgumentException(
                  "a recurrent layer computes in FLOAT or DOUBLE, not " + type);
        };
  }

  /**
   * Sets the states before the first step, for all passes until they are set again.
   *
   * @param hidden {@code [clips][directions x units]}; null for zeros
   * @param cell the same for the cells of an LSTM; null for zeros
   * @throws IllegalArgumentException if one has another shape, they are for different numbers of
   *     clips, or there are cells for a layer that is no LSTM. Whether they are for as many clips
   *     as a batch has shows when it comes
   */
  public void setInitialState(INDArray hidden, INDArray cell) {
    if (cell != null && layerConf().cell() != Cell.LSTM) {
      throw new IllegalArgumentException(
          "only an LSTM has cells, not a layer of " + layerConf().cell() + " " + layerId());
    }
    requireState(hidden, null);
    requireState(cell, hidden);
    firstHidden = hidden;
    firstCell = cell;
  }

  private INDArray activate(
      INDArray hidden, INDArray cell, boolean keep, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(keep, workspaces);
    var x = frames();
    requireState(hidden, x);
    requireState(cell, x);
    // time-major, which is how the states are made and how the layer above reads them best
    long[] shape = {x.size(2), x.size(0), layerConf().getNOut()};
    var out =
        workspaces
            .createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c')
            .permute(1, 2, 0);
    pass.forward(paramTable(), x, steps(x), hidden, cell, out, keep);
    kept = keep;
    return permuteIfNWC(out);
  }

  private INDArray frames() {
    if (input.rank() != 3) {
      throw new IllegalArgumentException(
          "a recurrent layer takes [clips, features, time], not "
              + Arrays.toString(input.shape())
              + " "
              + layerId());
    }
    var x = permuteIfNWC(input.castTo(dataType));
    if (x.size(1) != layerConf().getNIn()) {
      throw new IllegalArgumentException(
          "the layer takes "
              + layerConf().getNIn()
              + " features per frame, not "
              + x.size(1)
              + " "
              + layerId());
    }
    return x;
  }

  /**
   * Refuses states of another shape.
   *
   * @param other has as many clips; null if any number will do
   */
  private void requireState(INDArray state, INDArray other) {
    if (state != null
        && (state.rank() != 2
            || other != null && state.size(0) != other.size(0)
            || state.size(1) != layerConf().getNOut())) {
      throw new IllegalArgumentException(
          "the first state must be [%s, %d] (clips, units), not %s %s"
              .formatted(
                  other == null ? "clips" : other.size(0),
                  layerConf().getNOut(),
                  Arrays.toString(state.shape()),
                  layerId()));
    }
  }

  private Steps steps(INDArray x) {
    int clips = Math.toIntExact(x.size(0));
    int time = Math.toIntExact(x.size(2));
    if (maskArray == null) {
      return Steps.all(clips, time);
    }
    var mask = StepMask.of(maskArray, clips, time);
    var valid = new boolean[clips][time];
    for (int t = 0; t < time; t++) {
      var step = mask.step(t);
      for (int b = 0; b < clips; b++) {
        valid[b][t] = step[b];
      }
    }
    return Steps.of(valid);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    return activate(firstHidden, firstCell, training, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    var x = frames();
    if (!kept) {
      pass.forward(paramTable(), x, steps(x), firstHidden, firstCell, null, true);
    }
    kept = false;
    INDArray ofInput = null;
    if (layerConf().inputGradient()) {
      long[] shape = {x.size(2), x.size(0), x.size(1)};
      ofInput =
          workspaces
              .createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, shape, 'c')
              .permute(1, 2, 0);
    }
    pass.backward(permuteIfNWC(epsilon.castTo(dataType)), ofInput, gradientViews);
    var gradient = new DefaultGradient(gradientsFlattened);
    paramTable().keySet().forEach(key -> gradient.setGradientFor(key, gradientViews.get(key)));
    weightNoiseParams.clear();
    if (ofInput == null) {
      return new Pair<>(gradient, null);
    }
    return new Pair<>(gradient, permuteIfNWC(backpropDropOutIfPresent(ofInput)));
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int clips) {
    maskArray = mask;
    maskState = state;
    return new Pair<>(mask, state);
  }

  @Override
  public INDArray rnnTimeStep(INDArray frames, LayerWorkspaceMgr workspaces) {
    return continued(stateMap, frames, false, true, workspaces);
  }

  @Override
  public INDArray rnnActivateUsingStoredState(
      INDArray frames, boolean training, boolean store, LayerWorkspaceMgr workspaces) {
    return continued(tBpttStateMap, frames, training, store, workspaces);
  }

  private INDArray continued(
      Map<String, INDArray> states,
      INDArray frames,
      boolean training,
      boolean store,
      LayerWorkspaceMgr workspaces) {
    if (layerConf().bidirectional()) {
      throw new UnsupportedOperationException(
          "a layer that also reads backward cannot go on from stored states " + layerId());
    }
    setInput(frames, workspaces);
    var out =
        activate(
            states.getOrDefault(HIDDEN, firstHidden),
            states.getOrDefault(CELL, firstCell),
            training,
            workspaces);
    if (store) {
      states.put(HIDDEN, pass.lastHidden());
      if (layerConf().cell() == Cell.LSTM) {
        states.put(CELL, pass.lastCell());
      }
    }
    return out;
  }

  @Override
  public Pair<Gradient, INDArray> tbpttBackpropGradient(
      INDArray epsilon, int length, LayerWorkspaceMgr workspaces) {
    if (length > 0 && length < epsilon.size(getDataFormat().name().indexOf('W'))) {
      throw new UnsupportedOperationException(
          "truncated backpropagation must go back over the whole of each piece " + layerId());
    }
    return backpropGradient(epsilon, workspaces);
  }

  @Override
  public void clear() {
    super.clear();
    kept = false;
  }

  /**
   * Frees the native memory that is kept from step to step. Weights and stored states stay, and the
   * layer may be used again: its next pass gets memory anew.
   */
  @Override
  public void close() {
    super.close();
    pass.close();
    kept = false;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public boolean hasBias() {
    return true;
  }
}
