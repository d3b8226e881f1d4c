package mer4j.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Feature rows over time: many rows as a heat map, few as lines. */
public final class FeatureChart {
  private static final int COLUMNS = 260;

  private FeatureChart() {}

  /**
   * Draws rows as a heat map, the first row at the bottom. Long clips are averaged down to the
   * width of the picture.
   *
   * @param title figure title
   * @param rowTitle what the rows are, with unit
   * @param rows {@code [rows][frames]}
   * @param rowNames a name per row
   * @param secondsPerFrame time from one frame to the next
   * @throws IllegalArgumentException if there is nothing to draw or a name is missing
   */
  public static HeatMapChart heatMap(
      String title,
      String rowTitle,
      float[][] rows,
      List<String> rowNames,
      double secondsPerFrame) {
    if (rows.length == 0 || rows[0].length == 0) {
      throw new IllegalArgumentException("a heat map needs at least one row and one frame");
    }
    if (rowNames.size() != rows.length) {
      throw new IllegalArgumentException(rowNames.size() + " names for " + rows.length + " rows");
    }
    int frames = rows[0].length;
    int columns = Math.min(COLUMNS, frames);
    var times = new ArrayList<String>();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    var cells = new ArrayList<Number[]>();
    for (int c = 0; c < columns; c++) {
      int from = c * frames / columns;
      int to = Math.max(from + 1, (c + 1) * frames / columns);
      times.add(String.format(Locale.ROOT, "%.1f", from * secondsPerFrame));
      for (int r = 0; r < rows.length; r++) {
        double sum = 0;
        for (int i = from; i < to; i++) {
          sum += rows[r][i];
        }
        double mean = sum / (to - from);
        low = Math.min(low, mean);
        high = Math.max(high, mean);
        cells.add(new Number[] {c, r, mean});
      }
    }
    var chart =
        new HeatMapChartBuilder()
            .width(ChartTheme.WIDTH)
            .height(320)
            .title(title)
            .xAxisTitle("time (s)")
            .yAxisTitle(rowTitle)
            .build();
    ChartTheme.apply(chart.getStyler());
    var styler = chart.getStyler();
    styler.setRangeColors(Palette.heat());
    styler.setPlotContentSize(1);
    styler.setPlotGridLinesVisible(false);
    styler.setXAxisMaxLabelCount(10);
    styler.setMin(rounded(low, high, true));
    styler.setMax(rounded(high, low, false));
    // smoothed cell edges would show as a fine net over the picture; Figure smooths the whole
    styler.setAntiAlias(false);
    chart.addSeries("features", unique(times), rowNames, cells);
    return chart;
  }

  /**
   * Draws all rows of one clip that is laid out frame by frame, as tensors and samples are.
   *
   * @param title figure title
   * @param values {@code [frames * rows]}
   * @param rows values per frame
   * @param limit values beyond it, and below its negative, are drawn as it
   * @param secondsPerFrame time from one frame to the next
   * @throws IllegalArgumentException if the values are no whole number of frames
   */
  public static HeatMapChart clip(
      String title, float[] values, int rows, float limit, double secondsPerFrame) {
    if (rows < 1 || values.length % rows != 0) {
      throw new IllegalArgumentException(values.length + " values are no frames of " + rows);
    }
    var picture = new float[rows][values.length / rows];
    for (int i = 0; i < values.length; i++) {
      picture[i % rows][i / rows] = Math.clamp(values[i], -limit, limit);
    }
    var names = IntStream.range(0, rows).mapToObj(String::valueOf).toList();
    return heatMap(title, "row", picture, names, secondsPerFrame);
  }

  /**
   * Draws one or a few rows as lines.
   *
   * @param title figure title
   * @param valueTitle what the values are, with unit
   * @param rows {@code [rows][frames]}
   * @param rowNames a name per row
   * @param secondsPerFrame time from one frame to the next
   */
  public static XYChart lines(
      String title,
      String valueTitle,
      float[][] rows,
      List<String> rowNames,
      double secondsPerFrame) {
    if (rows.length == 0 || rowNames.size() != rows.length) {
      throw new IllegalArgumentException(rowNames.size() + " names for " + rows.length + " rows");
    }
    var chart = ChartTheme.xy(title, "time (s)", valueTitle, ChartTheme.WIDTH, 260);
    for (int r = 0; r < rows.length; r++) {
      var time = new double[rows[r].length];
      var value = new double[rows[r].length];
      for (int i = 0; i < time.length; i++) {
        time[i] = i * secondsPerFrame;
        value[i] = rows[r][i];
      }
      var series = chart.addSeries(rowNames.get(r), time, value);
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(rows.length == 1 ? Palette.INK : Palette.ofClass(r));
      series.setLineWidth(1.6f);
    }
    ChartTheme.timeAxis(chart.getStyler(), rows[0].length * secondsPerFrame - secondsPerFrame / 2);
    chart.getStyler().setLegendVisible(rows.length > 1);
    return chart;
  }

  /** Heat map columns are categories: two columns of one tenth of a second need two names. */
  private static List<String> unique(List<String> times) {
    var result = new ArrayList<String>();
    int copies = 0;
    String last = "";
    for (var time : times) {
      copies = time.equals(last) ? copies + 1 : 0;
      last = time;
      result.add(time + "\u200B".repeat(copies));
    }
    return result;
  }

  /** The end of a range, rounded outwards to two digits of the range's size. */
  private static double rounded(double value, double other, boolean down) {
    double size = Math.abs(value - other);
    if (!(size > 0) || Double.isInfinite(size)) {
      return down ? value : value + 1e-9;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(size)) - 1);
    double steps = value / unit;
    double whole = down ? Math.floor(steps + 1e-9) : Math.ceil(steps - 1e-9);
    // written in decimals and read again, so that no trace of the division shows
    return 0.0 + Double.parseDouble(String.format(Locale.ROOT, "%.3g", whole * unit));
  }
}
