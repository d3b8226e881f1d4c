package mer4j.plots;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import mer4j.data.Balancing;
import mer4j.data.Split;
import mer4j.eval.PublishedClass;
import mer4j.eval.PublishedCurve;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Accuracies and losses of networks at the epochs that a study prints, beside what a pure memory
 * reaches by copies alone. Markers are what is printed; lines between them only lead the eye.
 */
public final class PublishedCurveChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;

  private PublishedCurveChart() {}

  /**
   * A row per network: accuracies on the left, the loss on the right.
   *
   * @param curves the networks
   * @param dataset name of the data set, for the titles
   * @param memory accuracy of a pure memory on clips of which copies were learned
   * @param chance accuracy of guessing
   * @throws IllegalArgumentException if there is no network
   */
  public static Figure of(
      List<PublishedCurve> curves, String dataset, double memory, double chance) {
    return Figure.grid(charts(curves, dataset, memory, chance), 2);
  }

  static List<XYChart> charts(
      List<PublishedCurve> curves, String dataset, double memory, double chance) {
    var sizes = sizes(dataset);
    return curves.stream()
        .flatMap(
            curve ->
                Stream.of(
                    accuracy(curve, dataset, sizes, memory, chance), loss(curve, dataset, sizes)))
        .toList();
  }

  /** Parts of the set as the study divided it, copies counted; none if its classes are unknown. */
  private static Optional<Split> sizes(String dataset) {
    return Optional.of(PublishedClass.of(dataset))
        .filter(classes -> !classes.isEmpty())
        .map(classes -> Balancing.beforeDivision(PublishedClass.labels(classes), 1, 1));
  }

  private static String named(String part, Optional<Split> sizes, Function<Split, int[]> rows) {
    return sizes
        .map(split -> String.format(Locale.ROOT, "%s, %,d tracks", part, rows.apply(split).length))
        .orElse(part);
  }

  private static XYChart loss(PublishedCurve curve, String dataset, Optional<Split> sizes) {
    var chart = empty(curve, dataset, "cross-entropy (nats)");
    add(chart, named("training", sizes, Split::train), curve, PublishedCurve.Point::loss, 0, 2);
    return chart;
  }

  private static XYChart accuracy(
      PublishedCurve curve, String dataset, Optional<Split> sizes, double memory, double chance) {
    var chart = empty(curve, dataset, "accuracy");
    chart.getStyler().setYAxisMax(1.0);
    var training = named("training", sizes, Split::train);
    var validation = named("validation", sizes, Split::validation);
    add(chart, training, curve, PublishedCurve.Point::training, 0, 2);
    add(chart, validation, curve, PublishedCurve.Point::validation, 1, 0);
    double last = curve.points().getLast().epoch();
    level(chart, "pure memory", last, memory, 2);
    level(chart, "chance", last, chance, 1);
    return chart;
  }

  private static XYChart empty(PublishedCurve curve, String dataset, String valueTitle) {
    var title = "Published: %s on %s, copies counted as tracks".formatted(curve.model(), dataset);
    var chart = ChartTheme.xy(title, "epoch (logarithmic)", valueTitle, WIDTH, HEIGHT);
    double last = curve.points().getLast().epoch();
    var styler = chart.getStyler();
    styler.setXAxisLogarithmic(true);
    styler.setXAxisDecimalPattern("#");
    styler.setXAxisMin(.8); // room beside the outermost decades: only then are they labelled
    styler.setXAxisMax(Math.max(2, last * 1.5));
    styler.setYAxisMin(0.0);
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
