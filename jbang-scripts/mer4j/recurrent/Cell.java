package mer4j.recurrent;

/**
 * What one step of a recurrent layer computes from the frame x, the state h before it and, in the
 * LSTM, the cell c. Gates stand in PyTorch's order.
 */
public enum Cell {
  /** Elman's network (1990): h' = tanh(W x + R h + b). */
  TANH(1),
  /** The same with max(0, .) for tanh. */
  RELU(1),
  /**
   * Long short-term memory without peepholes (Hochreiter and Schmidhuber, 1997; Gers, 2000). Gates
   * i, f, g, o: sigmoid, sigmoid, tanh, sigmoid of W x + R h + b; c' = f c + i g; h' = o tanh(c').
   */
  LSTM(4),
  /**
   * Gated recurrent unit (Cho et al., 2014), in the form of PyTorch and cuDNN: the reset gate works
   * after the recurrent product. Gates r, z: sigmoid of W x + R h + b; n = tanh(W_n x + b_n + r
   * (R_n h + d_n)); h' = (1 - z) n + z h. It has a second bias vector, d, for its recurrent part.
   */
  GRU(3);

  private final int gates;

  Cell(int gates) {
    this.gates = gates;
  }

  /** Number of blocks of weights, each with one row per unit. */
  public int gates() {
    return gates;
  }

  /** Whether a step computes several values per unit that it combines. */
  boolean gated() {
    return gates > 1;
  }
}
