package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import mer4j.TestData;
import org.junit.jupiter.api.Test;

/**
 * Against NumPy 2 and librosa 0.11, in double precision. The reference is made from the committed
 * {@code features204.npy}:
 *
 * <pre>{@code
 * x = numpy.load("features204.npy").astype(float)
 * d = librosa.feature.delta(x)
 * numbers = [[f(v) for v in (row, delta) for f in
 *     (numpy.mean, numpy.std, *(lambda v, p=p: numpy.percentile(v, p) for p in (5, 25, 50, 75, 95)))]
 *     for row, delta in zip(x, d)]
 * numpy.save("clip_statistics.npy", numpy.ravel(numbers))
 * }</pre>
 */
class ClipStatisticsTest {
  @Test
  void numbersEqualThoseOfNumpyAndLibrosa() throws IOException {
    var features = Npy.read(TestData.golden("synthetic/features204.npy")).matrix();
    var expected = Npy.read(TestData.golden("synthetic/clip_statistics.npy")).doubles();
    var actual = ClipStatistics.of(features);
    var names = ClipStatistics.names(ExtractionSettings.study().rowNames());
    assertEquals(204 * 14, names.size());
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      int row = i / 14;
      double peak =
          IntStream.range(0, features.frames())
              .mapToDouble(t -> Math.abs(features.at(row, t)))
              .max()
              .orElse(0);
      // Deltas are stored in single precision, so are rounded to 2^-24 of themselves.
      double allowed = 1e-7 * Math.abs(expected[i]) + 1e-8 * peak;
      assertEquals(expected[i], actual[i], allowed, names.get(i));
    }
  }

  @Test
  void namesAreFeatureRowStatistic() {
    assertEquals(
        List.of(
            "rms_mean",
            "rms_std",
            "rms_p5",
            "rms_p25",
            "rms_p50",
            "rms_p75",
            "rms_p95",
            "rms_delta_mean",
            "rms_delta_std",
            "rms_delta_p5",
            "rms_delta_p25",
            "rms_delta_p50",
            "rms_delta_p75",
            "rms_delta_p95"),
        ClipStatistics.names(List.of("rms")));
    var names = ClipStatistics.names(FeatureCatalogue.rowNames(FeatureCatalogue.all()));
    assertEquals(names.size(), names.stream().distinct().count(), "each once");
  }

  @Test
  void shortClipsHaveNoDeltasAndEmptyOnesNoStatistics() {
    var eight = ClipStatistics.of(new FeatureMatrix(1, 8, new float[] {1, 2, 3, 4, 5, 6, 7, 8}));
    assertEquals(4.5, eight[0]);
    assertEquals(Math.sqrt(5.25), eight[1]);
    assertEquals(4.5, eight[4]);
    assertTrue(IntStream.range(7, 14).allMatch(i -> Double.isNaN(eight[i])));
    var one = ClipStatistics.of(new FeatureMatrix(1, 1, new float[] {3}));
    assertEquals(List.of(3.0, 0.0, 3.0), List.of(one[0], one[1], one[6]));
    var none = new FeatureMatrix(2, 0, new float[0]);
    assertThrows(IllegalArgumentException.class, () -> ClipStatistics.of(none));
  }

  @Test
  void notANumberStaysOne() {
    var values = new float[20];
    values[3] = Float.NaN;
    var numbers = ClipStatistics.of(new FeatureMatrix(1, 20, values));
    assertTrue(IntStream.range(0, 9).allMatch(i -> Double.isNaN(numbers[i])));
  }
}
