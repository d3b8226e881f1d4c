package mer4j.plots;

import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The probability of each class over the course of a song. */
public final class EmotionOverTimeChart {
  private EmotionOverTimeChart() {}

  /**
   * @param title figure title
   * @param classes class names
   * @param times middle of each window, in seconds
   * @param probabilities {@code [windows][classes]}
   * @param seconds length of the song
   * @throws IllegalArgumentException if there is no window or a length differs
   */
  public static XYChart of(
      String title,
      List<String> classes,
      double[] times,
      double[][] probabilities,
      double seconds) {
    if (times.length == 0 || times.length != probabilities.length) {
      throw new IllegalArgumentException(
          times.length + " times for " + probabilities.length + " windows");
    }
    var chart = ChartTheme.xy(title, "time (s)", "probability", ChartTheme.WIDTH, 320);
    // a single window says the same for the whole song
    boolean single = times.length == 1;
    var x = single ? new double[] {0, seconds} : times;
    for (int k = 0; k < classes.size(); k++) {
      var values = new double[x.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = probabilities[single ? 0 : i][k];
      }
      var series = chart.addSeries(classes.get(k), x, values);
      series.setMarker(times.length > 60 ? SeriesMarkers.NONE : Palette.markerOfClass(k));
      series.setMarkerColor(Palette.ofClass(k));
      series.setLineColor(Palette.ofClass(k));
      series.setLineStyle(Palette.strokeOfClass(k));
    }
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(1.0);
    ChartTheme.timeAxis(chart.getStyler(), seconds);
    return chart;
  }
}
