package mer4j.plots;

import java.util.Arrays;
import java.util.List;
import mer4j.runs.ClipMap;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Points of two coordinates, coloured by class: valence against arousal, or any two features. */
public final class ScatterChart {
  private ScatterChart() {}

  /** A map of clips; its axes have no unit and no meaning of their own. */
  public static XYChart of(ClipMap map) {
    return of(
        map.title(),
        "",
        "",
        Arrays.stream(map.points()).mapToDouble(point -> point[0]).toArray(),
        Arrays.stream(map.points()).mapToDouble(point -> point[1]).toArray(),
        map.labels(),
        map.classes());
  }

  /**
   * @param title figure title
   * @param xTitle meaning of the first coordinate, with unit
   * @param yTitle meaning of the second coordinate, with unit
   * @param x first coordinate of each point
   * @param y second coordinate of each point
   * @param labels class of each point
   * @param classes class names
   * @throws IllegalArgumentException if the lengths differ
   */
  public static XYChart of(
      String title,
      String xTitle,
      String yTitle,
      double[] x,
      double[] y,
      int[] labels,
      List<String> classes) {
    if (x.length != y.length || x.length != labels.length) {
      throw new IllegalArgumentException(
          "lengths differ: " + x.length + ", " + y.length + ", " + labels.length);
    }
    var chart = ChartTheme.xy(title, xTitle, yTitle, 560, 440);
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    for (int k = 0; k < classes.size(); k++) {
      int wanted = k;
      var rows = java.util.stream.IntStream.range(0, x.length).filter(i -> labels[i] == wanted);
      var chosen = rows.toArray();
      if (chosen.length == 0) {
        continue;
      }
      var series =
          chart.addSeries(
              classes.get(k),
              Arrays.stream(chosen).mapToDouble(i -> x[i]).toArray(),
              Arrays.stream(chosen).mapToDouble(i -> y[i]).toArray());
      series.setMarker(Palette.markerOfClass(k));
      series.setMarkerColor(Palette.ofClass(k));
    }
    return chart;
  }
}
