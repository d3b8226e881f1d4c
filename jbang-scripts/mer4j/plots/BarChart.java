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
   * @throws IllegalArgumentException if there is none, or there are more names than values
   */
  public static HorizontalBarChart of(
      String title, String valueTitle, List<String> names, double[] values) {
    if (names.isEmpty() || names.size() != values.length) {
      throw new IllegalArgumentException(names.size() + " names for " + values.length + " bars");
    }
    var chart =
        new HorizontalBarChartBuilder()
            .width(ChartTheme.WIDTH)
            .height(110 + 24 * names.size())
            .title(title)
            .xAxisTitle(valueTitle)
            .build();
    ChartTheme.apply(chart.getStyler());
    var styler = chart.getStyler();
    styler.setLegendVisible(false);
    styler.setPlotGridHorizontalLinesVisible(false);
    styler.setAvailableSpaceFill(.7);
    styler.setLabelsVisible(false);
    styler.setXAxisMin(0.0);
    // the chart counts its bars from the bottom
    var labels = new ArrayList<String>();
    for (int i = 0; i < values.length; i++) {
      labels.add(names.get(i) + "  " + number(values[i]));
    }
    var lengths = Arrays.stream(values).boxed().toList();
    chart.addSeries(valueTitle, lengths.reversed(), labels.reversed()).setFillColor(Palette.INK);
    return chart;
  }

  /** Three digits, and no power of ten for what can be read without. */
  private static String number(double value) {
    double size = Math.abs(value);
    if (size == 0 || size >= 1e6 || size < 1e-4) {
      return size == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }
    int digits = Math.clamp(2 - (int) Math.floor(Math.log10(size)), 0, 6);
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
