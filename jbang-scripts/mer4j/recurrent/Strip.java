package mer4j.recurrent;

import java.util.Arrays;

/**
 * One thread's part of a batch in one direction: runs through time forward and back, keeping
 * everything that a step needs in the processor's second cache. What the way back needs of each
 * step is kept in native memory: the gates, the cells, and the states before the step.
 */
final class Strip implements AutoCloseable {
  /** Rows whose weight gradients are added up together, at least. */
  private static final int BLOCK = 128;

  private final Kernels kernels;
  private final Panels panels;
  private final NativeFloats keptGates = new NativeFloats();
  private final NativeFloats keptCells = new NativeFloats();
  private final NativeFloats keptStates = new NativeFloats();
  private final float[] zeros;
  private final float[] dForward;
  private final float[] dBias;

  private int capacity;
  private int block;
  private float[] now;
  private float[] next;
  private float[] trail;
  private float[] gates;
  private float[] cell;
  private float[] before;
  private float[] dCell;
  private float[] dHidden;
  private float[] dFrames;
  private float[] errors;
  private Rows rows;

  Strip(Kernels kernels, Panels panels) {
    this.kernels = kernels;
    this.panels = panels;
    zeros = new float[panels.width()];
    dForward = new float[panels.forward().length];
    dBias = new float[panels.bias().length];
  }

  private void reserve(int count) {
    if (count <= capacity) {
      return;
    }
    capacity = count;
    block = count * Math.ceilDiv(BLOCK, count);
    int padded = panels.paddedUnits();
    now = new float[count * panels.stride()];
    next = new float[count * panels.stride()];
    trail = new float[block * panels.stride()];
    gates = new float[panels.count() * block * panels.width()];
    cell = new float[count * padded];
    before = new float[count * padded];
    dCell = new float[count * padded];
    dHidden = new float[count * padded];
    dFrames = new float[count * panels.paddedInputs()];
    errors = new float[count * panels.units()];
  }

  private boolean hasCell() {
    return panels.cell() == Cell.LSTM;
  }

  /**
   * Runs forward.
   *
   * @param x frames
   * @param hidden {@code [clips][units]}: first states, replaced by the last ones
   * @param cells the same for the cells of an LSTM
   * @param out where the states go; null for nowhere
   * @param keep whether {@link #backward} will follow
   */
  void forward(Rows part, Sequences x, float[] hidden, float[] cells, Sequences out, boolean keep) {
    rows = part;
    reserve(part.count());
    int units = panels.units();
    int padded = panels.paddedUnits();
    int stride = panels.stride();
    int inputs = panels.inputs();
    int n = part.count();
    if (keep) {
      keptGates.require((long) part.time() * capacity * panels.count() * panels.width());
      keptStates.require((long) part.time() * capacity * units);
      keptCells.require(hasCell() ? (part.time() + 1L) * capacity * padded : 0);
    }
    Arrays.fill(cell, 0);
    for (int r = 0; r < n; r++) {
      System.arraycopy(hidden, part.clip(r) * units, now, r * stride + inputs, units);
      if (hasCell()) {
        System.arraycopy(cells, part.clip(r) * units, cell, r * padded, units);
      }
      if (out != null) {
        part.clearPadding(out, r);
      }
    }
    if (keep && hasCell()) {
      keptCells.write(cell, 0, 0, n * padded);
    }
    for (int t = 0; t < part.time(); t++) {
      int active = part.active(t, n);
      n = active;
      for (int r = 0; r < n; r++) {
        x.read(part.clip(r), rows.place(r, t), now, r * stride);
        if (keep) {
          keptStates.write(now, r * stride + inputs, ((long) t * capacity + r) * units, units);
        }
      }
      step(n, t, keep);
      if (keep && hasCell()) {
        keptCells.write(cell, 0, (t + 1L) * capacity * padded, n * padded);
      }
      int going = part.active(t + 1, n);
      for (int r = 0; r < n; r++) {
        int h = r * stride + inputs;
        if (out != null) {
          out.write(part.clip(r), rows.place(r, t), next, h);
        }
        if (r >= going) {
          System.arraycopy(next, h, hidden, part.clip(r) * units, units);
          if (hasCell()) {
            System.arraycopy(cell, r * padded, cells, part.clip(r) * units, units);
          }
        }
      }
      var swap = now;
      now = next;
      next = swap;
    }
  }

  /** One step of the first {@code n} rows, from {@code now} to {@code next}. */
  private void step(int n, int t, boolean keep) {
    int width = panels.width();
    int stride = panels.stride();
    for (int u = 0; u < panels.count(); u++) {
      kernels.multiply(
          n,
          now,
          0,
          stride,
          1,
          panels.depth(),
          0,
          panels.forward(),
          u * panels.depth() * width,
          panels.bias(),
          u * width,
          0,
          gates,
          0,
          width);
      int unit = u * panels.unitsPerPanel();
      kernels.forward(
          panels.cell(),
          n,
          gates,
          0,
          cell,
          unit,
          panels.paddedUnits(),
          now,
          next,
          panels.inputs() + unit,
          stride);
      if (keep) {
        keptGates.write(gates, 0, (long) (t * panels.count() + u) * capacity * width, n * width);
      }
    }
  }

