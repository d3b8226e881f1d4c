package mer4j.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.OptionalDouble;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Horizontal bars, the first on top, in a colour for each group, with a line at a level of note.
 */
final class RowBarChart {
  private static final int HEIGHT_OF_ROW = 24;
  private static final float THICKNESS = 15;
  private static final List<Color> COLOURS = List.of(Palette.INK, Palette.PUBLISHED);

  private RowBarChart() {}

  /**
   * One bar.
   *
   * @param name beside it, together with its length
   * @param value its length, 0 or more
   * @param group 0 or 1: which of two groups it belongs to
   */
  record Bar(String name, double value, int group) {}

  /**
   * A level that bars are compared with, drawn upright through all of them.
   *
   * @param name for the legend
   * @param value where it stands; nothing is drawn where there is none
   */
  record Level(String name, OptionalDouble value) {}

  /**
   * @param title figure title
   * @param valueTitle what is drawn, with unit
   * @param bars at least one
   * @param groups names of the groups, for the legend
   * @param level a line through the bars
   * @throws IllegalArgumentException if there is no bar, or one of a negative length
   */
  static XYChart of(
      String title, String valueTitle, List<Bar> bars, List<String> groups, Level level) {
    if (bars.isEmpty() || bars.stream().anyMatch(bar -> !(bar.value() >= 0))) {
      throw new IllegalArgumentException("bars cannot be drawn of " + bars);
    }
    int n = bars.size();
    // names take their room from the bars, and the title stands over the bars alone
    int longest = bars.stream().mapToInt(bar -> bar.name().length()).max().orElseThrow();
    int width = Math.max(960, 580 + 8 * longest);
    var chart = ChartTheme.xy(title, valueTitle, "", width, 150 + HEIGHT_OF_ROW * n);
    for (int group = 0; group < groups.size(); group++) {
      boolean first = true;
      for (int i = 0; i < n; i++) {
        if (bars.get(i).group() == group) {
          draw(chart, first ? groups.get(group) : "bar " + i, bars.get(i), n - i, first);
          first = false;
        }
      }
    }
    level.value().ifPresent(value -> line(chart, level.name(), value, n));
    var styler = chart.getStyler();
    styler.setXAxisMin(0.0);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    ChartTheme.rowAxis(
        chart,
        bars.stream().map(bar -> bar.name() + "  " + BarChart.number(bar.value())).toList(),
        HEIGHT_OF_ROW);
    return chart;
  }

  private static void draw(XYChart chart, String name, Bar bar, int row, boolean named) {
    var series = chart.addSeries(name, new double[] {0, bar.value()}, new double[] {row, row});
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(COLOURS.get(bar.group()));
    series.setLineStyle(new BasicStroke(THICKNESS, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    series.setShowInLegend(named);
  }

  private static void line(XYChart chart, String name, double value, int n) {
    var series = chart.addSeries(name, new double[] {value, value}, new double[] {.4, n + .6});
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Palette.ofClass(0));
    series.setLineStyle(Palette.strokeOfClass(1));
  }
}
