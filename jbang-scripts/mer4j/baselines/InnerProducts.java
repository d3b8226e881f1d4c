package mer4j.baselines;

import java.util.stream.IntStream;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Inner products between samples of any width, read once, in blocks of columns. Sums are formed in
 * lanes whose number follows from the sizes alone, and added in order, so they do not depend on the
 * number of threads.
 */
final class InnerProducts {
  private static final int BLOCK = 1024;
  private static final int MOST_LANES = 16;

  /** Most numbers to hold in the sums of all lanes together. */
  private static final long MOST_SUMS = 48_000_000;

  private InnerProducts() {}

  /** All products within {@code a}, {@code [n * n]}, both triangles filled. */
  static double[] gram(SampleMatrix a, int jobs) {
    int n = a.rows();
    var sums =
        lanes(
            a.columns(),
            jobs,
            (long) n * n,
            n,
            0,
            (from, width, left, right, out, buffer) -> {
              fill(a, from, width, buffer, left);
              NativeBlas.addGram(n, width, left, out);
            });
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sums[i * n + j] = sums[j * n + i];
      }
    }
    return sums;
  }

  /** All products of two columns of {@code a}, {@code [columns * columns]}. */
  static double[] ofColumns(DenseMatrix a, int jobs) {
    int n = a.rows();
    var columns = new double[a.values().length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < a.columns(); j++) {
        columns[j * n + i] = a.get(i, j);
      }
    }
    return gram(new DenseMatrix(a.columns(), n, columns), jobs);
  }

  /** All products of a row of {@code a} and a row of {@code b}, {@code [a rows * b rows]}. */
  static double[] between(SampleMatrix a, SampleMatrix b, int jobs) {
    int m = a.rows();
    int n = b.rows();
    return lanes(
        a.columns(),
        jobs,
        (long) m * n,
        m,
        n,
        (from, width, left, right, out, buffer) -> {
          fill(a, from, width, buffer, left);
          fill(b, from, width, buffer, right);
          NativeBlas.addProduct(m, n, width, left, right, out);
        });
  }

  /** Squared length of every row. */
  static double[] squaredNorms(SampleMatrix a, int jobs) {
    var norms = new double[a.rows()];
    Lanes.run(
        a.rows(),
        jobs,
        i -> {
          var buffer = new double[BLOCK];
          double sum = 0;
          for (int from = 0; from < a.columns(); from += BLOCK) {
            int width = Math.min(BLOCK, a.columns() - from);
            a.copyRow(i, from, buffer, 0, width);
            for (int j = 0; j < width; j++) {
              sum += buffer[j] * buffer[j];
            }
          }
          norms[i] = sum;
        });
    return norms;
  }

  /** Sum of every row. */
  static double[] sums(SampleMatrix a, int jobs) {
    var ones = new DenseMatrix(1, a.columns(), filled(a.columns()));
    return between(a, ones, jobs);
  }

  private static double[] filled(int n) {
    return IntStream.range(0, n).mapToDouble(i -> 1).toArray();
  }

  private interface BlockProduct {
    void add(
        int from,
        int width,
        DoublePointer left,
        DoublePointer right,
        DoublePointer out,
        double[] buffer);
  }

  private static double[] lanes(
      int columns, int jobs, long outputs, int leftRows, int rightRows, BlockProduct product) {
    NativeBlas.load();
    int size = Math.toIntExact(outputs);
    int blocks = (columns + BLOCK - 1) / BLOCK;
    int count = Math.min(blocks, Math.clamp(MOST_SUMS / Math.max(1, outputs), 2, MOST_LANES));
    var sums = new double[count][];
    Lanes.run(
        count,
        jobs,
        lane -> {
          try (var left = new DoublePointer((long) leftRows * BLOCK);
              var right = new DoublePointer(Math.max(1, (long) rightRows * BLOCK));
              var out = new DoublePointer(outputs)) {
            var zeros = new double[size];
            out.put(zeros, 0, size);
            var buffer = new double[BLOCK];
            for (int block = lane; block < blocks; block += count) {
              int from = block * BLOCK;
              product.add(from, Math.min(BLOCK, columns - from), left, right, out, buffer);
            }
            out.get(zeros, 0, size);
            sums[lane] = zeros;
          }
        });
    var total = new double[size];
    for (var part : sums) {
      for (int i = 0; i < size; i++) {
        total[i] += part[i];
      }
    }
    return total;
  }

  private static void fill(
      SampleMatrix x, int from, int width, double[] buffer, DoublePointer into) {
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, from, buffer, 0, width);
      into.position((long) i * width).put(buffer, 0, width);
    }
    into.position(0);
  }
}
