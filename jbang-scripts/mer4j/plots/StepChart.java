package mer4j.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mer4j.eval.Interval;
import mer4j.runs.NetworkResult;
import mer4j.runs.NetworkResults;
import mer4j.runs.NetworkResults.Step;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Networks corrected one step at a time: every seed's test accuracy as a point, and the mean. */
public final class StepChart {
  private static final int HEIGHT_OF_ROW = 30;
  private static final double HIGHEST = .9;

  /** Choices as the scripts' options have them, and in plain words. */
  private static final Map<String, String> WORDS =
      Map.of(
          "scaler rows", "a scale for each row",
          "mel db", "mel in decibels",
          "padding masked", "padding left out",
          "pooling mean", "mean of all states",
          "initial-state zero", "initial state zero",
          "best-epoch true", "best epoch on validation");

  private static final String SEED = "a seed, the first on top";

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
      rows.add(new Row(plain(step.label()), step.runs()));
      above = step;
    }
    int tests = results.runs().getFirst().tests();
    var title =
        "%s, one correction at a time: a dot is a seed's %d test clips"
            .formatted(results.dataset(), tests);
    var half = Interval.wilson(tests / 2, tests, .95);
    var axis =
        String.format(
            Locale.ROOT,
            "test accuracy (95 %% interval of one dot: about %.0f points to each side)",
            50 * (half.high() - half.low()));
    int n = rows.size();
    var chart = ChartTheme.xy(title, axis, "", 900, 150 + HEIGHT_OF_ROW * n);
    line(chart, "chance", new double[] {1. / classes, 1. / classes}, new double[] {0, n + 1});
    points(chart, rows);
    means(chart, rows);
    axes(
        chart, results.runs().stream().mapToDouble(r -> r.result().accuracy()).max().orElseThrow());
    ChartTheme.rowAxis(chart, rows.stream().map(Row::name).toList(), HEIGHT_OF_ROW);
    return chart;
  }

  private static String plain(String label) {
    var text = label;
    for (var word : WORDS.entrySet()) {
      text = text.replace(word.getKey(), word.getValue());
    }
    return text;
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
      var runs = rows.get(i).runs();
      for (int k = 0; k < runs.size(); k++) {
        x.add(runs.get(k).result().accuracy());
        y.add(rows.size() - i + beside(k, runs.size()));
      }
    }
    var seeds = chart.addSeries(SEED, x, y);
    seeds.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    seeds.setMarker(SeriesMarkers.CIRCLE);
    seeds.setMarkerColor(Palette.ofClass(2));
  }

  /** How far from the middle of its row a seed lies, the first on top: equal ones stay apart. */
  private static double beside(int k, int seeds) {
    double step = Math.min(.3, .6 / Math.max(1, seeds - 1));
    return step * ((seeds - 1) / 2. - k);
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

  private static void axes(XYChart chart, double best) {
    var styler = chart.getStyler();
    styler.setXAxisMin(0.0);
    styler.setXAxisMax(best > HIGHEST ? 1 : HIGHEST);
    styler.setMarkerSize(8);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setXAxisTickLabelsFormattingFunction(x -> String.format(Locale.ROOT, "%.1f", x));
  }
}
