package mer4j.eval;

/** Some rows of another matrix, without a copy. */
record RowSelection(SampleMatrix source, int[] selected) implements SampleMatrix {
  RowSelection {
    for (int row : selected) {
      if (row < 0 || row >= source.rows()) {
        throw new IllegalArgumentException(
            "row " + row + " does not exist; there are " + source.rows());
      }
    }
    selected = selected.clone();
  }

  @Override
  public int rows() {
    return selected.length;
  }

  @Override
  public int columns() {
    return source.columns();
  }

  @Override
  public void copyRow(int row, int from, float[] into) {
    source.copyRow(selected[row], from, into);
  }

  @Override
  public void copyRow(int row, int from, double[] into, int at, int count) {
    source.copyRow(selected[row], from, into, at, count);
  }

  @Override
  public float at(int row, int column) {
    return source.at(selected[row], column);
  }
}
