package mer4j.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.BitmapEncoder;

class IntervalChartTest {
  @Test
  void drawsEveryValueOverItsInterval(@TempDir Path folder) throws Exception {
    var rows =
        List.of(
            new IntervalChart.Row("RNN", .533, .431, .633), IntervalChart.Row.of("BRNN", 44, 90));
    var chart = IntervalChart.of("three networks", "accuracy", rows, .25);
    assertArrayEquals(new double[] {.431, .633}, chart.getSeries("interval 0 of 0").getYData());
    assertArrayEquals(
        new double[] {.533, 44 / 90.},
        chart.getSeries("value with 95 % interval").getYData(),
        1e-12);
    assertArrayEquals(
        new double[] {.388, .590}, chart.getSeries("interval 1 of 0").getYData(), 5e-4, "Wilson");
    assertEquals(.25, chart.getSeries("chance").getYData()[0]);
    Figure.of(chart).write(folder.resolve("intervals.png"));
  }

  /** A value without an interval must not be announced as one with it. */
  @Test
  void drawsPoints() {
    var rows =
        List.of(IntervalChart.Row.point("seed 0", .6), IntervalChart.Row.point("seed 1", .7));
    var chart = IntervalChart.of("two splits", "balanced accuracy", rows, .25);
    assertArrayEquals(new double[] {.6, .7}, chart.getSeries("value").getYData());
    assertArrayEquals(new double[] {.7, .7}, chart.getSeries("interval 1 of 0").getYData());
    assertNull(chart.getSeries("value with 95 % interval"));
  }

  /** Where a name is written nothing else may be: neither an interval nor the level of chance. */
  @Test
  void namesAreReadWhateverTheLevelOfChance() {
    for (double share : new double[] {0, .03, .06, .5, .97, 1}) {
      var named = intervals("WWWWWWWW", share);
      var nameless = intervals(" ", share);
      int written = 0;
      for (int x = 0; x < named.getWidth(); x++) {
        for (int y = 0; y < named.getHeight(); y++) {
          if (named.getRGB(x, y) != nameless.getRGB(x, y)) {
            written++;
            int under = nameless.getRGB(x, y) & 0xFF;
            assertTrue(under >= 0xE6, "at %d, %d with chance %s".formatted(x, y, share));
          }
        }
      }
      assertTrue(written > 100, "the name is drawn");
    }
  }

  private static BufferedImage intervals(String name, double share) {
    var row = new IntervalChart.Row(name, share, Math.max(0, share - .05), share);
    return BitmapEncoder.getBufferedImage(
        IntervalChart.of("one network", "accuracy", List.of(row), share));
  }

  @Test
  void clipsAreDrawnFromTheirFrames() {
    var values = new float[] {1, 10, 2, -20, 3, 30};
    var cells = FeatureChart.clip("t", values, 2, 5, .02).getHeatMapSeries().getHeatData();
    var drawn =
        cells.stream().map(Number[].class::cast).mapToDouble(c -> c[2].doubleValue()).toArray();
    assertArrayEquals(new double[] {1, 5, 2, -5, 3, 5}, drawn);
    assertThrows(IllegalArgumentException.class, () -> FeatureChart.clip("t", values, 4, 5, .02));
  }

  @Test
  void bars(@TempDir Path folder) throws Exception {
    var names = List.of("a", "b", "c", "d");
    var chart = BarChart.of("shares", "share (%)", names, new double[] {74.51, 3, 0.000123, 0});
    var series = chart.getSeries("share (%)");
    assertEquals(
        List.of("a  74.5", "b  3.00", "c  < 0.001", "d  0"), List.copyOf(series.getYData()));
    Figure.of(chart).write(folder.resolve("bars.png"));
  }

  @Test
  void refusesNothingToDraw() {
    assertThrows(
        IllegalArgumentException.class, () -> IntervalChart.of("t", "accuracy", List.of(), .25));
    assertThrows(
        IllegalArgumentException.class,
        () -> BarChart.of("t", "share", List.of("a"), new double[2]));
    assertThrows(
        IllegalArgumentException.class,
        () -> BarChart.of("t", "share", List.of("a"), new double[] {-1}));
  }
}
