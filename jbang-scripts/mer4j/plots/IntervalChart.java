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
  /** Distance of the first condition from the last, of one where names are one apart. */
  private static final double SPREAD = .75;

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

    /** A value by itself, drawn as a point: one whose interval is not that of a share. */
    public static Row point(String name, double value) {
      return new Row(name, value, value, value);
    }

    /** The accuracy of predictions with its interval at 95 %. */
    public static Row of(String name, ConfusionMatrix counts) {
      return of(name, counts.hits(), counts.total());
    }
  }

  /**
   * Values measured under one condition.
   *
   * @param name in the legend
   * @param rows a value each
   */
  public record Group(String name, List<Row> rows) {}

  /**
   * @param title figure title, with data set, protocol and number of clips
   * @param valueTitle what is drawn, such as "accuracy"
   * @param rows a value each, drawn from left to right
   * @param chance value of guessing, drawn as a line
   * @throws IllegalArgumentException if there is no row
   */
  public static XYChart of(String title, String valueTitle, List<Row> rows, double chance) {
    boolean points = rows.stream().allMatch(row -> row.low() == row.high());
    var group = new Group(points ? "value" : "value with 95 % interval", rows);
    return grouped(title, valueTitle, List.of(group), chance);
  }

  /**
   * Values of several conditions; those of one name stand together.
   *
   * @param title figure title, with data set, protocol and number of clips
   * @param valueTitle what is drawn, such as "accuracy"
   * @param groups drawn side by side in this order, names in that of their first group
   * @param chance value of guessing, drawn as a line
   * @throws IllegalArgumentException if there is no row
   */
  public static XYChart grouped(
      String title, String valueTitle, List<Group> groups, double chance) {
    var names =
        groups.stream().flatMap(group -> group.rows().stream()).map(Row::name).distinct().toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no value to draw an interval of");
    }
    var chart = ChartTheme.xy(title, "", valueTitle, ChartTheme.WIDTH, 340);
    for (int g = 0; g < groups.size(); g++) {
      double shift = (g - (groups.size() - 1) / 2.) * SPREAD / groups.size();
      draw(chart, groups.get(g), g, names, shift, groups.size() > 1);
    }
    ChartTheme.accuracyAxes(chart, names, chance, 1);
    return chart;
  }

  private static void draw(
      XYChart chart, Group group, int g, List<String> names, double shift, boolean several) {
    int n = group.rows().size();
    var color = several ? Palette.ofClass(g) : Palette.INK;
    var x = new double[n];
    var y = new double[n];
    for (int i = 0; i < n; i++) {
      var row = group.rows().get(i);
      x[i] = names.indexOf(row.name()) + 1 + shift;
      y[i] = row.value();
      var ends = new double[] {row.low(), row.high()};
      var bar =
          chart.addSeries("interval %d of %d".formatted(i, g), new double[] {x[i], x[i]}, ends);
      bar.setMarker(SeriesMarkers.NONE);
      bar.setLineColor(color);
      bar.setLineStyle(SeriesLines.SOLID); // the theme's styles take turns
      bar.setLineWidth(2);
      bar.setShowInLegend(false);
    }
    if (n > 0) {
      var values = chart.addSeries(group.name(), x, y);
      values.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      values.setMarker(several ? Palette.markerOfClass(g) : SeriesMarkers.CIRCLE);
      values.setMarkerColor(color);
    }
  }
}
