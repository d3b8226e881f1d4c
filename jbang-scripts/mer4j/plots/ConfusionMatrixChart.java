package mer4j.plots;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** Counts of true against predicted classes. */
public final class ConfusionMatrixChart {
  private ConfusionMatrixChart() {}

  /**
   * @param title figure title, with data set, protocol and number of clips
   * @param classes class names
   * @param counts {@code [truth][predicted]}
   * @throws IllegalArgumentException if the table is not as large as the list of classes
   */
  public static HeatMapChart of(String title, List<String> classes, int[][] counts) {
    if (counts.length != classes.size()) {
      throw new IllegalArgumentException(
          counts.length + " rows of counts for " + classes.size() + " classes");
    }
    var chart =
        new HeatMapChartBuilder()
            .width(520)
            .height(420)
            .title(title)
            .xAxisTitle("predicted")
            .yAxisTitle("true")
            .build();
    ChartTheme.apply(chart.getStyler());
    var cells = new ArrayList<Number[]>();
    int last = counts.length - 1;
    // the chart counts its rows from the bottom, a table from the top
    for (int truth = 0; truth <= last; truth++) {
      for (int predicted = 0; predicted <= last; predicted++) {
        cells.add(new Number[] {predicted, last - truth, counts[truth][predicted]});
      }
    }
    chart.addSeries("clips", classes, classes.reversed(), cells);
    var styler = chart.getStyler();
    styler.setRangeColors(Palette.counts());
    styler.setShowValue(true);
    styler.setHeatMapValueDecimalPattern("0");
    styler.setValueFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    styler.setValueFontColor(Color.BLACK);
    styler.setMin(0);
    styler.setLegendVisible(false); // every cell says its number
    styler.setPlotContentSize(1);
    return chart;
  }
}
