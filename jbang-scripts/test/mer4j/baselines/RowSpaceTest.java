package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;
import org.junit.jupiter.api.Test;

/** The law that makes wide data small: inner products and fitted models survive the rotation. */
class RowSpaceTest {
  private static final int ROWS = 60;
  private static final int COLUMNS = 2500;

  private static DenseMatrix wide(long seed) {
    var random = new SplittableRandom(seed);
    var values = new double[ROWS * COLUMNS];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        values[i * COLUMNS + j] = random.nextDouble() - 0.5 + (j % 40 == i % 3 ? 0.7 : 0);
      }
    }
    return new DenseMatrix(ROWS, COLUMNS, values);
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  private static TrainingSet set(SampleMatrix x) {
    return TrainingSet.of(x, IntStream.range(0, x.rows()).map(i -> i % 3).toArray(), 3);
  }

  @Test
  void coordinatesKeepInnerProducts() {
    var x = wide(1);
    var space = RowSpace.of(x, 2);
    assertTrue(space.rank() <= ROWS);
    var z = space.coordinates(range(0, ROWS));
    var expected = InnerProducts.gram(x, 1);
    assertArrayEquals(expected, InnerProducts.gram(z, 1), 1e-9 * expected[0]);
  }

  @Test
  void threadsDoNotChangeABit() {
    var x = wide(2);
    assertArrayEquals(InnerProducts.gram(x, 1), InnerProducts.gram(x, 3));
    var scaler = Standardizer.fit(x, range(0, 40), 1);
    assertArrayEquals(scaler.scale(), Standardizer.fit(x, range(0, 40), 3).scale());
  }

  @Test
  void liftedLinearModelsEqualTheModelsFittedOnAllColumns() {
    var x = wide(3);
    int[] train = range(0, 45);
    var space = RowSpace.of(x, 2);
    var coordinates = set(space.coordinates(train));
    var columns = set(x.select(train));
    var test = x.select(range(45, ROWS));
    var fits =
        List.<Function<TrainingSet, LinearClassifier>>of(
            set -> LogisticRegression.fit(set, LogisticRegression.Options.CONVERGED),
            set -> RidgeClassifier.fit(set, 1, 2),
            set -> LinearSupportVectorMachine.fit(set, 1, 2));
    for (var fit : fits) {
      var small = fit.apply(coordinates);
      var expected = fit.apply(columns).scores(test);
      close(expected, small.scores(space.coordinates(range(45, ROWS))), 1e-6);
      close(expected, small.lift(space, train).scores(test), 1e-6);
    }
  }

  @Test
  void earlyStoppingIsTheSameInTheSpace() {
    var x = wide(6);
    int[] train = range(0, 45);
    var space = RowSpace.of(x, 2);
    var whole = set(x.select(train));
    var inSpace =
        new TrainingSet(
            space.coordinates(train), whole.labels(), whole.classes(), Double.NaN, space);
    var options = new LogisticRegression.Options(1, 1e-3, 1000, false);
    int[] test = range(45, ROWS);
    close(
        LogisticRegression.fit(whole, options).scores(x.select(test)),
        LogisticRegression.fit(inSpace, options).scores(space.coordinates(test)),
        1e-9);
    close(
        LogisticRegression.fitOneVersusRest(whole, options).scores(x.select(test)),
        LogisticRegression.fitOneVersusRest(inSpace, options).scores(space.coordinates(test)),
        1e-9);
    var converged = LogisticRegression.fit(whole, LogisticRegression.Options.CONVERGED);
    double difference =
        GoldenBaselines.largestDifference(
            converged.scores(x.select(test)),
            LogisticRegression.fit(whole, options).scores(x.select(test)));
    assertTrue(difference > 1e-6, "it does stop early: " + difference);
  }

  @Test
  void liftedKernelMachineEqualsTheMachineFittedOnAllColumns() {
    var x = wide(4);
    int[] train = range(5, 50);
    var space = RowSpace.of(x, 2);
    var whole = set(x.select(train));
    double gamma = space.scaleGamma(train);
    assertEquals(whole.scaleGamma(), gamma, 1e-9 * gamma);
    var inSpace =
        new TrainingSet(space.coordinates(train), whole.labels(), whole.classes(), gamma, space);
    var small = SupportVectorMachine.fit(inSpace, SupportVectorMachine.Options.RBF, 1, 1);
    var direct = SupportVectorMachine.fit(whole, SupportVectorMachine.Options.RBF, 1, 1);
    var expected = direct.scores(x);
    close(expected, small.scores(space.coordinates(range(0, ROWS))), 1e-3);
    close(expected, small.lift(space, train).scores(x), 1e-3);
  }

  @Test
  void linearMachineIsTheSameWhetherSolvedOverColumnsOrOverSamples() {
    var values = wide(7).values();
    var few = new double[ROWS][20];
    var padded = new double[ROWS][20 + ROWS];
    for (int i = 0; i < ROWS; i++) {
      System.arraycopy(values, i * COLUMNS, few[i], 0, 20);
      System.arraycopy(few[i], 0, padded[i], 0, 20);
    }
    for (double c : new double[] {0.01, 1, 1000}) {
      var overColumns = LinearSupportVectorMachine.fit(set(DenseMatrix.of(few)), c, 1);
      var overSamples = LinearSupportVectorMachine.fit(set(DenseMatrix.of(padded)), c, 2);
      close(
          overColumns.scores(DenseMatrix.of(few)),
          overSamples.scores(DenseMatrix.of(padded)),
          1e-9 * Math.max(1, c));
    }
  }

  private static void close(double[][] expected, double[][] actual, double tolerance) {
    assertTrue(GoldenBaselines.largestDifference(expected, actual) < tolerance);
  }
}
