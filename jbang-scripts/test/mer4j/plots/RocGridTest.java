package mer4j.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import mer4j.baselines.Baselines;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.Interval;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.runs.BaselineReport;
import mer4j.runs.ClipMap;
import org.junit.jupiter.api.Test;

/** Charts of all models of a run together. */
class RocGridTest {
  private static final List<String> CLASSES = List.of("Q1", "Q2", "Q3", "Q4");

  private static BaselineReport report() {
    var rows = new ArrayList<BaselineReport.Row>();
    for (var model : Baselines.study()) {
      var random = new SplittableRandom(model.hashCode());
      boolean defined = !model.equals("QDA");
      var predictions = new ArrayList<Prediction>();
      for (int i = 0; i < 60 && defined; i++) {
        var scores = random.doubles(4).toArray();
        scores[i % 4] += 0.4;
        predictions.add(new Prediction(model, "seed42", "clip" + i, i % 4, i % 4, scores));
      }
      var result =
          defined
              ? new ModelResult(
                  model, "as-published", "seed42", .6, .6, .5, new double[4], 1, 1, .5)
              : ModelResult.undefined(model, "as-published", "seed42", 4, .267);
      var matrix = ConfusionMatrix.of(new int[] {0}, new int[] {0}, 4);
      var reason = defined ? null : "the covariance has no inverse";
      rows.add(new BaselineReport.Row(result, new Interval(.5, .7), matrix, predictions, reason));
    }
    return new BaselineReport("4q, as-published, 60 of 900 clips tested", "", rows, CLASSES);
  }

  @Test
  void twelveModelsAreThreeRowsOfFour() {
    var figure = RocGrid.of(report(), Baselines.study());
    assertEquals(4 * 330, figure.image().getWidth());
    assertEquals(Figure.HEADING + 3 * 400, figure.image().getHeight());
    assertEquals(
        "4Q, as-published, 60 of 900 clips tested: each class against the rest",
        RocGrid.heading(report()));
    assertThrows(IllegalArgumentException.class, () -> RocGrid.of(report(), List.of("XGB")));
  }

  @Test
  void everyModelHasItsAccuracyAndACurveAClass() {
    var report = report();
    var charts = RocGrid.charts(report, Baselines.study());
    for (int i = 0; i < charts.size(); i++) {
      var row = report.rows().get(i);
      var chart = charts.get(i);
      if (!row.defined()) {
        assertEquals("QDA, undefined", chart.getTitle());
        var nothing = chart.getSeries("Q4 (no curve)").getYData();
        assertEquals(0, Arrays.stream(nothing).filter(value -> !Double.isNaN(value)).count());
        assertEquals(List.of(), row.curves(), "nothing to draw");
        continue;
      }
      assertEquals(row.result().model() + ", accuracy 0.600", chart.getTitle());
      for (int k = 0; k < 4; k++) {
        var curve = row.curves().get(k);
        var name = String.format(Locale.ROOT, "Q%d (AUC %.2f)", k + 1, curve.auc());
        assertArrayEquals(curve.tpr(), chart.getSeries(name).getYData());
      }
    }
  }

  @Test
  void allChartsHaveTheSameTicks() {
    for (var chart : RocGrid.charts(report(), Baselines.study())) {
      var chance = chart.getSeries("chance").getXData();
      assertEquals(3, chance.length);
      assertTrue(chance[1] * 2 != chance[0] + chance[2], "else ticks are counted off");
      assertEquals(5, chart.getSeriesCollection().size(), "the legends have the same height");
    }
  }

  @Test
  void mapsHaveAPointAClip() {
    double[][] points = {{0, 1}, {2, 3}, {4, 5}};
    var chart = ScatterChart.of(new ClipMap("t", points, new int[] {0, 1, 0}, CLASSES));
    assertEquals(2, chart.getSeries("Q1").getXData().length);
  }
}
