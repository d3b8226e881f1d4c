package mer4j.plots;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import mer4j.eval.RocCurve;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Receiver operating characteristics, one curve per class against the rest. */
public final class RocChart {
  /**
   * The diagonal. A third value that is not half-way: of values at equal distances the charts make
   * ticks by counting them off, so that a chart of the diagonal alone would have other ticks.
   */
  private static final double[] CHANCE = {0, .3, 1};

  private RocChart() {}

  /**
   * One curve.
   *
   * @param name class name
   * @param falsePositiveRate from 0 to 1
   * @param truePositiveRate from 0 to 1
   * @param area under the curve
   */
  public record Curve(
      String name, double[] falsePositiveRate, double[] truePositiveRate, double area) {}

  /**
   * Draws the curves over the diagonal of chance.
   *
   * @param title figure title, with data set, protocol and number of clips
   * @param classes names of the classes
   * @param curves one of each class against the rest
   * @throws IllegalArgumentException if there are not as many curves as classes
   */
  public static XYChart of(String title, List<String> classes, List<RocCurve> curves) {
    if (classes.size() != curves.size()) {
      throw new IllegalArgumentException(
          curves.size() + " curves for " + classes.size() + " classes");
    }
    return of(title, named(classes, curves));
  }

  static List<Curve> named(List<String> classes, List<RocCurve> curves) {
    return IntStream.range(0, curves.size())
        .mapToObj(
            k ->
                new Curve(
                    classes.get(k), curves.get(k).fpr(), curves.get(k).tpr(), curves.get(k).auc()))
        .toList();
  }

  /** Draws the curves over the diagonal of chance. */
  public static XYChart of(String title, List<Curve> curves) {
    return of(title, curves, 460, 500);
  }

  static XYChart of(String title, List<Curve> curves, int width, int height) {
    var chart = ChartTheme.xy(title, "false positive rate", "true positive rate", width, height);
    var chance = chart.addSeries("chance", CHANCE, CHANCE);
    chance.setMarker(SeriesMarkers.NONE);
    chance.setLineColor(Palette.REFERENCE);
    chance.setLineWidth(1);
    chance.setLineStyle(SeriesLines.SOLID);
    for (int k = 0; k < curves.size(); k++) {
      var curve = curves.get(k);
      var series =
          chart.addSeries(
              Double.isNaN(curve.area())
                  ? curve.name() + " (no curve)"
                  : String.format(Locale.ROOT, "%s (AUC %.2f)", curve.name(), curve.area()),
              curve.falsePositiveRate(),
              curve.truePositiveRate());
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(Palette.ofClass(k));
      series.setLineStyle(Palette.strokeOfClass(k));
    }
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax(1.0);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(1.0);
    return chart;
  }
}
