package mer4j.recurrent;

import java.util.ArrayList;
import java.util.List;

/**
 * One direction of a recurrent layer in single precision, forward and back through time.
 *
 * <p>Equal to PyTorch's layers on packed sequences: a clip's padding changes nothing, whatever is
 * stored there. States there are 0, the last state is the one after the last true step, and no
 * gradient comes from or goes to it. A reversed direction begins at the last true step. The memory
 * for the way back is kept from call to call; {@link #close} frees it. Not thread-safe; works on
 * {@link Workers#threads()} threads itself.
 */
public final class Recurrence implements AutoCloseable {
  private final boolean reversed;
  private final Kernels kernels;
  private final Panels panels;
  private final List<Strip> strips = new ArrayList<>();

  private int parts;
  private Sequences frames;
  private float[] hidden;
  private float[] cells;

  /**
   * A direction of a layer.
   *
   * @param inputs values per frame
   * @param units size of the state
   * @param reversed whether it reads each clip from its last true step to its first
   */
  public Recurrence(Cell cell, int inputs, int units, boolean reversed) {
    this(cell, inputs, units, reversed, Kernels.best());
  }

  Recurrence(Cell cell, int inputs, int units, boolean reversed, Kernels kernels) {
    if (inputs < 1 || units < 1) {
      throw new IllegalArgumentException(
          "a layer has at least 1 input and 1 unit, not " + inputs + " and " + units);
    }
    this.reversed = reversed;
    this.kernels = kernels;
    panels = new Panels(cell, inputs, units, kernels);
  }

  /**
   * Runs over a batch.
   *
   * @param x frames {@code [clips][time][inputs]}
   * @param steps which of them are true ones
   * @param firstHidden {@code [clips][units]}, the states before the first step; null for zeros
   * @param firstCell the same for the cells of an LSTM
   * @param out receives the states {@code [clips][time][units]}; null if only the last are wanted
   * @param keep whether {@link #backward} will follow
   * @throws IllegalArgumentException naming the argument that does not fit the others
   */
  public void forward(
      Weights weights,
      Sequences x,
      Steps steps,
      float[] firstHidden,
      float[] firstCell,
      Sequences out,
      boolean keep) {
    weights.require(panels.cell(), panels.inputs(), panels.units());
    fits("frames", x, x, panels.inputs());
    if (out != null) {
      fits("states", out, x, panels.units());
    }
    if (steps.clips() != x.clips() || steps.time() != x.time()) {
      throw new IllegalArgumentException(
          "steps of %d clips x %d for frames of %d x %d"
              .formatted(steps.clips(), steps.time(), x.clips(), x.time()));
    }
    hidden = first("states", firstHidden, x.clips());
    cells = first("cells", firstCell, x.clips());
    panels.pack(weights);
    frames = keep ? x : null;
    parts = Math.min(Workers.threads(), x.clips());
    while (strips.size() < parts) {
      strips.add(new Strip(kernels, panels));
    }
    var shares = Rows.share(steps, reversed, parts);
    Workers.run(parts, p -> strips.get(p).forward(shares[p], x, hidden, cells, out, keep));
  }

  private static void fits(String what, Sequences view, Sequences batch, int values) {
    if (view.clips() != batch.clips() || view.time() != batch.time() || view.values() != values) {
      throw new IllegalArgumentException(
          "%s must be %d x %d x %d (clips, steps, values), not %d x %d x %d"
              .formatted(
                  what,
                  batch.clips(),
                  batch.time(),
                  values,
                  view.clips(),
                  view.time(),
                  view.values()));
    }
  }

  private float[] first(String what, float[] values, int clips) {
    int expected = clips * panels.units();
    if (values == null) {
      return new float[expected];
    }
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "first " + what + " must be " + expected + " values, not " + values.length);
    }
    return values.clone();
  }

  /** The states {@code [clips][units]} after each clip's last true step; the caller's own copy. */
  public float[] lastHidden() {
    return hidden.clone();
  }

  /** The cells of an LSTM after each clip's last true step. */
  public float[] lastCell() {
    return cells.clone();
  }

  /**
   * The gradients of a step back through time.
   *
   * @param weights of the weights, summed over clips and steps
   * @param firstHidden {@code [clips][units]}, of the first states
   * @param firstCell of the first cells, for an LSTM
   */
  public record Gradients(Weights weights, float[] firstHidden, float[] firstCell) {}

  /**
   * Goes back over the batch that {@link #forward} was given last, whose frames must still be
   * there. Steps that no gradient reaches, such as those long before a last state, are left out and
   * add nothing, not even where a frame is infinite.
   *
   * @param dOut gradient of the states {@code [clips][time][units]}
   * @param dx receives the gradient of the frames; null if nobody wants it
   * @param add whether that is added to what is there, for the second direction of a layer
   * @throws IllegalStateException if {@link #forward} did not keep what this needs
   */
  public Gradients backward(Sequences dOut, Sequences dx, boolean add) {
    if (frames == null) {
      throw new IllegalStateException("there was no pass forward to go back from");
    }
    fits("gradients of states", dOut, frames, panels.units());
    if (dx != null) {
      fits("gradients of frames", dx, frames, panels.inputs());
    }
    var result =
        new Gradients(
            Weights.zeros(panels.cell(), panels.inputs(), panels.units()),
            new float[hidden.length],
            new float[cells.length]);
    Workers.run(
        parts,
        p ->
            strips
                .get(p)
                .backward(frames, dOut, dx, add, result.firstHidden(), result.firstCell()));
    for (int p = 0; p < parts; p++) {
      strips.get(p).addGradients(result.weights());
    }
    frames = null;
    return result;
  }

  /** Frees the memory kept for the way back; the next call gets it anew. */
  @Override
  public void close() {
    strips.forEach(Strip::close);
    strips.clear();
    frames = null;
  }
}
