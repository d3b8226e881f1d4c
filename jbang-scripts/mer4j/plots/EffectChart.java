package mer4j.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mer4j.runs.FaultMovement;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What faults of a protocol add to a number, with intervals, about a line at nothing. */
public final class EffectChart {
  private static final double LEAST_RANGE = .05;
  private static final int HEIGHT_OF_ROW = 21;

  private EffectChart() {}

  /**
   * A row per fault and model, the first on top; the fault is named where its first row is.
   *
   * @param title figure title, with data set, protocol and number of clips
   * @param movements what to draw
   * @throws IllegalArgumentException if there is none
   */
  public static XYChart of(String title, List<FaultMovement> movements) {
    if (movements.isEmpty()) {
      throw new IllegalArgumentException("no effect to draw");
    }
    int n = movements.size();
    var chart =
        ChartTheme.xy(
            title,
            "balanced accuracy with the fault less that without it, 95 % interval",
            "",
            900,
            120 + HEIGHT_OF_ROW * (n + 1));
    double range = LEAST_RANGE;
    var middle = new double[n];
    var rows = new double[n];
    var names = new ArrayList<String>();
    for (int i = 0; i < n; i++) {
      var movement = movements.get(i);
      var ends = new double[] {movement.interval().low(), movement.interval().high()};
      range = Math.max(range, Math.max(Math.abs(ends[0]), Math.abs(ends[1])));
      middle[i] = movement.difference();
      rows[i] = n - i;
      var bar = chart.addSeries("interval " + i, ends, new double[] {rows[i], rows[i]});
      bar.setMarker(SeriesMarkers.NONE);
      bar.setLineColor(Palette.INK);
      bar.setLineStyle(SeriesLines.SOLID);
      bar.setLineWidth(2);
      boolean next = i == 0 || movement.fault() != movements.get(i - 1).fault();
      names.add((next ? movement.fault().title() + ":  " : "") + movement.model());
    }
    range = Math.ceil(range * 20) / 20;
    separate(chart, movements, range);
    var zero = chart.addSeries("nothing", new double[] {0, 0}, new double[] {0, n + 1});
    zero.setMarker(SeriesMarkers.NONE);
    zero.setLineColor(Palette.REFERENCE);
    zero.setLineStyle(Palette.strokeOfClass(1));
    var values = chart.addSeries("difference with 95 % interval", middle, rows);
    values.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    values.setMarker(SeriesMarkers.CIRCLE);
    values.setMarkerColor(Palette.INK);
    var styler = chart.getStyler();
    styler.setXAxisMin(-range);
    styler.setXAxisMax(range);
    styler.setMarkerSize(8);
    styler.setLegendVisible(false);
    styler.setXAxisTickLabelsFormattingFunction(x -> String.format(Locale.ROOT, "%+.2f", x));
    ChartTheme.rowAxis(chart, names, HEIGHT_OF_ROW);
    return chart;
  }

  /** A thin line above the first row of every fault but the first. */
  private static void separate(XYChart chart, List<FaultMovement> movements, double range) {
    for (int i = 1; i < movements.size(); i++) {
      if (movements.get(i).fault() != movements.get(i - 1).fault()) {
        double y = movements.size() - i + .5;
        var line = chart.addSeries("above " + i, new double[] {-range, range}, new double[] {y, y});
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(chart.getStyler().getPlotGridLinesColor());
        line.setLineStyle(SeriesLines.SOLID);
        line.setLineWidth(1);
      }
    }
  }
}
