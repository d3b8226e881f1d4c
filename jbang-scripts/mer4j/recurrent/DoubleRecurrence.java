package mer4j.recurrent;

import java.util.Arrays;

/**
 * One direction of a recurrent layer in double precision, written out step by step without any care
 * for speed: the formulas of {@link Cell} as they stand there. It says what {@link Recurrence} is
 * to compute, and serves checks of gradients by differences.
 */
public final class DoubleRecurrence {
  private final Cell cell;
  private final int inputs;
  private final int units;
  private final boolean reversed;

  private DoubleWeights weights;
  private double[][][] frames;
  private Steps steps;
  private double[][][] gates; // [clip][i-th true step]
  private double[][][] states; // [clip][0: first; 1 + i: after the i-th true step]
  private double[][][] cells;

  /**
   * A direction of a layer.
   *
   * @param inputs values per frame
   * @param units size of the state
   * @param reversed whether it reads each clip from its last true step to its first
   */
  public DoubleRecurrence(Cell cell, int inputs, int units, boolean reversed) {
    this.cell = cell;
    this.inputs = inputs;
    this.units = units;
    this.reversed = reversed;
  }

  /**
   * Weights in the layout of {@link Weights}.
   *
   * @param input {@code [gates x units][inputs]}
   * @param recurrent {@code [gates x units][units]}
   * @param bias {@code [gates x units]}
   * @param recurrentBias the second one of a GRU, else null
   */
  public record DoubleWeights(
      double[] input, double[] recurrent, double[] bias, double[] recurrentBias) {}

  /**
   * The gradients of a pass.
   *
   * @param weights of the weights, summed over clips and steps
   * @param frames {@code [clips][time][inputs]}
   * @param firstHidden {@code [clips][units]}
   * @param firstCell the same for the cells of an LSTM
   */
  public record DoubleGradients(
      DoubleWeights weights, double[][][] frames, double[][] firstHidden, double[][] firstCell) {}

  /**
   * Runs over a batch.
   *
   * @param x {@code [clips][time][inputs]}
   * @param trueSteps which of the steps are no padding
   * @param firstHidden {@code [clips][units]}; null for zeros
   * @param firstCell the same for the cells of an LSTM
   * @return the states {@code [clips][time][units]}, 0 in the padding
   */
  public double[][][] forward(
      DoubleWeights newWeights,
      double[][][] x,
      Steps trueSteps,
      double[][] firstHidden,
      double[][] firstCell) {
    weights = newWeights;
    frames = x;
    steps = trueSteps;
    int clips = x.length;
    gates = new double[clips][][];
    states = new double[clips][][];
    cells = new double[clips][][];
    var out = new double[clips][steps.time()][units];
    for (int b = 0; b < clips; b++) {
      int count = steps.count(b);
      gates[b] = new double[count][];
      states[b] = new double[count + 1][units];
      cells[b] = new double[count + 1][units];
      if (firstHidden != null) {
        states[b][0] = firstHidden[b].clone();
      }
      if (firstCell != null) {
        cells[b][0] = firstCell[b].clone();
      }
      for (int i = 0; i < count; i++) {
        gates[b][i] =
            step(x[b][place(b, i)], states[b][i], cells[b][i], states[b][i + 1], cells[b][i + 1]);
        out[b][place(b, i)] = states[b][i + 1].clone();
      }
    }
    return out;
  }

  private int place(int clip, int i) {
    return steps.place(clip, reversed ? steps.count(clip) - 1 - i : i);
  }

  /** The states {@code [clips][units]} after each clip's last true step. */
  public double[][] lastHidden() {
    return Arrays.stream(states).map(own -> own[own.length - 1].clone()).toArray(double[][]::new);
  }

