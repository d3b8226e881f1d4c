package mer4j.recurrent;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The weights of one direction in the order in which {@link Kernels} read them.
 *
 * <p>A step multiplies rows {@code [x | h]}, frame and state side by side, with panels {@code
 * [inputs + units][width]}. A panel of an LSTM holds columns i, f, g, o of some units; one of a GRU
 * r, z, the recurrent and the input part of n, since the reset gate comes between the two; one of
 * Elman's network only units. The way back multiplies with the transpose, in panels too.
 */
final class Panels {
  private static final int GRU_RECURRENT = 2;
  private static final int GRU_INPUT = 3;

  private final Cell cell;
  private final int inputs;
  private final int units;
  private final int lanes;
  private final int width;
  private final int count;
  private final MemorySegment forward;
  private final float[] bias;
  private final MemorySegment backToInputs;
  private final MemorySegment backToUnits;

  Panels(Cell cell, int inputs, int units, Kernels kernels) {
    this.cell = cell;
    this.inputs = inputs;
    this.units = units;
    lanes = kernels.lanes();
    width = kernels.width();
    count = Math.ceilDiv(units, unitsPerPanel());
    forward = kernels.room(count * depth() * width);
    bias = new float[count * width];
    backToInputs = kernels.room(paddedInputs() * count * width);
    backToUnits = kernels.room(paddedUnits() * count * width);
  }

  Cell cell() {
    return cell;
  }

  int inputs() {
    return inputs;
  }

  int units() {
    return units;
  }

  /** Columns of a panel. */
  int width() {
    return width;
  }

  /** Number of panels that make up all units. */
  int count() {
    return count;
  }

  /** Units whose gates stand in one panel. */
  int unitsPerPanel() {
    return cell.gated() ? lanes : width;
  }

  /** Length of a row {@code [x | h]}. */
  int depth() {
    return inputs + units;
  }

  /** Units rounded up to whole panels: the distance of rows of states. */
  int paddedUnits() {
    return Math.ceilDiv(units, width) * width;
  }

  int paddedInputs() {
    return Math.ceilDiv(inputs, width) * width;
  }

  /** Distance of rows {@code [x | h]}. */
  int stride() {
    return inputs + paddedUnits();
  }

  /** {@code [count][depth][width]}, times what {@link Kernels#forward} wants. */
  MemorySegment forward() {
    return forward;
  }

  /** {@code [count][width]}. */
  float[] bias() {
    return bias;
  }

  /** {@code [paddedInputs / width][count * width][width]}. */
  MemorySegment backToInputs() {
    return backToInputs;
  }

  /** {@code [paddedUnits / width][count * width][width]}. */
  MemorySegment backToUnits() {
    return backToUnits;
  }

  /** Place in {@code [count][width]} of a gate of a unit. */
  private int column(int gate, int unit, boolean recurrent) {
    if (!cell.gated()) {
      return unit;
    }
    int slot = cell == Cell.GRU && gate == 2 ? (recurrent ? GRU_RECURRENT : GRU_INPUT) : gate;
    return unit / lanes * width + slot * lanes + unit % lanes;
  }

  private int forwardAt(int column, int row) {
    return (column / width * depth() + row) * width + column % width;
  }

  private int backAt(int target, int column) {
    return (target / width * count * width + column) * width + target % width;
  }

  /** What the sums of a gate are multiplied with forward, so that only exp - 1 is left to do. */
  private float factor(int gate) {
    return switch (cell) {
      case TANH -> 2;
      case RELU -> 1;
      case LSTM, GRU -> gate == 2 ? 2 : -1; // sigmoid gates but for the third, a tanh
    };
  }

  private static void set(MemorySegment panels, int at, float value) {
    panels.setAtIndex(ValueLayout.JAVA_FLOAT, at, value);
  }

  /** Takes over weights; the rest of the panels is zero. */
  void pack(Weights weights) {
    for (int gate = 0; gate < cell.gates(); gate++) {
      float factor = factor(gate);
      for (int unit = 0; unit < units; unit++) {
        int row = gate * units + unit;
        int column = column(gate, unit, false);
        for (int i = 0; i < inputs; i++) {
          float w = weights.input()[row * inputs + i];
          set(forward, forwardAt(column, i), factor * w);
          set(backToInputs, backAt(i, column), w);
        }
        bias[column] = factor * weights.bias()[row];
        column = column(gate, unit, true);
        for (int i = 0; i < units; i++) {
          float w = weights.recurrent()[row * units + i];
          set(forward, forwardAt(column, inputs + i), factor * w);
          set(backToUnits, backAt(i, column), w);
        }
        if (weights.recurrentBias() != null) {
          // r and z: both biases in one place; n: a place each
          float first = column == column(gate, unit, false) ? bias[column] : 0;
          bias[column] = first + factor * weights.recurrentBias()[row];
        }
      }
    }
  }

  /**
   * Adds gradients in the order of {@link #forward()} and {@link #bias()} to gradients in PyTorch's
   * order.
   */
  void addTo(Weights sum, float[] dForward, float[] dBias) {
    for (int gate = 0; gate < cell.gates(); gate++) {
      for (int unit = 0; unit < units; unit++) {
        int row = gate * units + unit;
        int column = column(gate, unit, false);
        for (int i = 0; i < inputs; i++) {
          sum.input()[row * inputs + i] += dForward[forwardAt(column, i)];
        }
        sum.bias()[row] += dBias[column];
        column = column(gate, unit, true);
        for (int i = 0; i < units; i++) {
          sum.recurrent()[row * units + i] += dForward[forwardAt(column, inputs + i)];
        }
        if (sum.recurrentBias() != null) {
          sum.recurrentBias()[row] += dBias[column];
        }
      }
    }
  }
}
