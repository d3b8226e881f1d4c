package mer4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {
  /** The example of scikit-learn's own documentation of {@code roc_curve}. */
  @Test
  void rocCurveOfTheDocumentedExample() {
    var curve =
        RocCurve.of(new boolean[] {false, false, true, true}, new double[] {0.1, 0.4, 0.35, 0.8});
    assertArrayEquals(new double[] {0, 0, 0.5, 0.5, 1}, curve.fpr());
    assertArrayEquals(new double[] {0, 0.5, 0.5, 1, 1}, curve.tpr());
    assertArrayEquals(
        new double[] {Double.POSITIVE_INFINITY, 0.8, 0.4, 0.35, 0.1}, curve.thresholds());
    assertEquals(0.75, curve.auc());
  }

  @Test
  void tiedScoresGiveHalf() {
    var curve = RocCurve.of(new boolean[] {true, false, true, false}, new double[4]);
    assertEquals(0.5, curve.auc());
    assertEquals(2, curve.fpr().length);
  }

  @Test
  void areaIsTheShareOfRightlyOrderedPairs() {
    var random = new SplittableRandom(1);
    var positive = new boolean[200];
    var score = new double[200];
    for (int i = 0; i < 200; i++) {
      positive[i] = random.nextBoolean();
      score[i] = random.nextInt(20) + (positive[i] ? 4 : 0);
    }
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < 200; i++) {
      for (int j = 0; j < 200; j++) {
        if (positive[i] && !positive[j]) {
          pairs++;
          right += score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0;
        }
      }
    }
    assertEquals(right / pairs, RocCurve.of(positive, score).auc(), 1e-12);
  }

  @Test
  void areaOfOneKindOnlyIsUndefined() {
    assertTrue(Double.isNaN(RocCurve.of(new boolean[3], new double[] {1, 2, 3}).auc()));
  }

  /** The study's printed report of its logistic regression fixes all columns but the counts. */
  @Test
  void reportHasTheLayoutOfScikitLearn() {
    int[] truth = {0, 1, 2, 2, 2};
    int[] predicted = {0, 0, 2, 2, 1};
    var text =
        ClassificationReport.of(
                ConfusionMatrix.of(truth, predicted, 3), List.of("class 0", "class 1", "class 2"))
            .toText();
    // the example of scikit-learn's documentation of classification_report
    var expected =
        """
                      precision    recall  f1-score   support

             class 0       0.50      1.00      0.67         1
             class 1       0.00      0.00      0.00         1
             class 2       1.00      0.67      0.80         3

            accuracy                           0.60         5
           macro avg       0.50      0.56      0.49         5
        weighted avg       0.70      0.60      0.61         5
        """;
    assertEquals(expected, text.replace(System.lineSeparator(), "\n"));
  }

  /** Example of scikit-learn's documentation of {@code matthews_corrcoef}, and its binary law. */
  @Test
  void matthewsCorrelation() {
    assertEquals(
        -1 / 3.0,
        ConfusionMatrix.of(new int[] {1, 1, 1, 0}, new int[] {1, 0, 1, 1}, 2).mcc(),
        1e-12);
    assertEquals(0, ConfusionMatrix.of(new int[] {1, 0}, new int[] {1, 1}, 2).mcc());
    assertEquals(1, ConfusionMatrix.of(new int[] {0, 1, 2}, new int[] {0, 1, 2}, 3).mcc(), 1e-12);
  }

  /** The intervals that the study's own figures were given independently. */
  @Test
  void wilsonInterval() {
    var rnn = Interval.wilson(48, 90, 0.95);
    assertEquals(0.431, rnn.low(), 5e-4);
    assertEquals(0.633, rnn.high(), 5e-4);
    var none = Interval.wilson(0, 10, 0.95);
    assertEquals(0, none.low());
    assertEquals(0.2775, none.high(), 1e-4);
    assertThrows(IllegalArgumentException.class, () -> Interval.wilson(3, 2, 0.95));
  }

  @Test
  void bootstrapOverSingletonGroupsAgreesWithWilson() {
    var groups = IntStream.range(0, 400).toArray();
    var interval =
        Interval.bootstrapGroups(
            groups,
            rows -> IntStream.of(rows).filter(i -> i % 4 == 0).count() / (double) rows.length,
            2000,
            0.95,
            1);
    var wilson = Interval.wilson(100, 400, 0.95);
    assertEquals(wilson.low(), interval.low(), 0.01);
    assertEquals(wilson.high(), interval.high(), 0.01);
  }

  @Test
  void largerGroupsWidenTheInterval() {
    java.util.function.ToDoubleFunction<int[]> share =
        rows -> IntStream.of(rows).filter(i -> i % 40 < 20).count() / (double) rows.length;
    var single = Interval.bootstrapGroups(IntStream.range(0, 400).toArray(), share, 1000, 0.95, 1);
    var grouped =
        Interval.bootstrapGroups(
            IntStream.range(0, 400).map(i -> i / 20).toArray(), share, 1000, 0.95, 1);
    assertTrue(grouped.high() - grouped.low() > 2 * (single.high() - single.low()));
  }

  @Test
  void protocolNamesAreChecked() {
    assertEquals(Protocol.LEAK_FREE, Protocol.parse("leak-free"));
    var error = assertThrows(IllegalArgumentException.class, () -> Protocol.parse("fair"));
    assertTrue(error.getMessage().contains("as-published, leak-free"));
  }

  @Test
  void countsAsATableInMarkdown() {
    var matrix = ConfusionMatrix.of(new int[] {0, 0, 1}, new int[] {0, 1, 1}, 2);
    assertEquals(
        """
        | truth \\ predicted | calm | tense |
        |---|---|---|
        | calm | 1 | 1 |
        | tense | 0 | 1 |
        """,
        matrix.toMarkdown(List.of("calm", "tense")));
    assertThrows(IllegalArgumentException.class, () -> matrix.toMarkdown(List.of("calm")));
  }
}