  /**
   * Runs back.
   *
   * @param x the frames given forward
   * @param dOut gradient of the states
   * @param dx where the gradient of the frames goes; null for nowhere
   * @param add whether it is added to what is there
   * @param dFirst {@code [clips][units]}: receives the gradient of the first states
   * @param dFirstCell the same for the cells of an LSTM
   */
  void backward(
      Sequences x, Sequences dOut, Sequences dx, boolean add, float[] dFirst, float[] dFirstCell) {
    int units = panels.units();
    int padded = panels.paddedUnits();
    Arrays.fill(dForward, 0);
    Arrays.fill(dBias, 0);
    Arrays.fill(dHidden, 0);
    Arrays.fill(dCell, 0);
    int filled = 0;
    for (int t = rows.time() - 1; t >= 0; t--) {
      int n = rows.active(t, rows.count());
      if (filled + n > block) {
        addWeightGradients(filled);
        filled = 0;
      }
      recall(n, t, filled, x);
      addErrors(n, t, dOut);
      stepBack(n, filled);
      if (dx != null) {
        multiplyBack(n, filled, panels.backToInputs(), panels.paddedInputs(), zeros, dFrames);
        for (int r = 0; r < n; r++) {
          int at = r * panels.paddedInputs();
          if (add) {
            dx.add(rows.clip(r), rows.place(r, t), dFrames, at);
          } else {
            dx.write(rows.clip(r), rows.place(r, t), dFrames, at);
          }
        }
      }
      multiplyBack(n, filled, panels.backToUnits(), padded, null, dHidden);
      filled += n;
    }
    addWeightGradients(filled);
    for (int r = 0; r < rows.count(); r++) {
      System.arraycopy(dHidden, r * padded, dFirst, rows.clip(r) * units, units);
      if (hasCell()) {
        System.arraycopy(dCell, r * padded, dFirstCell, rows.clip(r) * units, units);
      }
      if (dx != null && !add) {
        rows.clearPadding(dx, r);
      }
    }
  }

  /** Brings back what step {@code t} saw and made, into the block from row {@code at} on. */
  private void recall(int n, int t, int at, Sequences x) {
    int width = panels.width();
    int units = panels.units();
    int padded = panels.paddedUnits();
    for (int u = 0; u < panels.count(); u++) {
      keptGates.read(
          (long) (t * panels.count() + u) * capacity * width,
          gates,
          (u * block + at) * width,
          n * width);
    }
    for (int r = 0; r < n; r++) {
      int row = (at + r) * panels.stride();
      x.read(rows.clip(r), rows.place(r, t), trail, row);
      keptStates.read(((long) t * capacity + r) * units, trail, row + panels.inputs(), units);
    }
    if (hasCell()) {
      keptCells.read((t + 1L) * capacity * padded, cell, 0, n * padded);
      keptCells.read((long) t * capacity * padded, before, 0, n * padded);
    }
  }

  private void addErrors(int n, int t, Sequences dOut) {
    int units = panels.units();
    int padded = panels.paddedUnits();
    for (int r = 0; r < n; r++) {
      dOut.read(rows.clip(r), rows.place(r, t), errors, r * units);
    }
    for (int r = 0; r < n; r++) {
      int from = r * units;
      int to = r * padded;
      for (int j = 0; j < units; j++) {
        dHidden[to + j] += errors[from + j];
      }
    }
  }

  private void stepBack(int n, int at) {
    int width = panels.width();
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
          panels.paddedUnits(),
          trail,
          at * panels.stride() + panels.inputs() + unit,
          panels.stride(),
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
      int n, int at, float[] transposed, int columns, float[] start, float[] result) {
    int width = panels.width();
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
          v * panels.count() * width * width,
          start == null ? result : start,
          start == null ? v * width : 0,
          start == null ? columns : 0,
          result,
          v * width,
          columns);
    }
  }

  private void addWeightGradients(int filled) {
    int width = panels.width();
    for (int u = 0; u < panels.count(); u++) {
      kernels.accumulate(
          filled,
          trail,
          panels.stride(),
          panels.depth(),
          gates,
          u * block * width,
          dForward,
          u * panels.depth() * width);
    }
  }

  /** Adds the gradients of the weights that {@link #backward} found. */
  void addGradients(Weights sum) {
    panels.addTo(sum, dForward, dBias);
  }

  @Override
  public void close() {
    keptGates.close();
    keptCells.close();
    keptStates.close();
  }
}
