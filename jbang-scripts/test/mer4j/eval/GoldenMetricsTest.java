package mer4j.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mer4j.baselines.GoldenBaselines;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics of scikit-learn's stored predictions and scores against scikit-learn's own figures. */
class GoldenMetricsTest {
  @ParameterizedTest
  @CsvSource({
    "scaler_all,LR,proba", "scaler_all,RC,decision", "scaler_all,LSVM,decision",
    "scaler_all,SVM,decision", "scaler_all,GNB,proba", "scaler_all,LDA,proba",
    "scaler_all,OvRC,proba", "scaler_all,KNC,proba", "scaler_train,LR,proba",
    "scaler_train,RC,decision", "scaler_train,SVM,decision", "scaler_train,KNC,proba"
  })
  void equalScikitLearn(String scaler, String model, String kind) {
    var golden = new GoldenBaselines(scaler);
    var expected = golden.results(model);
    int[] truth = GoldenBaselines.testLabels();
    int[] predicted = golden.predicted(model);
    var matrix = ConfusionMatrix.of(truth, predicted, 4);
    for (int t = 0; t < 4; t++) {
      for (int p = 0; p < 4; p++) {
        assertEquals(expected.get("confusion").get(t).get(p).asInt(), matrix.count(t, p));
      }
    }
    assertEquals(expected.get("hits").asInt(), matrix.hits());
    assertEquals(expected.get("accuracy").asDouble(), matrix.accuracy(), 1e-12);
    assertEquals(expected.get("macro_f1").asDouble(), matrix.macroF1(), 1e-12);
    var areas = RocCurve.areas(truth, golden.scores(model + "_" + kind), 4);
    for (int k = 0; k < 4; k++) {
      assertEquals(expected.get("auc").get(k).asDouble(), areas[k], 1e-12, "class " + k);
    }
  }
}
