package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import mer4j.eval.Classifier;
import mer4j.eval.DenseMatrix;
import org.junit.jupiter.api.Test;
import smile.math.MathEx;

/** Boosted trees where the right answer is known. */
class GradientBoostingTest {
  private static final GradientBoosting.Options SMALL =
      new GradientBoosting.Options(60, 3, 5, 0.1, 0.7);

  /** Four of six columns tell, by pairs: whether the signs of two are alike. */
  private record Signs(DenseMatrix x, int[] labels) {
    static Signs draw(int rows, double scale, long seed) {
      var random = new SplittableRandom(seed);
      var values = new double[rows * 6];
      var labels = new int[rows];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < 6; j++) {
          values[i * 6 + j] = scale * random.nextDouble(-1, 1);
        }
        labels[i] =
            (values[i * 6] * values[i * 6 + 1] > 0 ? 2 : 0)
                + (values[i * 6 + 2] * values[i * 6 + 3] > 0 ? 1 : 0);
      }
      return new Signs(new DenseMatrix(rows, 6, values), labels);
    }

    TrainingSet set() {
      return TrainingSet.of(x, labels, 4);
    }

    double accuracy(Classifier model) {
      int[] predicted = model.predict(x);
      return IntStream.range(0, labels.length).filter(i -> predicted[i] == labels[i]).count()
          / (double) labels.length;
    }
  }

  @Test
  void findsWhatNoLineTells() {
    var test = Signs.draw(400, 1, 2);
    var train = Signs.draw(400, 1, 1);
    var options = new SupportVectorMachine.Options(false, 1, 1, 1e-3);
    double line = test.accuracy(SupportVectorMachine.fit(train.set(), options, 1, 1));
    double boosted = test.accuracy(GradientBoosting.fit(train.set(), SMALL, 1, 1));
    assertTrue(line < 0.5, "a linear machine: " + line);
    assertTrue(boosted > 0.75, "boosted: " + boosted);
  }

  @Test
  void theSmallestValuesAreToldApart() {
    var model = GradientBoosting.fit(Signs.draw(400, 1e-9, 1).set(), SMALL, 1, 1);
    assertTrue(Signs.draw(400, 1e-9, 2).accuracy(model) > 0.75);
  }

  @Test
  void aSeedDecidesWhateverRanBefore() {
    var train = Signs.draw(120, 1, 3);
    var options = new GradientBoosting.Options(10, 3, 5, 0.1, 0.7);
    var first = GradientBoosting.fit(train.set(), options, 7, 1).scores(train.x());
    MathEx.setSeed(99);
    MathEx.random();
    var again = GradientBoosting.fit(train.set(), options, 7, 3).scores(train.x());
    var other = GradientBoosting.fit(train.set(), options, 8, 1).scores(train.x());
    assertArrayEquals(first, again);
    assertFalse(Arrays.deepEquals(first, other), "another seed draws other samples");
    for (var row : first) {
      assertEquals(1, Arrays.stream(row).sum(), 1e-12);
    }
  }

  @Test
  void aClassThatIsNotThereIsNotPredicted() {
    var train = Signs.draw(120, 1, 4);
    var labels = Arrays.stream(train.labels()).map(k -> k < 2 ? 1 : 3).toArray();
    var set = TrainingSet.of(train.x(), labels, 5);
    var model = GradientBoosting.fit(set, SMALL, 1, 1);
    assertEquals(5, model.classes());
    for (var row : model.scores(train.x())) {
      assertEquals(0, row[0] + row[2] + row[4]);
      assertEquals(1, row[1] + row[3], 1e-12);
    }
    int[] predicted = model.predict(train.x());
    long right = IntStream.range(0, 120).filter(i -> predicted[i] == labels[i]).count();
    assertTrue(right > 110, right + " of 120 training samples");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    for (var bad : new double[][] {{0, 3, .1}, {1, 0, .1}, {1, 3, 0}, {1, 3, Double.NaN}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new GradientBoosting.Options((int) bad[0], (int) bad[1], 5, bad[2], 0.7));
    }
  }
}
