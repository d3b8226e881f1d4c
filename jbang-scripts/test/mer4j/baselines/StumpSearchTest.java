package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import mer4j.eval.DenseMatrix;
import org.junit.jupiter.api.Test;

/** The quick search for stumps finds what trying every column and threshold finds. */
class StumpSearchTest {
  private static final int ROWS = 90;
  private static final int COLUMNS = 1100;

  private static TrainingSet set(int classes) {
    var random = new SplittableRandom(classes);
    var labels = IntStream.range(0, ROWS).map(i -> i % classes).toArray();
    var values = new double[ROWS * COLUMNS];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        double value = random.nextDouble() + (j % 97 == 3 ? 0.3 * (labels[i] % 3) : 0);
        // every third column has few values and many ties, every seventh one value
        value = j % 7 == 0 ? 1 : j % 3 == 0 ? Math.round(4 * value) : value;
        values[i * COLUMNS + j] = (float) value;
      }
    }
    return TrainingSet.of(new DenseMatrix(ROWS, COLUMNS, values), labels, classes);
  }

  private static Stump slow(TrainingSet set, double[] weights) {
    double best = Double.NEGATIVE_INFINITY;
    Stump found = null;
    for (int j = 0; j < COLUMNS; j++) {
      int column = j;
      var values =
          IntStream.range(0, ROWS).mapToDouble(i -> set.x().at(i, column)).sorted().toArray();
      for (int r = 0; r + 1 < ROWS; r++) {
        if (values[r] == values[r + 1]) {
          continue;
        }
        double threshold = values[r] / 2 + values[r + 1] / 2;
        var below = new double[set.classes()];
        var above = new double[set.classes()];
        for (int i = 0; i < ROWS; i++) {
          (set.x().at(i, j) <= threshold ? below : above)[set.labels()[i]] += weights[i];
        }
        double score = purity(below) + purity(above);
        if (score > best + 1e-12) {
          best = score;
          found = new Stump(j, threshold, heaviest(below), heaviest(above));
        }
      }
    }
    return found;
  }

  private static double purity(double[] weights) {
    double squares = Arrays.stream(weights).map(w -> w * w).sum();
    return squares / Arrays.stream(weights).sum();
  }

  private static int heaviest(double[] weights) {
    return IntStream.range(0, weights.length).reduce(0, (a, b) -> weights[b] > weights[a] ? b : a);
  }

  @Test
  void findsWhatTryingAllFinds() {
    for (int classes : new int[] {2, 3, 4, 6}) {
      var set = set(classes);
      var random = new SplittableRandom(7);
      var search = new StumpSearch(set, 2);
      for (int round = 0; round < 3; round++) {
        var weights =
            IntStream.range(0, ROWS)
                .mapToDouble(i -> Math.exp(6 * random.nextDouble()) / 1000)
                .toArray();
        assertEquals(slow(set, weights), search.best(weights), classes + " classes");
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    var one = AdaBoost.fit(set(4), 20, 1);
    var two = AdaBoost.fit(set(4), 20, 2);
    assertEquals(one.stumps(), two.stumps());
    assertArrayEquals(one.votes(), two.votes());
  }

  @Test
  void sortsAsComparingDoes() {
    var random = new SplittableRandom(3);
    var order = new RadixOrder(400);
    for (int bound : new int[] {2, 300, 70_000, Integer.MAX_VALUE}) {
      var numbers = random.ints(310, -bound, bound).toArray();
      var expected =
          IntStream.range(0, 300)
              .boxed()
              .sorted((a, b) -> Integer.compare(numbers[10 + a], numbers[10 + b]))
              .mapToInt(Integer::intValue)
              .toArray();
      assertArrayEquals(expected, Arrays.copyOf(order.of(numbers, 10, 300), 300));
    }
  }

  @Test
  void constantColumnsHoldNoStump() {
    var constant = new DenseMatrix(6, 3, new double[18]);
    var set = TrainingSet.of(constant, new int[] {0, 1, 2, 0, 1, 2}, 3);
    var error = assertThrows(UndefinedModelException.class, () -> AdaBoost.fit(set, 5, 1));
    assertEquals("no stump is better than guessing", error.getMessage());
  }
}
