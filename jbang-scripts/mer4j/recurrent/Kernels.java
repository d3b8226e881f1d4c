package mer4j.recurrent;

import java.lang.foreign.MemorySegment;
import mer4j.VectorApi;

/**
 * The inner loops. Matrices are cut into panels of {@code 4 * lanes()} columns, so that four vector
 * registers hold a row of a panel: for an LSTM the four gates of {@code lanes()} units, for Elman's
 * network {@code 4 * lanes()} units. Every result is a sum in one fixed order with fused
 * multiplications, whatever the number of rows, so {@link PlainKernels} and {@link VectorKernels}
 * give the same bits, and so does a clip in any batch.
 */
interface Kernels {
  /** The fastest that this virtual machine offers. */
  static Kernels best() {
    return VectorApi.AVAILABLE ? new VectorKernels() : new PlainKernels();
  }

  /** Units that are worked on together. */
  int lanes();

  /** Columns of a panel. */
  default int width() {
    return 4 * lanes();
  }

  /** Memory for weights, in which {@link #multiply} finds them fastest; zero at first. */
  MemorySegment room(int floats);

  /**
   * One panel of a product plus what it starts from: {@code out[r] = start[r] + sum over k of
   * a[r][k] * panel[k]}.
   *
   * @param rows number of rows r
   * @param a row r begins at {@code aAt + r * aStride} and comes in pieces
   * @param chunks number of pieces of a row
   * @param chunk length of a piece
   * @param chunkStride distance from one piece of a row to the next
   * @param panel {@code [chunks * chunk][width()]} from float {@code panelAt} on, in {@link #room}
   * @param start row r begins at {@code startAt + r * startStride}; stride 0 for a bias; may be out
   * @param out row r begins at {@code outAt + r * outStride}
   */
  void multiply(
      int rows,
      float[] a,
      int aAt,
      int aStride,
      int chunks,
      int chunk,
      int chunkStride,
      MemorySegment panel,
      long panelAt,
      float[] start,
      int startAt,
      int startStride,
      float[] out,
      int outAt,
      int outStride);

  /**
   * Adds a transposed product to a panel: {@code out[m] += sum over r of a[r][m] * d[r]}.
   *
   * @param rows number of rows r
   * @param a {@code [rows][columns]}; row r begins at {@code r * aStride}
   * @param columns number of rows m of the result
   * @param d {@code [rows][width()]} from {@code dAt}
   * @param out {@code [columns][width()]} from {@code outAt}
   */
  void accumulate(
      int rows, float[] a, int aStride, int columns, float[] d, int dAt, float[] out, int outAt);

  /**
   * Gates and states of one panel of one step.
   *
   * @param gates {@code [rows][width()]} from {@code at}: sums before the activation, those of a
   *     sigmoid times -1 and those of a tanh times 2; replaced by what {@link #backward} wants to
   *     see of this step
   * @param cell for an LSTM the cells, replaced by the new ones; row r's values for this panel
   *     begin at {@code unit + r * units}
   * @param hidden states before the step for this panel, row r from {@code hiddenAt + r * stride}
   * @param next states after the step, in the same places
   */
  void forward(
      Cell kind,
      int rows,
      float[] gates,
      int at,
      float[] cell,
      int unit,
      int units,
      float[] hidden,
      float[] next,
      int hiddenAt,
      int stride);

  /**
   * The way back through {@link #forward}.
   *
   * @param gates what {@link #forward} left; replaced by the gradients of the sums
   * @param cell cells after the step; row r from {@code unit + r * units}
   * @param before cells before the step, in the same places
   * @param hidden states before the step, row r from {@code hiddenAt + r * stride}
   * @param dCell gradient of the cells after the step, replaced by that before it; places as cell
   * @param dHidden gradient of the states after the step; replaced by what reaches the states
   *     before it without passing the weights; places as cell
   * @param dBias {@code [width()]} from {@code biasAt}; the gradients of the rows are added to it
   */
  void backward(
      Cell kind,
      int rows,
      float[] gates,
      int at,
      float[] cell,
      float[] before,
      int unit,
      int units,
      float[] hidden,
      int hiddenAt,
      int stride,
      float[] dCell,
      float[] dHidden,
      float[] dBias,
      int biasAt);
}
