package mer4j.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import mer4j.eval.PublishedCurve;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class PublishedCurveChartTest {
  private static final PublishedCurve CURVE =
      new PublishedCurve(
          "RNN",
          List.of(
              new PublishedCurve.Point(1, 4.1, .02, .03),
              new PublishedCurve.Point(100, 3.1, .25, .2)));

  @Test
  void drawsWhatIsPrintedAndSaysThatItIs() {
    var charts = PublishedCurveChart.charts(List.of(CURVE), "another", .5, .017);
    assertEquals(2, charts.size());
    var chart = charts.getFirst();
    assertEquals("Published: RNN on another, copies counted as tracks", chart.getTitle());
    assertArrayEquals(new double[] {1, 100}, chart.getSeries("validation").getXData());
    assertArrayEquals(new double[] {.03, .2}, chart.getSeries("validation").getYData());
    assertArrayEquals(new double[] {.02, .25}, chart.getSeries("training").getYData());
    assertArrayEquals(new double[] {.5, .5}, chart.getSeries("pure memory").getYData());
    assertArrayEquals(new double[] {.017, .017}, chart.getSeries("chance").getYData());
    assertArrayEquals(new double[] {4.1, 3.1}, charts.getLast().getSeries("training").getYData());
  }

  private static List<String> names(XYChart chart) {
    return chart.getSeriesCollection().stream().map(series -> series.getName()).toList();
  }

  @Test
  void partsHaveTheSizesOfTheStudysDivision() {
    var charts = PublishedCurveChart.charts(List.of(CURVE), "jamendo", .5, .017);
    assertEquals(
        List.of("training, 9,787 tracks", "validation, 2,797 tracks", "pure memory", "chance"),
        names(charts.getFirst()));
    assertEquals(List.of("training, 9,787 tracks"), names(charts.getLast()));
    assertEquals(
        "Published: RNN on MTG-Jamendo, copies counted as tracks", charts.getLast().getTitle());
  }

  @Test
  void refusesNoNetwork() {
    assertThrows(
        IllegalArgumentException.class, () -> PublishedCurveChart.of(List.of(), "set", .5, .1));
  }
}
