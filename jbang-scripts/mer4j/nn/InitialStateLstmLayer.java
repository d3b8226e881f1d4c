package mer4j.nn;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The working part of {@link InitialStateLstm}. */
public final class InitialStateLstmLayer extends LSTM {
  InitialStateLstmLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  /**
   * Sets the state before the first frame, for all passes until it is set again.
   *
   * @param hidden {@code [batch][units]}; null for zeros
   * @param cell {@code [batch][units]}; null for zeros
   */
  public void setInitialState(INDArray hidden, INDArray cell) {
    stateMap.clear();
    tBpttStateMap.clear();
    if (hidden != null) {
      stateMap.put(STATE_KEY_PREV_ACTIVATION, hidden);
      stateMap.put(STATE_KEY_PREV_MEMCELL, cell);
      tBpttStateMap.putAll(stateMap);
    }
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    // the truncated form is the one that starts from a stored state
    return rnnActivateUsingStoredState(input, training, false, workspaces);
  }

  @Override
  public INDArray activate(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
    return rnnActivateUsingStoredState(x, training, false, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    if (stateMap.isEmpty()) {
      return super.backpropGradient(epsilon, workspaces);
    }
    // over the whole sequence, so nothing is truncated
    var result = super.tbpttBackpropGradient(epsilon, (int) input.size(2), workspaces);
    tBpttStateMap.putAll(stateMap); // the pass left its last state there
    return result;
  }
}
