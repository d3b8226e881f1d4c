package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import mer4j.eval.DenseMatrix;
import org.junit.jupiter.api.Test;

/** A map keeps apart what is apart. */
class NeighbourEmbeddingTest {
  private static final int ROWS = 90;

  private static DenseMatrix groups() {
    var random = new SplittableRandom(2);
    var rows = new double[ROWS][90];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = 30 * random.nextDouble() + (j % 3 == i % 3 ? 30 : 0);
      }
    }
    return DenseMatrix.of(rows);
  }

  @Test
  void nearestPointsAreOfTheSameGroup() {
    var points = NeighbourEmbedding.of(groups(), 10, 4, 2);
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
  void seedDecides() {
    var first = NeighbourEmbedding.of(groups(), 10, 4, 2);
    assertArrayEquals(first, NeighbourEmbedding.of(groups(), 10, 4, 1));
  }

  @Test
  void perplexityIsBelowTheNumberOfSamples() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> NeighbourEmbedding.of(groups(), 90, 4, 1));
    assertTrue(error.getMessage().contains("90"), error.getMessage());
  }
}
