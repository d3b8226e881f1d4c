package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;
import org.junit.jupiter.api.Test;

/** A map is t-SNE's: neighbourhoods as wide as asked for, and kept as well as scikit-learn does. */
class NeighbourEmbeddingTest {
  private static final int ROWS = 90;

  private static double[][] groups() {
    var random = new SplittableRandom(2);
    var rows = new double[ROWS][90];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = 30 * random.nextDouble() + (j % 3 == i % 3 ? 30 : 0);
      }
    }
    return rows;
  }

  private static SampleMatrix golden() {
    var raw = GoldenBaselines.raw();
    int[] all = IntStream.range(0, raw.rows()).toArray();
    return Standardizer.fit(raw, all, 1).view(raw);
  }

  @Test
  void everySampleHasAsManyNeighboursAsThePerplexitySays() {
    var squares = NeighbourEmbedding.squaredDistances(golden(), 1);
    for (double perplexity : new double[] {5, 30, 600}) {
      for (int i = 0; i < 900; i += 7) {
        var row = Neighbourhoods.conditional(squares, 900, i, perplexity);
        double entropy = Arrays.stream(row).filter(p -> p > 0).map(p -> -p * Math.log(p)).sum();
        assertEquals(Math.log(perplexity), entropy, 2e-5, "sample " + i);
        assertEquals(1, Arrays.stream(row).sum(), 1e-12);
        assertEquals(0, row[i]);
      }
    }
    var joint = new Neighbourhoods(squares, 900, 30).joint();
    assertEquals(1, 2 * Arrays.stream(joint).sum(), 1e-12);
  }

  /**
   * Standardised rows of the matrix of 900 clips. scikit-learn 1.9.1 with numpy 2.4.6, {@code
   * TSNE(method='exact')}, ends at a divergence of 1.2697, and from two random starts at 1.2708 and
   * 1.2811; its approximation by trees at 1.3408. A search that is as good ends among the first.
   */
  @Test
  void keepsNeighboursAsWellAsScikitLearn() {
    var x = golden();
    var points = NeighbourEmbedding.of(x, NeighbourEmbedding.PERPLEXITY, 2);
    var squares = NeighbourEmbedding.squaredDistances(x, 1);
    double divergence = new Neighbourhoods(squares, 900, 30).divergence(points);
    assertEquals(1.2697, divergence, 0.02 * 1.2697);
  }

  @Test
  void nearestPointsAreOfTheSameGroup() {
    var points = NeighbourEmbedding.of(DenseMatrix.of(groups()), 10, 2);
    int same = 0;
    for (int i = 0; i < ROWS; i++) {
      int nearest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < ROWS; j++) {
        double distance = Math.hypot(points[i][0] - points[j][0], points[i][1] - points[j][1]);
        if (j != i && distance < least) {
          least = distance;
          nearest = j;
        }
      }
      same += nearest % 3 == i % 3 ? 1 : 0;
    }
    assertTrue(same > 0.95 * ROWS, same + " of " + ROWS);
  }

  @Test
  void sameMapOnAnyNumberOfThreads() {
    var first = NeighbourEmbedding.of(DenseMatrix.of(groups()), 10, 2);
    assertArrayEquals(first, NeighbourEmbedding.of(DenseMatrix.of(groups()), 10, 1));
  }

  @Test
  void samplesMayRepeat() {
    var rows = groups();
    Arrays.fill(rows, 0, 40, rows[0]);
    for (var point : NeighbourEmbedding.of(DenseMatrix.of(rows), 10, 1)) {
      assertTrue(Double.isFinite(point[0]) && Double.isFinite(point[1]));
    }
  }

  @Test
  void refusesWhatHasNoMap() {
    refuses("1 to 89", groups(), 89.5);
    refuses("1 to 89", groups(), Double.NaN);
    refuses("1 to 89", groups(), 0.5);
    var broken = groups();
    broken[3][7] = Double.NaN;
    refuses("sample 3", broken, 10);
    broken[3][7] = Double.POSITIVE_INFINITY;
    refuses("sample 3", broken, 10);
    refuses("alike", new double[ROWS][90], 10);
  }

  private static void refuses(String word, double[][] rows, double perplexity) {
    var x = DenseMatrix.of(rows);
    var error =
        assertThrows(IllegalArgumentException.class, () -> NeighbourEmbedding.of(x, perplexity, 1));
    assertTrue(error.getMessage().contains(word), error.getMessage());
  }
}
