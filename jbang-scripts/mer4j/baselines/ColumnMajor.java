package mer4j.baselines;

import mer4j.eval.SampleMatrix;

/**
 * A copy of samples on the heap in which the values of a column lie side by side, for methods that
 * read columns: in samples stored row by row, each value of a column is in another page of memory.
 */
final class ColumnMajor implements SampleMatrix {
  private static final int BLOCK = 1024;

  private final float[][] blocks;
  private final int rows;
  private final int columns;

  private ColumnMajor(float[][] blocks, int rows, int columns) {
    this.blocks = blocks;
    this.rows = rows;
    this.columns = columns;
  }

  /** Copies samples. */
  static ColumnMajor of(SampleMatrix x, int jobs) {
    int rows = x.rows();
    var blocks = new float[(x.columns() + BLOCK - 1) / BLOCK][];
    Lanes.run(
        blocks.length,
        jobs,
        b -> {
          int width = Math.min(BLOCK, x.columns() - b * BLOCK);
          var block = new float[width * rows];
          var row = new float[width];
          for (int i = 0; i < rows; i++) {
            x.copyRow(i, b * BLOCK, row);
            for (int j = 0; j < width; j++) {
              block[j * rows + i] = row[j];
            }
          }
          blocks[b] = block;
        });
    return new ColumnMajor(blocks, rows, x.columns());
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void copyRow(int row, int from, float[] into) {
    for (int j = 0; j < into.length; j++) {
      into[j] = at(row, from + j);
    }
  }

  @Override
  public float at(int row, int column) {
    return blocks[column / BLOCK][column % BLOCK * rows + row];
  }
}
