package mer4j.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import mer4j.runs.NetworkResults;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Learning curves of several networks: a row each, accuracy on the left, loss on the right. */
public final class LearningCurvePanels {
  private static final int WIDTH = 600;
  private static final int HEIGHT = 300;

  /** Thousands of epochs are a band of ink, so a mean over this share of them is drawn on top. */
  private static final double WINDOW = .02;

  private LearningCurvePanels() {}

  /**
   * @param results the runs, one after the other
   * @param classes number of classes, for the level of chance
   * @throws IllegalArgumentException if there is no run
   */
  public static Figure of(NetworkResults results, int classes) {
    var panels = new ArrayList<XYChart>();
    for (var run : results.runs()) {
      var title = "%s on %s, seed %d".formatted(run.model(), results.dataset(), run.seed());
      var accuracy = panel(title, "accuracy", run.accuracies());
      var ends = new double[] {1, Math.max(2, run.epochs())};
      var chance = accuracy.addSeries("chance", ends, new double[] {1. / classes, 1. / classes});
      chance.setMarker(SeriesMarkers.NONE);
      chance.setLineColor(Palette.REFERENCE);
      chance.setLineStyle(Palette.strokeOfClass(1));
      accuracy.getStyler().setYAxisMax(1.0);
      panels.add(accuracy);
      panels.add(panel(title, "cross-entropy (nats)", run.losses()));
    }
    return Figure.grid(panels, 2);
  }

  private static XYChart panel(
      String title, String valueTitle, SequencedMap<String, double[]> curves) {
    var chart = ChartTheme.xy(title, "epoch", valueTitle, WIDTH, HEIGHT);
    int k = 0;
    for (var curve : curves.entrySet()) {
      var colour = Palette.ofClass(k == 0 ? 2 : 0);
      var values = curve.getValue();
      var thin =
          chart.addSeries(
              curve.getKey() + ", each epoch", ChartTheme.counted(values.length), values);
      thin.setMarker(SeriesMarkers.NONE);
      thin.setLineColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 90));
      thin.setLineStyle(new BasicStroke(1));
      thin.setShowInLegend(false);
      k++;
    }
    k = 0;
    for (var curve : curves.entrySet()) {
      var values = smooth(curve.getValue());
      var thick = chart.addSeries(curve.getKey(), ChartTheme.counted(values.length), values);
      thick.setMarker(values.length == 1 ? Palette.markerOfClass(k) : SeriesMarkers.NONE);
      thick.setLineColor(Palette.ofClass(k == 0 ? 2 : 0));
      thick.setMarkerColor(Palette.ofClass(k == 0 ? 2 : 0));
      thick.setLineStyle(SeriesLines.SOLID);
      thick.setLineWidth(k == 0 ? 3 : 2);
      k++;
    }
    var styler = chart.getStyler();
    styler.setYAxisMin(0.0);
    ChartTheme.timeAxis(
        styler, curves.values().stream().mapToInt(values -> values.length).max().orElseThrow());
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    return chart;
  }

  /** Means over neighbours on both sides, fewer at the ends. */
  static double[] smooth(double[] values) {
    int reach = (int) Math.round(values.length * WINDOW / 2);
    return IntStream.range(0, values.length)
        .mapToDouble(
            i ->
                IntStream.rangeClosed(
                        Math.max(0, i - reach), Math.min(values.length - 1, i + reach))
                    .mapToDouble(j -> values[j])
                    .average()
                    .orElseThrow())
        .toArray();
  }
}
