package mer4j.plots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;

/** A number per name as horizontal bars, the first on top, each number beside its name. */
public final class BarChart {
  private BarChart() {}

  /**
   * @param title figure title, with data set and number of clips
   * @param valueTitle what is drawn, with unit
   * @param names one per bar, all different
   * @param values lengths of the bars, 0 or more
   * @throws IllegalArgumentException if there is none, there are more names than values, or a value
   *     is negative
   */
  public static HorizontalBarChart of(
      String title, String valueTitle, List<String> names, double[] values) {
    if (names.isEmpty() || names.size() != values.length) {
      throw new IllegalArgumentException(names.size() + " names for " + values.length + " bars");
    }
    if (!Arrays.stream(values).allMatch(value -> value >= 0)) {
      throw new IllegalArgumentException("bars cannot be drawn of " + Arrays.toString(values));
    }
    var chart =
        new HorizontalBarChartBuilder()
            .width(ChartTheme.WIDTH)
            .height(110 + 24 * names.size())
            .title(SetNames.shown(title))
            .xAxisTitle(valueTitle)
            .build();
    ChartTheme.apply(chart.getStyler());
    var styler = chart.getStyler();
    styler.setLegendVisible(false);
    styler.setPlotGridLinesVisible(false);
    styler.setAvailableSpaceFill(.7);
    styler.setLabelsVisible(false);
    styler.setXAxisMin(0.0);
    // the hint is for names too: with a wider one every second name is left out
    styler.setXAxisTickMarkSpacingHint(16);
    double step = step(Arrays.stream(values).max().orElseThrow());
    styler.setXAxisTickLabelsFormattingFunction(
        x ->
            Math.abs(x / step - Math.rint(x / step)) < 1e-6
                ? String.valueOf(x.floatValue()).replaceAll("\\.0$", "")
                : "");
    var labels = new ArrayList<String>();
    boolean counts = Arrays.stream(values).allMatch(value -> value == Math.rint(value));
    for (int i = 0; i < values.length; i++) {
      labels.add(names.get(i) + "  " + (counts ? count(values[i]) : number(values[i])));
    }
    var lengths = Arrays.stream(values).boxed().toList();
    chart.addSeries(valueTitle, lengths, labels).setFillColor(Palette.INK);
    return chart;
  }

  /** The smallest of 1, 2, 5, 10, 20, ... that gives at most eight steps. */
  private static double step(double largest) {
    double unit = Math.pow(10, Math.floor(Math.log10(Math.max(largest, 1e-9) / 8)));
    for (int times : new int[] {1, 2, 5}) {
      if (8 * times * unit >= largest) {
        return times * unit;
      }
    }
    return 10 * unit;
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** Three digits; what is smaller than a thousandth is only said to be so. */
  static String number(double value) {
    if (value > 0 && value < 1e-3) {
      return "< 0.001";
    }
    int digits = value > 0 ? Math.clamp(2 - (int) Math.floor(Math.log10(value)), 0, 5) : 0;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
