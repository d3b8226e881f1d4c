package mer4j.baselines;

/** The loops over double arrays that everything here is made of. */
final class Vectors {
  private Vectors() {}

  /** Inner product of {@code n} values; four sums side by side, added at the end. */
  static double dot(double[] a, int fromA, double[] b, int fromB, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[fromA + i] * b[fromB + i];
      s1 += a[fromA + i + 1] * b[fromB + i + 1];
      s2 += a[fromA + i + 2] * b[fromB + i + 2];
      s3 += a[fromA + i + 3] * b[fromB + i + 3];
    }
    for (; i < n; i++) {
      s0 += a[fromA + i] * b[fromB + i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** Adds a multiple of {@code n} values of {@code b} to those of {@code a}. */
  static void add(double[] a, int fromA, double factor, double[] b, int fromB, int n) {
    for (int i = 0; i < n; i++) {
      a[fromA + i] += factor * b[fromB + i];
    }
  }

  /**
   * The product of two matrices.
   *
   * @param b {@code [columns of a * columns]}
   * @param columns of {@code b}
   */
  static double[][] product(double[][] a, double[] b, int columns) {
    var product = new double[a.length][columns];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        add(product[i], 0, a[i][j], b, j * columns, columns);
      }
    }
    return product;
  }
}
