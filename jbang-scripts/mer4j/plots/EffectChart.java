package mer4j.plots;

import java.awt.Font;
import java.util.List;
import java.util.Locale;
import mer4j.runs.AuditEffect;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What faults of a protocol add to a number, with intervals, about a line at nothing. */
public final class EffectChart {
  private static final double LEAST_RANGE = .05;
  private static final int HEIGHT_OF_ROW = 30;

  private EffectChart() {}

  /**
   * A row per effect, the first on top.
   *
   * @param title figure title, with data set, protocol and number of clips
   * @param effects what to draw
   * @throws IllegalArgumentException if there is none
   */
  public static XYChart of(String title, List<AuditEffect> effects) {
    if (effects.isEmpty()) {
      throw new IllegalArgumentException("no effect to draw");
    }
    int n = effects.size();
    int height = 150 + HEIGHT_OF_ROW * n;
    var chart =
        ChartTheme.xy(
            title, "balanced accuracy with the fault less that without it", "", 900, height);
    double range = LEAST_RANGE;
    var middle = new double[n];
    var rows = new double[n];
    for (int i = 0; i < n; i++) {
      var effect = effects.get(i);
      var ends = new double[] {effect.interval().low(), effect.interval().high()};
      range = Math.max(range, Math.max(Math.abs(ends[0]), Math.abs(ends[1])));
      middle[i] = effect.difference();
      rows[i] = n - i;
      var bar = chart.addSeries("interval " + i, ends, new double[] {rows[i], rows[i]});
      bar.setMarker(SeriesMarkers.NONE);
      bar.setLineColor(Palette.INK);
      bar.setLineStyle(SeriesLines.SOLID);
      bar.setLineWidth(2);
    }
    range = Math.ceil(range * 20) / 20;
    var zero = chart.addSeries("nothing", new double[] {0, 0}, new double[] {.5, n + .5});
    zero.setMarker(SeriesMarkers.NONE);
    zero.setLineColor(Palette.REFERENCE);
    zero.setLineStyle(Palette.strokeOfClass(1));
    var values = chart.addSeries("difference with 95 % interval", middle, rows);
    values.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    values.setMarker(SeriesMarkers.CIRCLE);
    values.setMarkerColor(Palette.INK);
    axes(chart, n, range);
    for (int i = 0; i < n; i++) {
      var effect = effects.get(i);
      var name = effect.fault().title() + ", " + effect.model();
      chart.addAnnotation(new AnnotationText(name, -2 * range, rows[i], false));
    }
    return chart;
  }

  /** Names take the left part of the plot, as ticks of a numeric axis do not fall on them. */
  private static void axes(XYChart chart, int n, double range) {
    var styler = chart.getStyler();
    styler.setXAxisMin(-3 * range);
    styler.setXAxisMax(range);
    styler.setYAxisMin(.5);
    styler.setYAxisMax(n + .5);
    styler.setMarkerSize(9);
    styler.setLegendVisible(false);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setYAxisTicksVisible(false);
    styler.setPlotGridHorizontalLinesVisible(false);
    styler.setXAxisTickLabelsFormattingFunction(
        x -> x < -range - 1e-9 ? "" : String.format(Locale.ROOT, "%+.2f", x));
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
  }
}
