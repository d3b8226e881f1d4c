package mer4j.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import mer4j.bench.ExtractionSpeed;
import mer4j.bench.RecurrentCase;
import mer4j.bench.RecurrentSpeed;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

/** Bars of what benchmarks measured. */
class SpeedChartTest {
  private static final RecurrentCase LSTM =
      new RecurrentCase("lstm", 9, 3, 5, 4, RecurrentCase.Work.LAST);
  private static final RecurrentCase RNN =
      new RecurrentCase("rnn", 9, 3, 5, 1, RecurrentCase.Work.INFERENCE);

  private static String name(XYChart chart, double y) {
    return chart.getStyler().getYAxisTickLabelsFormattingFunction().apply(y);
  }

  @Test
  void layersAreNamedInWordsBesideALineAtOne() {
    var speeds =
        List.of(
            new RecurrentSpeed("a 1", LSTM, 2, 10, .5, .9),
            new RecurrentSpeed("b 2", LSTM, 2, 10, 2, 3),
            new RecurrentSpeed("c 3", LSTM, 2, 10, 9, 9),
            new RecurrentSpeed("a 1", LSTM.fedWith("4q"), 2, 10, .5, .9),
            new RecurrentSpeed("b 2", LSTM.fedWith("4q"), 2, 10, 1, 3),
            new RecurrentSpeed("a 1", RNN, 2, 10, .5, .9),
            new RecurrentSpeed("b 2", RNN, 2, 10, .25, 3));
    var chart = SpeedChart.layers(speeds, "a processor");
    assertEquals("Time of a step: b 2 over a 1, 2 threads", chart.getTitle());
    assertEquals(
        "LSTM training by last state: 9 frames, 3 features, 5 units, 4 clips  4.00",
        name(chart, 3));
    assertEquals(
        "LSTM training by last state: 9 frames, 3 features, 5 units, 4 clips of 4Q  2.00",
        name(chart, 2));
    assertEquals("RNN inference: 9 frames, 3 features, 5 units, 1 clip  0.500", name(chart, 1));
    assertArrayEquals(new double[] {1, 1}, chart.getSeries("as long as a 1").getXData());
    assertArrayEquals(new double[] {0, 4}, chart.getSeries("b 2").getXData());
    assertEquals(4, chart.getSeriesCollection().size(), "three bars and a line");
  }

  @Test
  void programsThatComputeOtherThingsHaveAnotherColour() {
    var speeds =
        List.of(
            new ExtractionSpeed("slow", "1.0", "204 rows", .5, .6, 9, 1),
            new ExtractionSpeed("fast", "2.0", "204 rows", .25, .3, 4, 1),
            new ExtractionSpeed("other", "3.0", "20 rows", .125, .1, 4, 1));
    var chart = SpeedChart.chart(speeds);
    var same = chart.getSeries("204 rows");
    var other = chart.getSeries("computes something else: not to be compared");
    assertArrayEquals(new double[] {0, 2}, same.getXData());
    assertArrayEquals(new double[] {0, 8}, other.getXData());
    assertNotEquals(same.getLineColor(), other.getLineColor());
    assertEquals(same.getLineColor(), chart.getSeries("bar 1").getLineColor());
    var alike = SpeedChart.chart(speeds.subList(0, 2));
    assertNull(alike.getSeries("computes something else: not to be compared"));
  }
}
