package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import mer4j.TestData;
import org.junit.jupiter.api.Test;

/** The 1187 numbers against NumPy's and SciPy's, from librosa's features. */
class SongStatisticsTest {
  private static double[] expected() throws IOException {
    return Npy.read(TestData.golden("synthetic/stats1187.npy")).doubles();
  }

  @Test
  void namesAreTheStudysInItsOrder() throws IOException {
    assertEquals(
        Files.readAllLines(TestData.golden("synthetic/stats1187_names.txt")),
        SongStatistics.names());
  }

  @Test
  void numbersOfLibrosasFeaturesEqualThoseOfScipy() throws IOException {
    var features = Npy.read(TestData.golden("synthetic/features204.npy")).matrix();
    var actual = SongStatistics.of(features);
    var expected = expected();
    assertEquals(1187, actual.length);
    for (int i = 0; i < expected.length; i++) {
      // librosa has centroid, bandwidth and others in double, the file in single precision.
      check(i, expected[i], actual[i], 1e-6 * Math.abs(expected[i]) + 1e-7);
    }
  }

  private static void check(int i, double expected, double actual, double allowed) {
    var name = SongStatistics.names().get(i);
    if (Double.isNaN(expected)) {
      assertTrue(Double.isNaN(actual), name);
    } else {
      assertEquals(expected, actual, allowed, name);
    }
  }

  /** Allowed is ten times what float instead of double samples change, and the features' own. */
  @Test
  void numbersFromTheSignalEqualThoseOfLibrosaAndScipy() throws IOException {
    var signal = Npy.read(TestData.golden("synthetic/signal.npy")).floats();
    var features = new FeatureExtractor(ExtractionSettings.study()).extract(signal, 22050);
    var actual = SongStatistics.of(features);
    var spread = Files.readAllLines(TestData.golden("synthetic/stats1187_spread.csv"));
    var expected = expected();
    for (int i = 0; i < expected.length; i++) {
      var cell = spread.get(i + 1).split(",")[4];
      double relative = cell.equals("nan") ? 0 : Double.parseDouble(cell);
      double size = Math.max(Math.abs(expected[i]), 1e-4);
      check(i, expected[i], actual[i], Math.max(1e-4, 10 * relative) * size);
    }
  }

  @Test
  void otherMatricesAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SongStatistics.of(new FeatureMatrix(3, 2, new float[6])));
    assertThrows(
        IllegalArgumentException.class,
        () -> SongStatistics.of(new FeatureMatrix(204, 0, new float[0])));
  }
}
