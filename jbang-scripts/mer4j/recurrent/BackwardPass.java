package mer4j.recurrent;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** The same clips as in a {@link ForwardPass} on their way back through time, on one thread. */
final class BackwardPass {
  /** Rows whose weight gradients are added up together, at least. */
  private static final int BLOCK = 128;

  private final Kernels kernels;
  private final Panels panels;
  private final Trace trace;
  private final int units;
  private final int padded;
  private final int inputs;
  private final int stride;
  private final int width;
  private final float[] zeros;
  private final float[] dForward;
  private final float[] dBias;

  private int capacity;
  private int block;
  private float[] trail; // rows [x | h] of a block of steps
  private float[] gates; // [panels][block][width], then their gradients
  private float[] cell;
  private float[] before;
  private float[] states; // before a step
  private float[] after;
  private float[] frames;
  private float[] errors;
  private float[] dCell;
  private float[] dHidden;
  private float[] dFrames;

  BackwardPass(Kernels kernels, Panels panels, Trace trace) {
    this.kernels = kernels;
    this.panels = panels;
    this.trace = trace;
    units = panels.units();
    padded = panels.paddedUnits();
    inputs = panels.inputs();
    stride = panels.stride();
    width = panels.width();
    zeros = new float[width];
    dForward = new float[panels.count() * panels.depth() * width];
    dBias = new float[panels.count() * width];
  }

  private void reserve(int rows) {
    if (rows > capacity) {
      capacity = rows;
      block = rows * Math.ceilDiv(BLOCK, rows);
      trail = new float[block * stride];
      gates = new float[panels.count() * block * width];
      cell = new float[rows * padded];
      before = new float[rows * padded];
      states = new float[rows * padded];
      after = new float[rows * padded];
      frames = new float[rows * inputs];
      errors = new float[rows * units];
      dCell = new float[rows * padded];
      dHidden = new float[rows * padded];
      dFrames = new float[rows * panels.paddedInputs()];
    }
  }

  /**
   * Runs over all steps.
   *
   * @param x the frames given forward
   * @param dOut gradient of the states
   * @param dx where the gradient of the frames goes; null for nowhere
   * @param add whether it is added to what is there
   * @param dFirst {@code [clips][units]}: receives the gradient of the first states
   * @param dFirstCell the same for the cells of an LSTM
   */
  void run(
      Rows rows,
      Sequences x,
      Sequences dOut,
      Sequences dx,
      boolean add,
      float[] dFirst,
      float[] dFirstCell) {
    reserve(rows.count());
    for (var sum : new float[][] {dForward, dBias, dHidden, dCell}) {
      Arrays.fill(sum, 0);
    }
    int filled = 0;
    int later = 0; // rows of the step done before this one, if its states are still here
    for (int t = rows.time() - 1; t >= 0; t--) {
      int n = rows.active(t, rows.count());
      addErrors(rows, t, n, dOut);
      if (isZero(n)) {
        if (dx != null && !add) {
          Arrays.fill(dFrames, 0, n * panels.paddedInputs(), 0);
          dx.write(rows, t, n, dFrames, panels.paddedInputs());
        }
        later = 0;
        continue;
      }
      if (filled + n > block) {
        addWeightGradients(filled);
        filled = 0;
      }
      recall(rows, t, n, n == later, filled, x);
      stepBack(n, filled);
      if (dx != null) {
        multiplyBack(n, filled, panels.backToInputs(), panels.paddedInputs(), zeros, dFrames);
        dx.write(rows, t, n, dFrames, panels.paddedInputs(), add);
      }
      multiplyBack(n, filled, panels.backToUnits(), padded, null, dHidden);
      filled += n;
      later = n;
    }
    addWeightGradients(filled);
    for (int r = 0; r < rows.count(); r++) {
      System.arraycopy(dHidden, r * padded, dFirst, rows.clip(r) * units, units);
      System.arraycopy(dCell, r * padded, dFirstCell, rows.clip(r) * units, units);
      if (dx != null && !add) {
        rows.clearPadding(dx, r);
      }
    }
  }

  /**
   * Brings back what step {@code t} saw and made, into the block from row {@code at} on.
   *
   * @param going whether all rows also had the step after it, which was here just now
   */
  private void recall(Rows rows, int t, int n, boolean going, int at, Sequences x) {
    if (panels.cell() == Cell.LSTM) {
      var swap = cell;
      cell = before;
      before = swap;
      if (!going) {
        trace.readCells(t + 1, n, cell);
      }
      trace.readCells(t, n, before);
    }
    var swap = after;
    after = states;
    states = swap;
    if (!going) {
      trace.readStates(t + 1, n, after);
    }
    trace.readStates(t, n, states);
    x.read(rows, t, n, frames);
    for (int r = 0; r < n; r++) {
      System.arraycopy(frames, r * inputs, trail, (at + r) * stride, inputs);
      System.arraycopy(states, r * padded, trail, (at + r) * stride + inputs, units);
    }
    for (int u = 0; u < panels.count(); u++) {
      int to = (u * block + at) * width;
      if (panels.cell().gated()) {
        trace.readGates(t, u, n, gates, to);
      } else {
        for (int r = 0; r < n; r++) {
          System.arraycopy(after, r * padded + u * width, gates, to + r * width, width);
        }
      }
    }
  }

  private void addErrors(Rows rows, int t, int n, Sequences dOut) {
    dOut.read(rows, t, n, errors);
    for (int r = 0; r < n; r++) {
      int from = r * units;
      int to = r * padded;
      for (int j = 0; j < units; j++) {
        dHidden[to + j] += errors[from + j];
      }
    }
  }

  /**
   * Whether no gradient reaches this step. That of a last state fades, and where subnormal numbers
   * are flushed it is exactly zero after some hundred steps: everything this step would add is then
   * zero, too.
   */
  private boolean isZero(int n) {
    for (int at = 0; at < n * padded; at += padded) {
      int bits = 0;
      for (int i = at; i < at + padded; i++) {
        bits |= Float.floatToRawIntBits(dHidden[i]) | Float.floatToRawIntBits(dCell[i]);
      }
      if (bits << 1 != 0) { // but for the sign
        return false;
      }
    }
    return true;
  }

  private void stepBack(int n, int at) {
    for (int u = 0; u < panels.count(); u++) {
      int unit = u * panels.unitsPerPanel();
      kernels.backward(
          panels.cell(),
          n,
          gates,
          (u * block + at) * width,
          cell,
          before,
          unit,
          padded,
          trail,
          at * stride + inputs + unit,
          stride,
          dCell,
          dHidden,
          dBias,
          u * width);
    }
  }

  /**
   * Multiplies the gradients of the sums with transposed weights; start null adds to the result.
   */
  private void multiplyBack(
      int n, int at, MemorySegment transposed, int columns, float[] start, float[] result) {
    for (int v = 0; v < columns / width; v++) {
      kernels.multiply(
          n,
          gates,
          at * width,
          width,
          panels.count(),
          width,
          block * width,
          transposed,
          (long) v * panels.count() * width * width,
          start == null ? result : start,
          start == null ? v * width : 0,
          start == null ? columns : 0,
          result,
          v * width,
          columns);
    }
  }

  private void addWeightGradients(int filled) {
    for (int u = 0; u < panels.count(); u++) {
      int to = u * panels.depth() * width;
      kernels.accumulate(
          filled, trail, stride, panels.depth(), gates, u * block * width, dForward, to);
    }
  }

  /** Adds the gradients of the weights that {@link #run} found. */
  void addGradients(Weights sum) {
    panels.addTo(sum, dForward, dBias);
  }
}
