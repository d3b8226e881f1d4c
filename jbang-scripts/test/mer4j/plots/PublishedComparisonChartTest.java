package mer4j.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Published values beside those measured. */
class PublishedComparisonChartTest {
  private static final PublishedComparisonChart.Row LR =
      PublishedComparisonChart.Row.of("4q", "LR", .6, .5, .7);

  @Test
  void aPublishedValueHasTheIntervalOfItsTestClips() {
    var chart = PublishedComparisonChart.of("LR on 4q", List.of(LR), .25);
    assertEquals("LR on 4Q", chart.getTitle());
    var name = "published, 180 test clips, 95 % interval";
    assertArrayEquals(new double[] {.633}, chart.getSeries(name).getYData());
    // Wilson 1927, 114 of 180
    var ends = chart.getSeries(name + ", interval at 0.91").getYData();
    assertArrayEquals(new double[] {.5607, .7002}, ends, 5e-4);
    var here = chart.getSeries("measured here, 95 % interval, interval at 1.09");
    assertArrayEquals(new double[] {.5, .7}, here.getYData());
  }

  @Test
  void aPublishedValueOfUnknownClipsHasNone() {
    var row = new PublishedComparisonChart.Row("LR", .633, .6, .5, .7);
    var chart = PublishedComparisonChart.of("t", List.of(row), .25);
    assertNotNull(chart.getSeries("published"));
    assertNull(chart.getSeries("published, interval at 0.91"));
  }

  @Test
  void whatIsUndefinedHereKeepsItsPublishedValue() {
    var qda = PublishedComparisonChart.Row.undefined("4q", "QDA");
    var chart = PublishedComparisonChart.of("t", List.of(LR, qda), .25);
    var published = chart.getSeries("published, 180 test clips, 95 % interval");
    assertArrayEquals(new double[] {.633, .267}, published.getYData());
    assertEquals(1, chart.getSeries("measured here, 95 % interval").getYData().length);
  }

  @Test
  void theAxisEndsAboveTheHighestInterval() {
    assertEquals(.9, PublishedComparisonChart.of("t", List.of(LR), .25).getStyler().getYAxisMax());
    var high = new PublishedComparisonChart.Row("LR", .633, .85, .8, .89);
    assertEquals(1, PublishedComparisonChart.of("t", List.of(high), .25).getStyler().getYAxisMax());
  }

  @Test
  void setsHaveTheNamesThatReadersKnow() {
    assertEquals("LR on 4Q, leak-free", SetNames.shown("LR on 4q, leak-free"));
    assertEquals("MTG-Jamendo: MTG-Jamendo", SetNames.shown("jamendo: MTG-Jamendo"));
    assertEquals("4q-roc.png, data/4q.zip, x4q", SetNames.shown("4q-roc.png, data/4q.zip, x4q"));
    assertEquals("the set 4Q.", SetNames.shown("the set 4q."));
  }
}
