package mer4j.plots;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.BitmapEncoder;

class FigureTest {
  private static final List<String> CLASSES = List.of("Q1", "Q2", "Q3", "Q4");

  @Test
  void waveformKeepsTheExtremesOfEveryPixel() {
    var samples = new float[100_000];
    samples[54_321] = .9f;
    samples[54_322] = -.8f;
    var chart = WaveformChart.of("impulse", samples, 22_050);
    var drawn = chart.getSeries("waveform").getYData();
    assertEquals(.9, java.util.Arrays.stream(drawn).max().orElseThrow(), 1e-6);
    assertEquals(-.8, java.util.Arrays.stream(drawn).min().orElseThrow(), 1e-6);
  }

  @Test
  void heatMapAveragesLongClipsDownAndKeepsShortOnes() {
    var rows = new float[][] {new float[1000], new float[1000]};
    java.util.Arrays.fill(rows[1], 3);
    var chart = FeatureChart.heatMap("t", "row", rows, List.of("a", "b"), .02);
    var cells = chart.getHeatMapSeries().getHeatData();
    assertTrue(cells.size() <= 2 * 260, cells.size() + " cells");
    assertTrue(
        cells.stream()
            .map(Number[].class::cast)
            .allMatch(c -> c[2].doubleValue() == (c[1].intValue() == 1 ? 3 : 0)));
  }

  @Test
  void confusionMatrixPutsTheFirstClassOnTop() {
    var counts = new int[][] {{5, 1, 0, 0}, {0, 6, 0, 0}, {0, 0, 7, 0}, {2, 0, 0, 8}};
    var chart = ConfusionMatrixChart.of("t", CLASSES, counts);
    var cells = chart.getHeatMapSeries().getHeatData();
    assertTrue(
        cells.stream()
            .map(Number[].class::cast)
            .anyMatch(c -> c[0].intValue() == 1 && c[1].intValue() == 3 && c[2].intValue() == 1));
  }

  @Test
  void quadrantColoursDifferInGreyOrByMarkAndNeverRepeat() {
    for (int i = 0; i < 4; i++) {
      for (int k = i + 1; k < 4; k++) {
        assertTrue(
            Math.abs(grey(Palette.ofClass(i)) - grey(Palette.ofClass(k))) > 2
                || Palette.markerOfClass(i) != Palette.markerOfClass(k));
        assertTrue(!Palette.ofClass(i).equals(Palette.ofClass(k)));
        assertTrue(Palette.markerOfClass(i) != Palette.markerOfClass(k));
      }
    }
  }

  private static double grey(Color c) {
    return .299 * c.getRed() + .587 * c.getGreen() + .114 * c.getBlue();
  }

  @Test
  void everyChartCanBePainted() {
    var curves = new LinkedHashMap<String, double[]>();
    curves.put("training", new double[] {.3, .5});
    var row = new PublishedComparisonChart.Row("LR", Double.NaN, .6, .5, .7);
    var roc = new RocChart.Curve("Q1", new double[] {0, 1}, new double[] {0, 1}, .5);
    var charts =
        List.of(
            LearningCurveChart.of("t", "accuracy", curves),
            PublishedComparisonChart.of("t", List.of(row), .25),
            RocChart.of("t", List.of(roc)),
            EmotionOverTimeChart.of(
                "t", CLASSES, new double[] {5}, new double[][] {{.1, .2, .3, .4}}, 10),
            ScatterChart.of(
                "t", "x", "y", new double[] {1}, new double[] {2}, new int[] {3}, CLASSES));
    for (var chart : charts) {
      assertTrue(colours(BitmapEncoder.getBufferedImage(chart)) > 5);
    }
  }

  private static long colours(BufferedImage image) {
    return java.util.Arrays.stream(
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .distinct()
        .count();
  }

  @Test
  void writesPngAndNamesTheFileThatCannotBeWritten(@TempDir Path folder) throws IOException {
    var figure = Figure.column(WaveformChart.of("t", new float[] {0, 1, 0}, 3));
    var file = folder.resolve("new/figure.png");
    figure.write(file);
    var read = ImageIO.read(file.toFile());
    assertEquals(figure.image().getHeight(), read.getHeight());
    assertArrayEquals(figure.png(), Files.readAllBytes(file));
    assertEquals(
        figure.image().getWidth(), ImageIO.read(new ByteArrayInputStream(figure.png())).getWidth());
    var blocked = file.resolve("below-a-file.png");
    var error = assertThrows(IOException.class, () -> figure.write(blocked));
    assertTrue(error.getMessage().contains(blocked.toString()));
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertThrows(IllegalArgumentException.class, () -> WaveformChart.of("t", new float[0], 22_050));
    assertThrows(
        IllegalArgumentException.class,
        () -> LearningCurveChart.of("t", "loss", new LinkedHashMap<>()));
    assertThrows(
        IllegalArgumentException.class, () -> PublishedComparisonChart.of("t", List.of(), .25));
    assertThrows(
        IllegalArgumentException.class, () -> ConfusionMatrixChart.of("t", CLASSES, new int[3][4]));
  }
}
