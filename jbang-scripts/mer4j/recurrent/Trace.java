package mer4j.recurrent;

/**
 * What the way back needs to know of the way forward, step by step in native memory: the states and
 * cells before each step, and the gates. At the study's size (128 clips of 1,295 steps, 128 units)
 * an LSTM takes half a gigabyte; Elman's network, whose states say all, 85 MB.
 */
final class Trace implements AutoCloseable {
  private final Panels panels;
  private final boolean gated;
  private final boolean cells;
  private final NativeFloats keptGates = new NativeFloats();
  private final NativeFloats keptCells = new NativeFloats();
  private final NativeFloats keptStates = new NativeFloats();
  private int rows;

  Trace(Panels panels) {
    this.panels = panels;
    gated = panels.cell().gated();
    cells = panels.cell() == Cell.LSTM;
  }

  /** Makes room for so many rows of so many steps. */
  void reserve(int newRows, int time) {
    rows = newRows;
    long states = (time + 1L) * rows * panels.paddedUnits();
    keptStates.require(states);
    if (cells) {
      keptCells.require(states);
    }
    if (gated) {
      keptGates.require((long) time * panels.count() * rows * panels.width());
    }
  }

  private long stateAt(int t) {
    return (long) t * rows * panels.paddedUnits();
  }

  /**
   * Keeps states and cells {@code [n][paddedUnits]} as they are before step {@code t}, or after the
   * one before it.
   */
  void writeStates(int t, int n, float[] states, float[] cell) {
    keptStates.write(states, 0, stateAt(t), n * panels.paddedUnits());
    if (cells) {
      keptCells.write(cell, 0, stateAt(t), n * panels.paddedUnits());
    }
  }

  void readStates(int t, int n, float[] states) {
    keptStates.read(stateAt(t), states, 0, n * panels.paddedUnits());
  }

  void readCells(int t, int n, float[] cell) {
    keptCells.read(stateAt(t), cell, 0, n * panels.paddedUnits());
  }

  private long gatesAt(int t, int panel) {
    return ((long) t * panels.count() + panel) * rows * panels.width();
  }

  /** Keeps the gates {@code [n][width]} of one panel; those of Elman's network are its states. */
  void writeGates(int t, int panel, int n, float[] gates) {
    if (gated) {
      keptGates.write(gates, 0, gatesAt(t, panel), n * panels.width());
    }
  }

  void readGates(int t, int panel, int n, float[] gates, int at) {
    keptGates.read(gatesAt(t, panel), gates, at, n * panels.width());
  }

  @Override
  public void close() {
    keptGates.close();
    keptCells.close();
    keptStates.close();
  }
}
