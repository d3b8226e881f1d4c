package mer4j.plots;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One look for all figures: white ground, light grid, no boxes, readable type. */
final class ChartTheme {
  static final int WIDTH = 820;
  static final int HEIGHT = 420;

  /** How far below an accuracy of 0 names are written. */
  private static final double NAMES = .06;

  private ChartTheme() {}

  /** An empty chart with two numeric axes in the common look. */
  static XYChart xy(String title, String xTitle, String yTitle) {
    return xy(title, xTitle, yTitle, WIDTH, HEIGHT);
  }

  static XYChart xy(String title, String xTitle, String yTitle, int width, int height) {
    var chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(SetNames.shown(title))
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    apply(chart.getStyler());
    chart.getStyler().setMarkerSize(7);
    return chart;
  }

  static void apply(AxesChartStyler styler) {
    var small = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setAxisTickLabelsFont(small);
    styler.setPlotGridLinesColor(new Color(0xE6E6E6));
    styler.setAxisTickMarksColor(Color.GRAY);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    styler.setChartTitleBoxVisible(false);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setLegendFont(small);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendBackgroundColor(Color.WHITE);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setAntiAlias(true);
    styler.setLocale(Locale.ROOT);
  }

  /**
   * A time axis, of seconds or epochs, from 0 to the first even tick at or after the end; the
   * charts divide the axis from its least to its greatest value, so an uneven end would make every
   * tick uneven.
   */
  static void timeAxis(AxesChartStyler styler, double end) {
    double power = Math.pow(10, Math.floor(Math.log10(end / 16)));
    double step = 10 * power;
    for (double factor : new double[] {5, 2, 1}) {
      step = factor * power >= end / 16 ? factor * power : step;
    }
    styler.setXAxisTickMarkSpacingHint(80);
    styler.setXAxisMin(0.0);
    styler.setXAxisMax(Math.ceil(end / step - 1e-9) * step);
  }

  /**
   * The numbers 1 to n along an axis. The last lies a millionth of its value further: of values at
   * equal distances the charts make ticks by counting them off, with no regard to round numbers.
   */
  static double[] counted(int n) {
    var x = IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    if (n > 0) {
      x[n - 1] *= 1 + 1e-6;
    }
    return x;
  }

  /**
   * Names of rows in the left margin, the first on top: row i lies at {@code names.size() - i}. The
   * axis begins at 0 and the hint is below the height of a row, so that every whole number gets a
   * tick, and halves do, which are left blank.
   *
   * @param height of a row in pixels
   */
  static void rowAxis(XYChart chart, List<String> names, int height) {
    int n = names.size();
    var styler = chart.getStyler();
    styler.setYAxisMin(0.0);
    styler.setYAxisMax(n + 1.0);
    styler.setYAxisTickMarkSpacingHint(height * 2 / 3);
    styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    styler.setAxisTicksMarksVisible(false);
    styler.setYAxisTickLabelsFormattingFunction(
        y -> {
          int row = n - (int) Math.rint(y);
          boolean named = Math.abs(y - Math.rint(y)) < 1e-6 && row >= 0 && row < n;
          // an axis whose ends have one text gets no ticks
          return named ? names.get(row) : y < 1 ? " " : "  ";
        });
    styler.setPlotGridHorizontalLinesVisible(false);
  }

  /**
   * Axes for accuracies of things named side by side: 0 to the top upwards, names at 1, 2, ... and
   * the level of chance. Ticks of a numeric axis do not fall on names, so these are written into a
   * strip of the plot below 0, where no accuracy and no level of chance can be.
   */
  static void accuracyAxes(XYChart chart, List<String> names, double chance, double top) {
    int n = names.size();
    var level = chart.addSeries("chance", new double[] {.5, n + .5}, new double[] {chance, chance});
    level.setMarker(SeriesMarkers.NONE);
    level.setLineColor(Palette.REFERENCE);
    level.setLineStyle(Palette.strokeOfClass(1));
    var styler = chart.getStyler();
    styler.setXAxisMin(.5);
    styler.setXAxisMax(n + .5);
    styler.setYAxisMin(-2 * NAMES);
    styler.setYAxisMax(top);
    styler.setYAxisTickLabelsFormattingFunction(
        value -> value < -1e-9 ? "" : String.format(Locale.ROOT, "%.1f", Math.abs(value)));
    styler.setMarkerSize(9);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setXAxisTicksVisible(false);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setAnnotationTextFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    for (int i = 0; i < n; i++) {
      chart.addAnnotation(new AnnotationText(names.get(i), i + 1, -NAMES, false));
    }
  }
}
