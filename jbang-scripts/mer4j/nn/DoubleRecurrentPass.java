package mer4j.nn;

import java.util.Map;
import mer4j.recurrent.Cell;
import mer4j.recurrent.DoubleRecurrence;
import mer4j.recurrent.DoubleRecurrence.DoubleWeights;
import mer4j.recurrent.Steps;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link RecurrentPass} in double precision, for checks of gradients: slow. */
final class DoubleRecurrentPass implements RecurrentPass {
  private final int units;
  private final boolean gru;
  private final DoubleRecurrence[] directions;

  DoubleRecurrentPass(Recurrent layer) {
    units = layer.units();
    gru = layer.cell() == Cell.GRU;
    directions = new DoubleRecurrence[layer.directions()];
    for (int d = 0; d < directions.length; d++) {
      directions[d] =
          new DoubleRecurrence(layer.cell(), Math.toIntExact(layer.getNIn()), units, d == 1);
    }
  }

  private static String suffix(int direction) {
    return direction == 0 ? "" : RecurrentParameters.REVERSE;
  }

  private static double[] doubles(INDArray parameter) {
    return parameter.dup('f').reshape('f', new long[] {parameter.length()}).toDoubleVector();
  }

  private static void store(double[] values, INDArray parameter) {
    parameter.assign(Nd4j.createFromArray(values).reshape('f', parameter.shape()));
  }

  private DoubleWeights weights(Map<String, INDArray> parameters, int direction) {
    var suffix = suffix(direction);
    return new DoubleWeights(
        doubles(parameters.get(RecurrentParameters.WEIGHT + suffix)),
        doubles(parameters.get(RecurrentParameters.RECURRENT_WEIGHT + suffix)),
        doubles(parameters.get(RecurrentParameters.BIAS + suffix)),
        gru ? doubles(parameters.get(RecurrentParameters.RECURRENT_BIAS + suffix)) : null);
  }

  /** {@code [clips][time][count]} of {@code [clips][values][time]}. */
  private static double[][][] sequences(INDArray array, int first, int count) {
    var values = new double[(int) array.size(0)][(int) array.size(2)][count];
    for (int clip = 0; clip < values.length; clip++) {
      for (int t = 0; t < values[clip].length; t++) {
        for (int v = 0; v < count; v++) {
          values[clip][t][v] = array.getDouble(clip, first + v, t);
        }
      }
    }
    return values;
  }

  private double[][] part(INDArray states, int direction) {
    if (states == null) {
      return null;
    }
    var part = new double[(int) states.size(0)][units];
    for (int clip = 0; clip < part.length; clip++) {
      for (int j = 0; j < units; j++) {
        part[clip][j] = states.getDouble(clip, direction * units + j);
      }
    }
    return part;
  }

  private static void put(double[][][] values, INDArray array, int first, boolean add) {
    for (int clip = 0; clip < values.length; clip++) {
      for (int t = 0; t < values[clip].length; t++) {
        for (int v = 0; v < values[clip][t].length; v++) {
          double before = add ? array.getDouble(clip, first + v, t) : 0;
          array.putScalar(new int[] {clip, first + v, t}, before + values[clip][t][v]);
        }
      }
    }
  }

  @Override
  public void forward(
      Map<String, INDArray> parameters,
      INDArray x,
      Steps steps,
      INDArray hidden,
      INDArray cell,
      INDArray out,
      boolean keep) {
    var frames = sequences(x, 0, (int) x.size(1));
    for (int d = 0; d < directions.length; d++) {
      var states =
          directions[d].forward(
              weights(parameters, d), frames, steps, part(hidden, d), part(cell, d));
      if (out != null) {
        put(states, out, d * units, false);
      }
    }
  }

  @Override
  public INDArray lastHidden() {
    return detached(directions[0].lastHidden());
  }

  @Override
  public INDArray lastCell() {
    return detached(directions[0].lastCell());
  }

  @SuppressWarnings("try") // the scope is not used by name
  private static INDArray detached(double[][] states) {
    try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      return Nd4j.createFromArray(states);
    }
  }

  @Override
  public void backward(INDArray epsilon, INDArray ofInput, Map<String, INDArray> gradients) {
    for (int d = 0; d < directions.length; d++) {
      var found = directions[d].backward(sequences(epsilon, d * units, units));
      if (ofInput != null) {
        put(found.frames(), ofInput, 0, d > 0);
      }
      var suffix = suffix(d);
      store(found.weights().input(), gradients.get(RecurrentParameters.WEIGHT + suffix));
      store(
          found.weights().recurrent(),
          gradients.get(RecurrentParameters.RECURRENT_WEIGHT + suffix));
      store(found.weights().bias(), gradients.get(RecurrentParameters.BIAS + suffix));
      if (gru) {
        store(
            found.weights().recurrentBias(),
            gradients.get(RecurrentParameters.RECURRENT_BIAS + suffix));
      }
    }
  }

  @Override
  public void close() {
    // all of it is on the heap
  }
}
