package mer4j.recurrent;

import java.util.Arrays;

/**
 * Some clips in one direction on their way forward through time, on one thread. All that a step
 * needs stays in the processor's second cache.
 */
final class ForwardPass {
  private final Kernels kernels;
  private final Panels panels;
  private final Trace trace;
  private final InputProducts ahead;
  private final int units;
  private final int padded;
  private final int inputs;
  private final int stride;

  private int capacity;
  private float[] now; // rows [x | h] of the present step
  private float[] next; // of the next one
  private float[] gates; // of one panel
  private float[] cell;
  private float[] states;
  private float[] frames;

  ForwardPass(Kernels kernels, Panels panels, Trace trace) {
    this.kernels = kernels;
    this.panels = panels;
    this.trace = trace;
    ahead = new InputProducts(kernels, panels);
    units = panels.units();
    padded = panels.paddedUnits();
    inputs = panels.inputs();
    stride = panels.stride();
  }

  private void reserve(int rows) {
    if (rows > capacity) {
      capacity = rows;
      now = new float[rows * stride];
      next = new float[rows * stride];
      gates = new float[rows * panels.width()];
      cell = new float[rows * padded];
      states = new float[rows * padded];
      frames = new float[rows * inputs];
    }
  }

  /**
   * Runs over all steps.
   *
   * @param x frames
   * @param hidden {@code [clips][units]}: first states, replaced by the last ones
   * @param cells the same for the cells of an LSTM
   * @param out where the states go; null for nowhere
   * @param keep whether the way back will follow
   */
  void run(Rows rows, Sequences x, float[] hidden, float[] cells, Sequences out, boolean keep) {
    int n = rows.count();
    reserve(n);
    if (keep) {
      trace.reserve(n, rows.time());
    }
    begin(rows, hidden, cells, out);
    collect(0, n, now, keep);
    ahead.clear();
    boolean few = InputProducts.pay(n);
    for (int t = 0; t < rows.time(); t++) {
      n = rows.active(t, n);
      if (few) {
        ahead.prepare(rows, x, t, n);
      } else {
        x.read(rows, t, n, frames);
        for (int r = 0; r < n; r++) {
          System.arraycopy(frames, r * inputs, now, r * stride, inputs);
        }
      }
      step(n, t, few, keep);
      collect(t + 1, n, next, keep);
      if (out != null) {
        out.write(rows, t, n, states, padded);
      }
      for (int r = rows.active(t + 1, n); r < n; r++) {
        System.arraycopy(states, r * padded, hidden, rows.clip(r) * units, units);
        System.arraycopy(cell, r * padded, cells, rows.clip(r) * units, units);
      }
      var swap = now;
      now = next;
      next = swap;
    }
  }

  private void begin(Rows rows, float[] hidden, float[] cells, Sequences out) {
    Arrays.fill(cell, 0);
    for (int r = 0; r < rows.count(); r++) {
      System.arraycopy(hidden, rows.clip(r) * units, now, r * stride + inputs, units);
      System.arraycopy(cells, rows.clip(r) * units, cell, r * padded, units);
      if (out != null) {
        rows.clearPadding(out, r);
      }
    }
  }

  /** Takes the states out of rows {@code [x | h]}, and keeps them as those before step t. */
  private void collect(int t, int n, float[] from, boolean keep) {
    for (int r = 0; r < n; r++) {
      System.arraycopy(from, r * stride + inputs, states, r * padded, units);
    }
    if (keep) {
      trace.writeStates(t, n, states, cell);
    }
  }

  /** One step of the first {@code n} rows, from {@code now} to {@code next}. */
  private void step(int n, int t, boolean few, boolean keep) {
    int width = panels.width();
    int from = few ? inputs : 0;
    for (int u = 0; u < panels.count(); u++) {
      kernels.multiply(
          n,
          now,
          from,
          stride,
          1,
          panels.depth() - from,
          0,
          panels.forward(),
          ((long) u * panels.depth() + from) * width,
          few ? ahead.values() : panels.bias(),
          few ? ahead.offset(t, u) : u * width,
          few ? width : 0,
          gates,
          0,
          width);
      int unit = u * panels.unitsPerPanel();
      int state = inputs + unit;
      kernels.forward(panels.cell(), n, gates, 0, cell, unit, padded, now, next, state, stride);
      if (keep) {
        trace.writeGates(t, u, n, gates);
      }
    }
  }
}
