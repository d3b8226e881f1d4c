package mer4j.plots;

import java.util.List;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.Interval;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Shares with their intervals side by side: how much of a difference is more than luck. */
public final class IntervalChart {
  private IntervalChart() {}

  /**
   * One value.
   *
   * @param name written below it
   * @param value from 0 to 1
   * @param low lower end of its interval
   * @param high upper end of its interval
   */
  public record Row(String name, double value, double low, double high) {
    /**
     * A share with its interval at 95 % (Wilson 1927).
     *
     * @param hits number of successes
     * @param trials number of trials
     */
    public static Row of(String name, int hits, int trials) {
      var interval = Interval.wilson(hits, trials, .95);
      return new Row(name, (double) hits / trials, interval.low(), interval.high());
    }

    /** The accuracy of predictions with its interval at 95 %. */
    public static Row of(String name, ConfusionMatrix counts) {
      return of(name, counts.hits(), counts.total());
    }
  }

  /**
   * @param title figure title, with data set, protocol and number of clips
   * @param valueTitle what is drawn, such as "accuracy"
   * @param rows a value each, drawn from left to right
   * @param chance value of guessing, drawn as a line
   * @throws IllegalArgumentException if there is no row
   */
  public static XYChart of(String title, String valueTitle, List<Row> rows, double chance) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("no value to draw an interval of");
    }
    var chart = ChartTheme.xy(title, "", valueTitle, ChartTheme.WIDTH, 340);
    int n = rows.size();
    var x = new double[n];
    var y = new double[n];
    for (int i = 0; i < n; i++) {
      var row = rows.get(i);
      x[i] = i + 1;
      y[i] = row.value();
      var ends = new double[] {row.low(), row.high()};
      var bar = chart.addSeries("interval " + i, new double[] {x[i], x[i]}, ends);
      bar.setMarker(SeriesMarkers.NONE);
      bar.setLineColor(Palette.INK);
      bar.setLineStyle(SeriesLines.SOLID); // the theme's styles take turns
      bar.setLineWidth(2);
      bar.setShowInLegend(false);
    }
    var values = chart.addSeries("value with 95 % interval", x, y);
    values.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    values.setMarker(SeriesMarkers.CIRCLE);
    values.setMarkerColor(Palette.INK);
    ChartTheme.accuracyAxes(chart, rows.stream().map(Row::name).toList(), chance);
    return chart;
  }
}
