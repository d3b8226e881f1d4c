package mer4j.recurrent;

/**
 * Weights of one direction of a layer, or their gradients, in PyTorch's layout and gate order.
 *
 * @param input {@code [gates x units][inputs]}, row by row; PyTorch's weight_ih
 * @param recurrent {@code [gates x units][units]}; weight_hh
 * @param bias {@code [gates x units]}; bias_ih, in all but the GRU the sum of both vectors
 * @param recurrentBias {@code [gates x units]}; bias_hh of a GRU, else null
 */
public record Weights(float[] input, float[] recurrent, float[] bias, float[] recurrentBias) {
  /** Weights of zero. */
  public static Weights zeros(Cell cell, int inputs, int units) {
    int rows = cell.gates() * units;
    return new Weights(
        new float[rows * inputs],
        new float[rows * units],
        new float[rows],
        cell == Cell.GRU ? new float[rows] : null);
  }

  /**
   * @throws IllegalArgumentException naming the array that does not fit
   */
  void require(Cell cell, int inputs, int units) {
    int rows = cell.gates() * units;
    length("input", input, rows * inputs);
    length("recurrent", recurrent, rows * units);
    length("bias", bias, rows);
    if (cell == Cell.GRU) {
      length("recurrent bias", recurrentBias, rows);
    } else if (recurrentBias != null) {
      throw new IllegalArgumentException("only a GRU has a second bias vector, not " + cell);
    }
  }

  private static void length(String name, float[] values, int expected) {
    if (values == null || values.length != expected) {
      throw new IllegalArgumentException(
          name
              + " weights must be "
              + expected
              + " values, not "
              + (values == null ? "null" : values.length));
    }
  }
}
