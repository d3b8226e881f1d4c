package mer4j.plots;

import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mer4j.runs.NetworkResult;
import mer4j.runs.NetworkResults;
import mer4j.runs.NetworkResults.Step;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Networks corrected one step at a time: every seed's test accuracy as a point, and the mean. */
public final class StepChart {
  private static final int HEIGHT_OF_ROW = 30;
  private static final double LOWEST = .1;
  private static final double HIGHEST = .9;

  /** Where the names of the steps have their middle, left of the values. */
  private static final double NAMES = -.3;

  private static final double LEFT = -.7;

  private StepChart() {}

  /** A line of the chart: a network's name, or one of its steps. */
  private record Row(String name, List<NetworkResult> runs) {}

  /**
   * A line per step, the first on top, each network's under its name.
   *
   * @param results the runs of the steps
   * @param classes number of classes, for the level of chance
   * @throws IllegalArgumentException if there is no run
   */
  public static XYChart of(NetworkResults results, int classes) {
    if (results.runs().isEmpty()) {
      throw new IllegalArgumentException("no step to draw");
    }
    var rows = new ArrayList<Row>();
    Step above = null;
    for (var step : results.steps()) {
      if (above == null || !above.model().equals(step.model())) {
        rows.add(new Row(step.model(), List.of()));
      }
      rows.add(new Row(step.label(), step.runs()));
      above = step;
    }
    int tests = results.runs().getFirst().tests();
    var title = "%s, one correction at a time, %d test clips".formatted(results.dataset(), tests);
    int n = rows.size();
    var chart = ChartTheme.xy(title, "test accuracy", "", 900, 150 + HEIGHT_OF_ROW * n);
    line(chart, "chance", new double[] {1. / classes, 1. / classes}, new double[] {.5, n + .5});
    points(chart, rows);
    means(chart, rows);
    axes(
        chart,
        n,
        results.runs().stream().mapToDouble(r -> r.result().accuracy()).max().orElseThrow());
    for (int i = 0; i < n; i++) {
      chart.addAnnotation(new AnnotationText(rows.get(i).name(), NAMES, n - i, false));
    }
    return chart;
  }

  private static void line(XYChart chart, String name, double[] x, double[] y) {
    var line = chart.addSeries(name, x, y);
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(Palette.REFERENCE);
    line.setLineStyle(Palette.strokeOfClass(1));
  }

  private static void points(XYChart chart, List<Row> rows) {
    var x = new ArrayList<Double>();
    var y = new ArrayList<Double>();
    for (int i = 0; i < rows.size(); i++) {
      for (var run : rows.get(i).runs()) {
        x.add(run.result().accuracy());
        y.add((double) rows.size() - i);
      }
    }
    var seeds = chart.addSeries("a seed", x, y);
    seeds.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    seeds.setMarker(SeriesMarkers.CIRCLE);
    seeds.setMarkerColor(Palette.ofClass(2));
  }

  private static void means(XYChart chart, List<Row> rows) {
    boolean first = true;
    for (int i = 0; i < rows.size(); i++) {
      var runs = rows.get(i).runs();
      if (!runs.isEmpty()) {
        double mean =
            runs.stream().mapToDouble(run -> run.result().accuracy()).average().orElseThrow();
        double y = rows.size() - i;
        var bar =
            chart.addSeries(
                first ? "mean over the seeds" : "mean " + i,
                new double[] {mean, mean},
                new double[] {y - .35, y + .35});
        bar.setMarker(SeriesMarkers.NONE);
        bar.setLineColor(Palette.INK);
        bar.setLineStyle(SeriesLines.SOLID);
        bar.setLineWidth(3);
        bar.setShowInLegend(first);
        first = false;
      }
    }
  }

  /** Names take the left part of the plot, as ticks of a numeric axis do not fall on them. */
  private static void axes(XYChart chart, int n, double best) {
    var styler = chart.getStyler();
    styler.setXAxisMin(LEFT);
    styler.setXAxisMax(best > HIGHEST ? 1 : HIGHEST);
    styler.setYAxisMin(.5);
    styler.setYAxisMax(n + .5);
    styler.setMarkerSize(8);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setYAxisTicksVisible(false);
    styler.setPlotGridHorizontalLinesVisible(false);
    styler.setXAxisTickLabelsFormattingFunction(
        x -> x < LOWEST - 1e-9 ? "" : String.format(Locale.ROOT, "%.1f", x));
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
  }
}
