package mer4j.plots;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import mer4j.eval.RankCorrelation;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How well each class is told from the others against the number of tracks there are of it. What
 * learns from clips does better on classes of which it has more; what remembers copies does better
 * on classes that were filled up with more of them.
 */
public final class ClassSizeChart {
  private static final String FILLED = "filled up with copies";
  private static final String LARGE = "large enough";

  private ClassSizeChart() {}

  /**
   * @param title figure title, with data set and model; Spearman's coefficient is added
   * @param clips number of clips of each class before classes were brought to one size, at least 1
   * @param auc area under the curve of each class against all others
   * @param target size that classes were brought to, drawn as a line
   * @throws IllegalArgumentException if the lengths differ, or a class has no clip
   */
  public static XYChart of(String title, int[] clips, double[] auc, int target) {
    if (clips.length != auc.length || IntStream.of(clips).anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException(
          "%d classes of at least one clip, %d areas".formatted(clips.length, auc.length));
    }
    var chart =
        ChartTheme.xy(
            title + rank(clips, auc),
            "tracks of the class (logarithmic)",
            "area under the ROC curve",
            ChartTheme.WIDTH,
            480);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    var styler = chart.getStyler();
    styler.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    styler.setXAxisLogarithmic(true);
    styler.setXAxisDecimalPattern("#");
    styler.setYAxisMin(Math.min(.4, Math.floor(10 * least(auc)) / 10));
    styler.setYAxisMax(1.0);
    add(chart, FILLED, clips, auc, k -> clips[k] < target, 0);
    add(chart, LARGE, clips, auc, k -> clips[k] >= target, 1);
    int most = Math.max(target, IntStream.of(clips).max().orElse(target));
    int fewest = Math.min(target, IntStream.of(clips).min().orElse(target));
    styler.setXAxisMin(
        fewest / 2.); // room beside the outermost decades: only then are they labelled
    styler.setXAxisMax(most * 2.);
    line(chart, "chance", new double[] {fewest, most}, new double[] {.5, .5}, 1);
    double[] at = {target, target};
    line(chart, "size after balancing", at, new double[] {styler.getYAxisMin(), 1}, 2);
    return chart;
  }

  /** Spearman's coefficient over the classes that have an area; nothing where it is undefined. */
  private static String rank(int[] clips, double[] auc) {
    var known = IntStream.range(0, auc.length).filter(k -> !Double.isNaN(auc[k])).toArray();
    double rho =
        known.length < 3
            ? Double.NaN
            : RankCorrelation.spearman(
                IntStream.of(known).mapToDouble(k -> clips[k]).toArray(),
                IntStream.of(known).mapToDouble(k -> auc[k]).toArray());
    return Double.isNaN(rho) ? "" : String.format(Locale.ROOT, ", Spearman's rho %.2f", rho);
  }

  private static double least(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).min().orElse(.4);
  }

  private static void add(
      XYChart chart, String name, int[] clips, double[] auc, IntPredicate which, int style) {
    int[] rows =
        IntStream.range(0, clips.length).filter(which).filter(k -> !Double.isNaN(auc[k])).toArray();
    if (rows.length == 0) {
      return;
    }
    var series =
        chart.addSeries(
            name,
            IntStream.of(rows).mapToDouble(k -> clips[k]).toArray(),
            IntStream.of(rows).mapToDouble(k -> auc[k]).toArray());
    series.setMarker(Palette.markerOfClass(style));
    series.setMarkerColor(Palette.ofClass(style));
  }

  private static void line(XYChart chart, String name, double[] x, double[] y, int stroke) {
    var series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Palette.REFERENCE);
    series.setLineStyle(Palette.strokeOfClass(stroke));
  }
}
