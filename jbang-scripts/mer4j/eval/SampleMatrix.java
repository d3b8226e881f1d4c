package mer4j.eval;

/** Samples in rows, variables in columns, however they are stored. Safe for concurrent reading. */
public interface SampleMatrix {
  /** Number of samples. */
  int rows();

  /** Number of variables. */
  int columns();

  /**
   * Copies part of one row.
   *
   * @param row the sample
   * @param from first column to copy
   * @param into filled from its start with as many columns as it is long
   */
  void copyRow(int row, int from, float[] into);

  /**
   * Copies part of one row in double precision; exact also where the samples are kept as doubles.
   *
   * @param row the sample
   * @param from first column to copy
   * @param into where to
   * @param at first position of {@code into} to fill
   * @param count number of columns to copy
   */
  default void copyRow(int row, int from, double[] into, int at, int count) {
    var values = new float[count];
    copyRow(row, from, values);
    for (int i = 0; i < count; i++) {
      into[at + i] = values[i];
    }
  }

  /** One value. */
  float at(int row, int column);

  /**
   * A view of some of the rows, in the given order; a row may occur more than once.
   *
   * @throws IllegalArgumentException if an index is not a row of this matrix
   */
  default SampleMatrix select(int[] rows) {
    return new RowSelection(this, rows);
  }
}
