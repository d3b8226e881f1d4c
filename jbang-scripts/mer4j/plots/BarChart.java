package mer4j.plots;

import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** A number per name as bars. */
public final class BarChart {
  private BarChart() {}

  /**
   * @param title figure title, with data set and number of clips
   * @param valueTitle what is drawn, with unit
   * @param names written below the bars
   * @param values a bar each
   * @throws IllegalArgumentException if there is none, or there are more names than values
   */
  public static CategoryChart of(
      String title, String valueTitle, List<String> names, double[] values) {
    if (names.isEmpty() || names.size() != values.length) {
      throw new IllegalArgumentException(names.size() + " names for " + values.length + " bars");
    }
    var chart =
        new CategoryChartBuilder()
            .width(ChartTheme.WIDTH)
            .height(380)
            .title(title)
            .yAxisTitle(valueTitle)
            .build();
    ChartTheme.apply(chart.getStyler());
    var styler = chart.getStyler();
    styler.setLegendVisible(false);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setAvailableSpaceFill(.7);
    styler.setXAxisLabelRotation(names.size() > 6 ? 45 : 0);
    styler.setLabelsVisible(true);
    styler.setYAxisMax(1.12 * Arrays.stream(values).max().orElseThrow());
    chart
        .addSeries(valueTitle, names, Arrays.stream(values).boxed().toList())
        .setFillColor(Palette.INK);
    return chart;
  }
}
