package mer4j.recurrent;

/** One thread's part of the clips in one direction: its two passes and what they share. */
final class Strip implements AutoCloseable {
  private final Trace trace;
  private final ForwardPass forward;
  private final BackwardPass backward;
  private Rows rows;

  Strip(Kernels kernels, Panels panels) {
    trace = new Trace(panels);
    forward = new ForwardPass(kernels, panels, trace);
    backward = new BackwardPass(kernels, panels, trace);
  }

  void forward(Rows part, Sequences x, float[] hidden, float[] cells, Sequences out, boolean keep) {
    rows = part;
    forward.run(part, x, hidden, cells, out, keep);
  }

  void backward(
      Sequences x, Sequences dOut, Sequences dx, boolean add, float[] dFirst, float[] dFirstCell) {
    backward.run(rows, x, dOut, dx, add, dFirst, dFirstCell);
  }

  void addGradients(Weights sum) {
    backward.addGradients(sum);
  }

  @Override
  public void close() {
    trace.close();
  }
}
