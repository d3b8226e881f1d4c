package mer4j.plots;

import java.util.SequencedMap;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy or loss over epochs. */
public final class LearningCurveChart {
  private LearningCurveChart() {}

  /**
   * @param title figure title, with data set, protocol and number of clips
   * @param valueTitle what is drawn, such as "accuracy"
   * @param curves a curve per name, one value per epoch from epoch 1
   * @throws IllegalArgumentException if there is no curve or one has no epoch
   */
  public static XYChart of(String title, String valueTitle, SequencedMap<String, double[]> curves) {
    return of(title, valueTitle, curves, "epoch");
  }

  /**
   * The same for numbers that are counted by something else than epochs, from 1.
   *
   * @param countTitle what they are counted by
   */
  public static XYChart of(
      String title, String valueTitle, SequencedMap<String, double[]> curves, String countTitle) {
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("learning curves need at least one curve");
    }
    var chart = ChartTheme.xy(title, countTitle, valueTitle, ChartTheme.WIDTH, 320);
    int k = 0;
    for (var curve : curves.entrySet()) {
      var values = curve.getValue();
      if (values.length == 0) {
        throw new IllegalArgumentException("no epoch of " + curve.getKey() + " to draw");
      }
      var series = chart.addSeries(curve.getKey(), ChartTheme.counted(values.length), values);
      series.setMarker(values.length == 1 ? Palette.markerOfClass(k) : SeriesMarkers.NONE);
      int colour = k == 0 ? 2 : k == 1 ? 0 : k + 1;
      series.setLineColor(Palette.ofClass(colour));
      series.setMarkerColor(Palette.ofClass(colour));
      series.setLineStyle(Palette.strokeOfClass(k));
      k++;
    }
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    return chart;
  }
}
