package mer4j.plots;

import java.util.List;
import java.util.function.ToDoubleFunction;
import mer4j.eval.PublishedCurve;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Accuracies of networks at the epochs that a study prints, beside what a pure memory reaches by
 * copies alone. Markers are what is printed; lines between them only lead the eye.
 */
public final class PublishedCurveChart {
  private static final int WIDTH = 470;
  private static final int HEIGHT = 360;

  private PublishedCurveChart() {}

  /**
   * A chart per network, side by side.
   *
   * @param curves the networks
   * @param dataset name of the data set, for the titles
   * @param memory accuracy of a pure memory on clips of which copies were learned
   * @param chance accuracy of guessing
   * @throws IllegalArgumentException if there is no network
   */
  public static Figure of(
      List<PublishedCurve> curves, String dataset, double memory, double chance) {
    return Figure.grid(charts(curves, dataset, memory, chance), 3);
  }

  static List<XYChart> charts(
      List<PublishedCurve> curves, String dataset, double memory, double chance) {
    return curves.stream().map(curve -> chart(curve, dataset, memory, chance)).toList();
  }

  private static XYChart chart(PublishedCurve curve, String dataset, double memory, double chance) {
    var title = "Published: %s on %s".formatted(curve.model(), dataset);
    var chart = ChartTheme.xy(title, "epoch (logarithmic)", "accuracy", WIDTH, HEIGHT);
    add(chart, "training", curve, PublishedCurve.Point::training, 0, 2);
    add(chart, "validation", curve, PublishedCurve.Point::validation, 1, 0);
    double last = curve.points().getLast().epoch();
    level(chart, "pure memory", last, memory, 2);
    level(chart, "chance", last, chance, 1);
    var styler = chart.getStyler();
    styler.setXAxisLogarithmic(true);
    styler.setXAxisDecimalPattern("#");
    styler.setXAxisMin(.8); // room beside the outermost decades: only then are they labelled
    styler.setXAxisMax(Math.max(2, last * 1.5));
    styler.setYAxisMin(0.0);
    styler.setYAxisMax(1.0);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    return chart;
  }

  private static void add(
      XYChart chart,
      String name,
      PublishedCurve curve,
      ToDoubleFunction<PublishedCurve.Point> value,
      int style,
      int colour) {
    var series =
        chart.addSeries(
            name,
            curve.points().stream().mapToDouble(PublishedCurve.Point::epoch).toArray(),
            curve.points().stream().mapToDouble(value).toArray());
    series.setMarker(Palette.markerOfClass(style));
    series.setMarkerColor(Palette.ofClass(colour));
    series.setLineColor(Palette.ofClass(colour));
    series.setLineWidth(1);
  }

  private static void level(XYChart chart, String name, double last, double value, int stroke) {
    var series = chart.addSeries(name, new double[] {1, last}, new double[] {value, value});
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(stroke == 1 ? Palette.REFERENCE : Palette.INK);
    series.setLineStyle(Palette.strokeOfClass(stroke));
  }
}
