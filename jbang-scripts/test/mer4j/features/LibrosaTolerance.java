package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How far features may lie from librosa's. Each bound is about ten times the distance between
 * librosa fed float and librosa fed double samples, the least that another correct implementation
 * can be held to; they are those for a Fourier transform in double precision, which ours is.
 */
final class LibrosaTolerance {
  private static final Map<String, Double> ABSOLUTE = new LinkedHashMap<>();

  static {
    ABSOLUTE.put("chroma_stft", 1e-5);
    ABSOLUTE.put("chroma_cqt", 2e-5);
    ABSOLUTE.put("chroma_vqt", 5e-5);
    ABSOLUTE.put("mfcc", 5e-4);
    ABSOLUTE.put("rms", 1e-6);
    ABSOLUTE.put("spectral_centroid", 0.02);
    ABSOLUTE.put("spectral_bandwidth", 0.02);
    ABSOLUTE.put("spectral_contrast", 1e-3);
    ABSOLUTE.put("spectral_flatness", 5e-6);
    ABSOLUTE.put("tonnetz", 1e-5);
    ABSOLUTE.put("zero_crossing_rate", 0.0);
    ABSOLUTE.put("chroma_cens", 2e-4);
    ABSOLUTE.put("tempogram", 1e-4);
    ABSOLUTE.put("tempogram_ratio", 1e-4);
    ABSOLUTE.put("poly_features", 1e-3);
    ABSOLUTE.put("mfcc_delta", 1e-4);
    ABSOLUTE.put("mfcc_delta2", 1e-4);
  }

  private LibrosaTolerance() {}

  /**
   * Compares all features, row by row and frame by frame.
   *
   * @param passedOver features that the reference does not define for this signal
   * @return the worst error of each feature as a share of what is allowed
   */
  static Map<String, Double> check(
      String signal,
      ExtractionSettings settings,
      FeatureMatrix expected,
      FeatureMatrix actual,
      int sampleRate,
      Set<String> passedOver) {
    assertEquals(expected.rows(), actual.rows(), signal + " rows");
    assertEquals(expected.frames(), actual.frames(), signal + " frames");
    var worst = new LinkedHashMap<String, Double>();
    for (var feature : settings.stacked()) {
      if (!passedOver.contains(feature.name())) {
        worst.put(
            feature.name(),
            check(
                signal, feature, settings.firstRow(feature.name()), expected, actual, sampleRate));
      }
    }
    return worst;
  }

  private static double check(
      String signal,
      Feature feature,
      int firstRow,
      FeatureMatrix expected,
      FeatureMatrix actual,
      int sampleRate) {
    double worst = 0;
    int binsOff = 0;
    for (int t = 0; t < expected.frames(); t++) {
      double greatest = 0;
      for (int row = firstRow; row < firstRow + feature.rows(); row++) {
        greatest = Math.max(greatest, expected.at(row, t));
      }
      for (int row = firstRow; row < firstRow + feature.rows(); row++) {
        double want = expected.at(row, t);
        double error = Math.abs(actual.at(row, t) - want);
        double allowed =
            switch (feature.name()) {
              case "melspectrogram" -> 1e-5 * want + 1e-7 * greatest;
              case "tempo" -> 1e-6 * want;
              case "spectral_rolloff" -> 1e-6 * want;
              default -> ABSOLUTE.get(feature.name());
            };
        if (feature.name().equals("spectral_rolloff") && error > allowed) {
          binsOff++;
          allowed = 1.001 * sampleRate / 2048;
        }
        double share = error == 0 ? 0 : error / allowed;
        if (!(share <= 1)) {
          fail(
              "%s: %s in frame %d is %s, librosa has %s; at most %.2g apart is allowed"
                  .formatted(
                      signal,
                      feature.rowName(row - firstRow),
                      t,
                      actual.at(row, t),
                      expected.at(row, t),
                      allowed));
        }
        worst = Math.max(worst, share);
      }
    }
    // Where the sum crosses 85 % within rounding of a bin's edge, a frame may fall to either side.
    assertTrue(
        binsOff <= Math.max(1, expected.frames() / 100),
        signal + ": spectral_rolloff is one bin off in " + binsOff + " frames");
    return worst;
  }
}
