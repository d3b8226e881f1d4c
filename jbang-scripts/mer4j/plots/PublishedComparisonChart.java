package mer4j.plots;

import java.util.List;
import mer4j.runs.BaselineReport;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Published accuracies beside those measured here, with intervals and the level of chance. */
public final class PublishedComparisonChart {
  /** Half the distance between the two marks of a model. */
  private static final double OFFSET = .07;

  private PublishedComparisonChart() {}

  /**
   * One model.
   *
   * @param model its name
   * @param published the published value, or NaN where there is none
   * @param measured the value measured here
   * @param low lower end of its interval
   * @param high upper end of its interval
   */
  public record Row(String model, double published, double measured, double low, double high) {}

  /** A run of baselines, chance being the same for every class; undefined ones are left out. */
  public static XYChart of(BaselineReport report) {
    var rows =
        report.rows().stream()
            .filter(BaselineReport.Row::defined)
            .map(
                row ->
                    new Row(
                        row.result().model(),
                        row.published(),
                        row.result().accuracy(),
                        row.interval().low(),
                        row.interval().high()))
            .toList();
    return of(report.title(), rows, 1.0 / report.classes().size());
  }

  /**
   * @param title figure title, with data set, protocol and number of clips
   * @param rows a model each, drawn from left to right
   * @param chance accuracy of guessing
   * @throws IllegalArgumentException if there is no row
   */
  public static XYChart of(String title, List<Row> rows, double chance) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("nothing to compare");
    }
    var chart = ChartTheme.xy(title, "", "accuracy", ChartTheme.WIDTH, 380);
    int n = rows.size();
    var x = new double[n];
    var measured = new double[n];
    var lowHigh = new double[n][];
    for (int i = 0; i < n; i++) {
      var row = rows.get(i);
      x[i] = i + 1 + OFFSET;
      measured[i] = row.measured();
      lowHigh[i] = new double[] {row.low(), row.high()};
    }
    // Wilson intervals are not symmetric, so each is a line of its own
    for (int i = 0; i < n; i++) {
      var bar = chart.addSeries("interval " + i, new double[] {x[i], x[i]}, lowHigh[i]);
      bar.setMarker(SeriesMarkers.NONE);
      bar.setLineColor(Palette.ofClass(2));
      bar.setLineWidth(2);
      bar.setShowInLegend(false);
    }
    var here = chart.addSeries("measured here, 95 % interval", x, measured);
    here.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    here.setMarker(SeriesMarkers.CIRCLE);
    here.setMarkerColor(Palette.ofClass(2));
    var known = rows.stream().filter(row -> !Double.isNaN(row.published())).toList();
    if (!known.isEmpty()) {
      var series =
          chart.addSeries(
              "published",
              known.stream().mapToDouble(row -> rows.indexOf(row) + 1 - OFFSET).toArray(),
              known.stream().mapToDouble(Row::published).toArray());
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      series.setMarker(SeriesMarkers.DIAMOND);
      series.setMarkerColor(Palette.ofClass(0));
    }
    ChartTheme.accuracyAxes(chart, rows.stream().map(Row::model).toList(), chance);
    return chart;
  }
}
