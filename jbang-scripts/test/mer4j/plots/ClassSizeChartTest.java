package mer4j.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ClassSizeChartTest {
  @Test
  void classesAreDrawnOnTheirSideOfTheTarget() {
    int[] clips = {13, 50, 237, 878, 300};
    double[] areas = {1, .9, .6, .44, Double.NaN};
    var chart = ClassSizeChart.of("title", clips, areas, 237);
    // the class without an area does not count
    assertEquals("title, Spearman's rho -1.00", chart.getTitle());
    var mixed = ClassSizeChart.of("title", new int[] {1, 2, 3}, new double[] {.9, .5, .6}, 2);
    assertEquals("title, Spearman's rho -0.50", mixed.getTitle());
    assertEquals("tracks of the class (logarithmic)", chart.getXAxisTitle());
    assertArrayEquals(new double[] {13, 50}, chart.getSeries("filled up with copies").getXData());
    assertArrayEquals(new double[] {1, .9}, chart.getSeries("filled up with copies").getYData());
    assertArrayEquals(new double[] {237, 878}, chart.getSeries("large enough").getXData());
    var large = ClassSizeChart.of("title", new int[] {300}, new double[] {.7}, 237);
    assertNull(large.getSeries("filled up with copies"));
    assertEquals("title", large.getTitle(), "one class has no rank");
    assertEquals(118.5, large.getStyler().getXAxisMin());
    assertEquals(600, large.getStyler().getXAxisMax());
  }

  @Test
  void refusesWhatDoesNotFit() {
    double[] one = {.5};
    assertThrows(IllegalArgumentException.class, () -> ClassSizeChart.of("t", new int[2], one, 10));
    assertThrows(IllegalArgumentException.class, () -> ClassSizeChart.of("t", new int[1], one, 10));
  }
}
