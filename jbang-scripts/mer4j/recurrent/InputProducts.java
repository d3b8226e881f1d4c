package mer4j.recurrent;

/**
 * The frames' part of the gates for some steps ahead, where a step has few clips: the weights of
 * the frames are then read once for all these steps instead of in each. A sum begins with the bias
 * and the frames' terms either way, so the bits are the same.
 */
final class InputProducts {
  /** Rows of frames that are multiplied together. */
  private static final int ROWS = 48;

  private final Kernels kernels;
  private final Panels panels;
  private final int inputs;
  private final float[] frames;
  private final float[] rows;
  private final float[] products;

  private int from;
  private int to;
  private int clips;

  InputProducts(Kernels kernels, Panels panels) {
    this.kernels = kernels;
    this.panels = panels;
    inputs = panels.inputs();
    frames = new float[ROWS * inputs];
    rows = new float[ROWS * inputs];
    products = new float[panels.count() * ROWS * panels.width()];
  }

  /** Whether steps of so many clips gain from it. */
  static boolean pay(int clips) {
    return 2 * clips <= ROWS;
  }

  /** Forgets what was computed. */
  void clear() {
    from = 0;
    to = 0;
  }

  /** Makes sure that step t of the first {@code n} clips is there. */
  void prepare(Rows part, Sequences x, int t, int n) {
    if (t >= from && t < to) {
      return;
    }
    from = t;
    to = Math.min(part.time(), t + ROWS / n);
    clips = n;
    int active = n;
    for (int step = from; step < to; step++) {
      active = part.active(step, active); // what follows is of no use, and not read either
      x.read(part, step, active, frames);
      System.arraycopy(frames, 0, rows, (step - from) * n * inputs, active * inputs);
    }
    for (int u = 0; u < panels.count(); u++) {
      kernels.multiply(
          (to - from) * n,
          rows,
          0,
          inputs,
          1,
          inputs,
          0,
          panels.forward(),
          (long) u * panels.depth() * panels.width(),
          panels.bias(),
          u * panels.width(),
          0,
          products,
          u * ROWS * panels.width(),
          panels.width());
    }
  }

  /** The products; the distance of rows is a panel's width. */
  float[] values() {
    return products;
  }

  /** Where the first row of a step and panel begins. */
  int offset(int t, int panel) {
    return (panel * ROWS + (t - from) * clips) * panels.width();
  }
}
