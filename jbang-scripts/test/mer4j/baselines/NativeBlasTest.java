package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import smile.tensor.DenseMatrix;
import smile.tensor.Vector;

/**
 * Guards against the OpenBLAS 0.3.19 that Deeplearning4j brings: on AVX-512 machines it solves
 * double systems wrongly, and says nothing.
 */
class NativeBlasTest {
  private static final int N = 200;

  @Test
  void theLoadedVersionIsTheRightOne() {
    assertTrue(NativeBlas.config().contains("OpenBLAS " + NativeBlas.VERSION), NativeBlas.config());
  }

  @Test
  void solvesWhatAPlainLoopSolves() {
    var a = matrix();
    var b = new SplittableRandom(2).doubles(N).toArray();
    var expected = gauss(a, b);
    var solved = b.clone();
    NativeBlas.solve(a.clone(), N, solved, 1);
    assertClose(expected, solved);
  }

  @Test
  void solvesPositiveDefiniteSystems() {
    var a = matrix();
    var square = new double[N * N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        square[i * N + j] = Vectors.dot(a, i * N, a, j * N, N);
      }
    }
    var b = new SplittableRandom(3).doubles(N).toArray();
    var expected = gauss(square, b);
    var solved = b.clone();
    NativeBlas.solvePositiveDefinite(square.clone(), N, solved, 1);
    assertClose(expected, solved);
  }

  @Test
  void eigenvectorsRebuildTheMatrix() {
    var a = matrix();
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < i; j++) {
        a[i * N + j] = a[j * N + i];
      }
    }
    var vectors = a.clone();
    var values = NativeBlas.symmetricEigen(vectors, N);
    for (int i = 0; i < N; i += 7) {
      for (int j = 0; j < N; j += 5) {
        double sum = 0;
        for (int k = 0; k < N; k++) {
          sum += values[k] * vectors[i * N + k] * vectors[j * N + k];
        }
        assertEquals(a[i * N + j], sum, 1e-10);
      }
    }
  }

  @Test
  void smileSolvesWithTheSameLibrary() {
    NativeBlas.prepareSmile();
    var a = matrix();
    var b = new SplittableRandom(2).doubles(N).toArray();
    var rows = new double[N][];
    for (int i = 0; i < N; i++) {
      rows[i] = java.util.Arrays.copyOfRange(a, i * N, (i + 1) * N);
    }
    Vector solved = DenseMatrix.of(rows).lu().solve(b);
    assertClose(gauss(a, b), solved.toArray(new double[N]));
  }

  private static double[] matrix() {
    var a = new SplittableRandom(1).doubles(N * N, -1, 1).toArray();
    for (int i = 0; i < N; i++) {
      a[i * N + i] += 20;
    }
    return a;
  }

  /** Gaussian elimination with partial pivoting, in plain loops. */
  private static double[] gauss(double[] matrix, double[] right) {
    var a = matrix.clone();
    var x = right.clone();
    for (int k = 0; k < N; k++) {
      int pivot = k;
      for (int i = k + 1; i < N; i++) {
        if (Math.abs(a[i * N + k]) > Math.abs(a[pivot * N + k])) {
          pivot = i;
        }
      }
      for (int j = 0; j < N; j++) {
        double swap = a[k * N + j];
        a[k * N + j] = a[pivot * N + j];
        a[pivot * N + j] = swap;
      }
      double swap = x[k];
      x[k] = x[pivot];
      x[pivot] = swap;
      for (int i = k + 1; i < N; i++) {
        double factor = a[i * N + k] / a[k * N + k];
        for (int j = k; j < N; j++) {
          a[i * N + j] -= factor * a[k * N + j];
        }
        x[i] -= factor * x[k];
      }
    }
    for (int k = N - 1; k >= 0; k--) {
      for (int j = k + 1; j < N; j++) {
        x[k] -= a[k * N + j] * x[j];
      }
      x[k] /= a[k * N + k];
    }
    return x;
  }

  private static void assertClose(double[] expected, double[] actual) {
    for (int i = 0; i < N; i++) {
      assertEquals(expected[i], actual[i], 1e-10 * Math.max(1, Math.abs(expected[i])));
    }
  }
}