  /** The cells of an LSTM after each clip's last true step. */
  public double[][] lastCell() {
    return Arrays.stream(cells).map(own -> own[own.length - 1].clone()).toArray(double[][]::new);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** One row of the weights of the frame and its bias. */
  private double ofFrame(int row, double[] x) {
    double sum = weights.bias[row];
    for (int k = 0; k < inputs; k++) {
      sum += weights.input[row * inputs + k] * x[k];
    }
    return sum;
  }

  /** One row of the weights of the state and, in a GRU, its bias. */
  private double ofState(int row, double[] h) {
    double sum = weights.recurrentBias == null ? 0 : weights.recurrentBias[row];
    for (int k = 0; k < units; k++) {
      sum += weights.recurrent[row * units + k] * h[k];
    }
    return sum;
  }

  /** Computes the new state and cell; returns all gates, in a GRU also R_n h + d_n at the end. */
  private double[] step(double[] x, double[] h, double[] c, double[] newH, double[] newC) {
    var g = new double[4 * units];
    for (int j = 0; j < units; j++) {
      switch (cell) {
        case TANH -> newH[j] = Math.tanh(ofFrame(j, x) + ofState(j, h));
        case RELU -> newH[j] = Math.max(0, ofFrame(j, x) + ofState(j, h));
        case LSTM -> {
          for (int q = 0; q < 4; q++) {
            double sum = ofFrame(q * units + j, x) + ofState(q * units + j, h);
            g[q * units + j] = q == 2 ? Math.tanh(sum) : sigmoid(sum);
          }
          newC[j] = g[units + j] * c[j] + g[j] * g[2 * units + j];
          newH[j] = g[3 * units + j] * Math.tanh(newC[j]);
        }
        case GRU -> {
          double reset = sigmoid(ofFrame(j, x) + ofState(j, h));
          double update = sigmoid(ofFrame(units + j, x) + ofState(units + j, h));
          double recurrent = ofState(2 * units + j, h);
          double candidate = Math.tanh(ofFrame(2 * units + j, x) + reset * recurrent);
          newH[j] = (1 - update) * candidate + update * h[j];
          g[j] = reset;
          g[units + j] = update;
          g[2 * units + j] = candidate;
          g[3 * units + j] = recurrent;
        }
      }
    }
    return g;
  }

  /**
   * Goes back over the batch that {@link #forward} was given last.
   *
   * @param dOut gradient of the states {@code [clips][time][units]}; not read in the padding
   */
  public DoubleGradients backward(double[][][] dOut) {
    int rows = cell.gates() * units;
    var result =
        new DoubleGradients(
            new DoubleWeights(
                new double[rows * inputs],
                new double[rows * units],
                new double[rows],
                cell == Cell.GRU ? new double[rows] : null),
            new double[frames.length][steps.time()][inputs],
            new double[frames.length][units],
            new double[frames.length][units]);
    for (int b = 0; b < frames.length; b++) {
      var dh = result.firstHidden[b];
      var dc = result.firstCell[b];
      for (int i = steps.count(b) - 1; i >= 0; i--) {
        int place = place(b, i);
        for (int j = 0; j < units; j++) {
          dh[j] += dOut[b][place][j];
        }
        stepBack(b, i, dh, dc, result.frames[b][place], result.weights);
      }
    }
    return result;
  }

  /** Turns the gradients of the state and cell after a step into those before it. */
  private void stepBack(int clip, int i, double[] dh, double[] dc, double[] dx, DoubleWeights sum) {
    var h = states[clip][i];
    var g = gates[clip][i];
    var ofInput = new double[cell.gates() * units]; // gradients of the sums over the frame
    var ofRecurrent = ofInput; // and over the state, other than that only in a GRU
    var direct = new double[units]; // what reaches the state before without passing weights
    if (cell == Cell.GRU) {
      ofRecurrent = new double[3 * units];
    }
    for (int j = 0; j < units; j++) {
      double after = states[clip][i + 1][j];
      switch (cell) {
        case TANH -> ofInput[j] = dh[j] * (1 - after * after);
        case RELU -> ofInput[j] = after > 0 ? dh[j] : 0;
        case LSTM -> lstmBack(clip, i, j, dh, dc, ofInput);
        case GRU -> {
          double reset = g[j];
          double update = g[units + j];
          double candidate = g[2 * units + j];
          double dn = dh[j] * (1 - update) * (1 - candidate * candidate);
          ofInput[j] = dn * g[3 * units + j] * reset * (1 - reset);
          ofInput[units + j] = dh[j] * (h[j] - candidate) * update * (1 - update);
          ofInput[2 * units + j] = dn;
          ofRecurrent[j] = ofInput[j];
          ofRecurrent[units + j] = ofInput[units + j];
          ofRecurrent[2 * units + j] = dn * reset;
          direct[j] = dh[j] * update;
        }
      }
    }
    System.arraycopy(direct, 0, dh, 0, units);
    var x = frames[clip][place(clip, i)];
    for (int row = 0; row < ofInput.length; row++) {
      sum.bias[row] += ofInput[row];
      for (int k = 0; k < inputs; k++) {
        sum.input[row * inputs + k] += ofInput[row] * x[k];
        dx[k] += ofInput[row] * weights.input[row * inputs + k];
      }
      if (sum.recurrentBias != null) {
        sum.recurrentBias[row] += ofRecurrent[row];
      }
      for (int k = 0; k < units; k++) {
        sum.recurrent[row * units + k] += ofRecurrent[row] * h[k];
        dh[k] += ofRecurrent[row] * weights.recurrent[row * units + k];
      }
    }
  }

  private void lstmBack(int clip, int i, int j, double[] dh, double[] dc, double[] sums) {
    var g = gates[clip][i];
    double input = g[j];
    double forget = g[units + j];
    double candidate = g[2 * units + j];
    double output = g[3 * units + j];
    double squashed = Math.tanh(cells[clip][i + 1][j]);
    double d = dc[j] + dh[j] * output * (1 - squashed * squashed);
    sums[j] = d * candidate * input * (1 - input);
    sums[units + j] = d * cells[clip][i][j] * forget * (1 - forget);
    sums[2 * units + j] = d * input * (1 - candidate * candidate);
    sums[3 * units + j] = dh[j] * squashed * output * (1 - output);
    dc[j] = d * forget;
  }
}
