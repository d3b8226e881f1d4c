package mer4j.plots;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A signal over time, drawn as the range between its smallest and largest sample per pixel. */
public final class WaveformChart {
  private static final int COLUMNS = 800;

  private WaveformChart() {}

  /**
   * @param title figure title
   * @param samples the signal, full scale 1
   * @param sampleRate in Hz
   * @throws IllegalArgumentException if there are no samples
   */
  public static XYChart of(String title, float[] samples, int sampleRate) {
    var chart = ChartTheme.xy(title, "time (s)", "amplitude", ChartTheme.WIDTH, 240);
    addEnvelope(chart, samples, sampleRate);
    chart.getStyler().setLegendVisible(false);
    return chart;
  }

  static void addEnvelope(XYChart chart, float[] samples, int sampleRate) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("a waveform needs at least one sample");
    }
    int columns = Math.min(COLUMNS, samples.length);
    var time = new double[2 * columns];
    var value = new double[2 * columns];
    for (int c = 0; c < columns; c++) {
      int from = (int) ((long) c * samples.length / columns);
      int to = Math.max(from + 1, (int) ((long) (c + 1) * samples.length / columns));
      float low = samples[from];
      float high = samples[from];
      for (int i = from + 1; i < to; i++) {
        low = Math.min(low, samples[i]);
        high = Math.max(high, samples[i]);
      }
      time[2 * c] = time[2 * c + 1] = (double) from / sampleRate;
      value[2 * c] = low;
      value[2 * c + 1] = high;
    }
    var series = chart.addSeries("waveform", time, value);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Palette.INK);
    series.setLineWidth(1);
    ChartTheme.timeAxis(chart.getStyler(), (double) samples.length / sampleRate);
  }
}
