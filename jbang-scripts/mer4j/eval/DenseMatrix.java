package mer4j.eval;

/**
 * Samples on the heap in double precision, {@code values[row * columns + column]}.
 *
 * @param rows number of samples
 * @param columns number of variables
 * @param values all numbers, row by row; not copied
 */
public record DenseMatrix(int rows, int columns, double[] values) implements SampleMatrix {
  /**
   * @throws IllegalArgumentException if the length of {@code values} is not rows x columns
   */
  public DenseMatrix {
    if (rows < 0 || columns < 0 || values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "a matrix of " + rows + " x " + columns + " cannot hold " + values.length + " values");
    }
  }

  /**
   * Copies an array of rows.
   *
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static DenseMatrix of(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    var values = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      checkLength(i, rows[i].length, columns);
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return new DenseMatrix(rows.length, columns, values);
  }

  /**
   * Copies an array of rows.
   *
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static DenseMatrix of(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    var values = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      checkLength(i, rows[i].length, columns);
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = rows[i][j];
      }
    }
    return new DenseMatrix(rows.length, columns, values);
  }

  /** A copy of any matrix, small enough for the heap. */
  public static DenseMatrix copyOf(SampleMatrix x) {
    if (x instanceof DenseMatrix dense) {
      return dense;
    }
    var values = new double[Math.multiplyExact(x.rows(), x.columns())];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, 0, values, i * x.columns(), x.columns());
    }
    return new DenseMatrix(x.rows(), x.columns(), values);
  }

  private static void checkLength(int row, int length, int columns) {
    if (length != columns) {
      throw new IllegalArgumentException(
          "row " + row + " has " + length + " columns, the first has " + columns);
    }
  }

  /** One value in full precision. */
  public double get(int row, int column) {
    return values[row * columns + column];
  }

  @Override
  public void copyRow(int row, int from, float[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = (float) values[row * columns + from + i];
    }
  }

  @Override
  public void copyRow(int row, int from, double[] into, int at, int count) {
    System.arraycopy(values, row * columns + from, into, at, count);
  }

  @Override
  public float at(int row, int column) {
    return (float) values[row * columns + column];
  }
}
