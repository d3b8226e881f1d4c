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

  /** One value. */
  float at(int row, int column);
}
