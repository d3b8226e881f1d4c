package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import mer4j.baselines.QuadraticDiscriminantAnalysis.Covariance;
import mer4j.data.Splits;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;
import org.junit.jupiter.api.Test;

/**
 * Linear and quadratic discriminants where samples are few, against scikit-learn 1.9: that is where
 * programs differ.
 */
class DiscriminantsTest {
  private static final GoldenBaselines GOLDEN = new GoldenBaselines("scaler_all");

  private static double[][] reference(String name) {
    var values = GoldenBaselines.array("discriminants/" + name + "_decision").doubles();
    return IntStream.range(0, values.length / 4)
        .mapToObj(i -> Arrays.copyOfRange(values, 4 * i, 4 * i + 4))
        .toArray(double[][]::new);
  }

  private static TrainingSet first(SampleMatrix x, int rows) {
    int[] train = Arrays.copyOf(GoldenBaselines.train(), rows);
    return TrainingSet.of(x.select(train), Splits.pick(GoldenBaselines.labels(), train), 4);
  }

  private static DenseMatrix columns(int count) {
    var x = GOLDEN.standardized();
    var values = new double[900 * count];
    for (int i = 0; i < 900; i++) {
      x.copyRow(i, 0, values, i * count, count);
    }
    return new DenseMatrix(900, count, values);
  }

  private static void close(String name, double[][] own) {
    double difference = GoldenBaselines.largestDifference(reference(name), own);
    assertTrue(difference < 1e-6, name + " differs by " + difference);
  }

  @Test
  void quadraticWhereItIsDefined() {
    var x = columns(20);
    var model = QuadraticDiscriminantAnalysis.fit(first(x, 720), Covariance.EXACT, 2);
    close("QDA_20_columns", model.decisions(x.select(GoldenBaselines.test())));
    assertEquals(1, Arrays.stream(model.scores(x.select(new int[] {3}))[0]).sum(), 1e-12);
  }

  @Test
  void quadraticIsRefusedWithItsReason() {
    var error =
        assertThrows(
            UndefinedModelException.class,
            () -> QuadraticDiscriminantAnalysis.fit(GOLDEN.trainingSet(), Covariance.EXACT, 2));
    assertEquals(
        "the covariance of class 0 has no inverse: 179 samples of it, 203 columns",
        error.getMessage());
    var x = columns(20);
    var twice = new double[900][];
    for (int i = 0; i < 900; i++) {
      twice[i] = Arrays.copyOf(Arrays.copyOfRange(x.values(), 20 * i, 20 * i + 20), 21);
      twice[i][20] = twice[i][0];
    }
    var set = first(DenseMatrix.of(twice), 720);
    error =
        assertThrows(
            UndefinedModelException.class,
            () -> QuadraticDiscriminantAnalysis.fit(set, Covariance.EXACT, 2));
    assertTrue(error.getMessage().endsWith("21 columns, rank 20"), error.getMessage());
  }

  @Test
  void shrunkQuadratic() {
    var test = GOLDEN.testSamples();
    for (int rows : new int[] {720, 100}) {
      var set = first(GOLDEN.standardized(), rows);
      var model = QuadraticDiscriminantAnalysis.fit(set, Covariance.SHRUNK, 2);
      close(rows == 720 ? "RQDA" : "RQDA_100_rows", model.decisions(test));
    }
  }

  @Test
  void shrunkQuadraticIsTheSameInTheRowSpace() {
    var x = GOLDEN.standardized().select(IntStream.range(0, 150).toArray());
    int[] train = IntStream.range(0, 100).map(i -> (i * 7) % 150).toArray();
    var space = RowSpace.of(x, 2);
    int[] labels = Splits.pick(GoldenBaselines.labels(), train);
    labels[0] = 1;
    labels[1] = 1;
    labels[2] = 1;
    var direct =
        QuadraticDiscriminantAnalysis.fit(
            TrainingSet.of(x.select(train), labels, 4), Covariance.SHRUNK, 1);
    var set = new TrainingSet(space.coordinates(train), labels, 4, 1, space);
    var small = QuadraticDiscriminantAnalysis.fit(set, Covariance.SHRUNK, 1);
    var expected = direct.decisions(x);
    int[] all = IntStream.range(0, 150).toArray();
    for (int i = 0; i < 150; i++) {
      assertArrayEquals(expected[i], small.decisions(space.coordinates(all))[i], 1e-6);
      assertArrayEquals(expected[i], small.lift(space, train).decisions(x)[i], 1e-6);
    }
  }

  @Test
  void linearWithFewerRowsThanColumns() {
    var model = LinearDiscriminantAnalysis.fit(first(GOLDEN.standardized(), 100), 2);
    close("LDA_100_rows", model.decisions(GOLDEN.testSamples()));
  }
}
