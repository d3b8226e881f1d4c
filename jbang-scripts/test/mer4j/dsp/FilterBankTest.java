package mer4j.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filter weights, tuning and the cosine transform. */
class FilterBankTest {
  private static void equal(Golden expected, float[][] actual, double tolerance) {
    assertEquals(expected.shape()[0], actual.length);
    assertEquals(expected.shape()[1], actual[0].length);
    for (int row = 0; row < actual.length; row++) {
      for (int k = 0; k < actual[row].length; k++) {
        double want = expected.values()[row * actual[row].length + k];
        assertEquals(want, actual[row][k], tolerance, "row " + row + ", bin " + k);
      }
    }
  }

  @Test
  void melWeights() throws IOException {
    // The greatest weight is 0.045; single precision holds it to 2e-9.
    equal(Golden.of("synthetic/mel_filters"), new MelFilterBank(22050).matrix(), 1e-8);
  }

  @Test
  void melScaleThereAndBack() {
    for (double hz = 0; hz < 11025; hz += 37.3) {
      assertEquals(hz, MelFilterBank.toHz(MelFilterBank.toMel(hz)), 1e-8);
    }
    assertEquals(15, MelFilterBank.toMel(1000), 1e-12);
    assertEquals(42, MelFilterBank.toMel(6400), 1e-12);
  }

  @Test
  void chromaWeights() throws IOException {
    equal(
        Golden.of("synthetic/chroma_filters"),
        new ChromaFilterBank(22050, 2048, -0.07).matrix(),
        1e-6);
    equal(
        Golden.of("synthetic/chroma_filters_tuning0"),
        new ChromaFilterBank(22050, 2048, 0).matrix(),
        1e-6);
  }

  @ParameterizedTest
  @CsvSource({
    "synthetic, 22050, -0.07, -0.09",
    "edge/square_fullscale, 22050, 0.02, 0.07",
    "edge/sine_clipped, 22050, 0.02, 0.03",
    "edge/quiet_1e-6, 22050, -0.07, -0.09",
    "edge/n0, 22050, 0, 0",
    "edge/n1, 22050, 0, 0",
    "edge/n100, 22050, 0.19, -0.42",
    "edge/n511, 22050, -0.25, -0.33",
    "edge/n512, 22050, -0.25, -0.34",
    "edge/n1024, 22050, -0.14, -0.36",
    "edge/n2048, 22050, -0.07, -0.14",
    "edge/n5000, 22050, -0.07, -0.09",
    "edge/stereo_mean, 22050, -0.09, -0.13",
    "edge/sr8000, 8000, 0, 0.01",
    "edge/sr11025, 11025, 0.02, 0.06",
    "edge/sr16000, 16000, -0.02, -0.01",
    "edge/sr32000, 32000, -0.03, -0.02",
    "edge/sr44100, 44100, -0.1, -0.13",
    "edge/sr48000, 48000, 0.12, 0.19"
  })
  void tuning(String name, int sampleRate, double of12Bins, double of36Bins) throws IOException {
    var spectra = new Stft().spectra(Golden.of(name + "/signal").floats());
    assertEquals(
        of12Bins, TuningEstimator.estimate(spectra.power(), sampleRate, 12), 1e-9, "12 bins");
    assertEquals(
        of36Bins, TuningEstimator.estimate(spectra.magnitude(), sampleRate, 36), 1e-9, "36 bins");
  }

  @Test
  void tuningOfDetunedTones() {
    for (int cents = -45; cents <= 45; cents += 10) {
      var signal = new float[22050];
      for (int i = 0; i < signal.length; i++) {
        double hz = 440 * Math.pow(2, (cents + 0.5) / 1200);
        signal[i] = (float) Math.sin(2 * Math.PI * hz * i / 22050);
      }
      var spectra = new Stft().spectra(signal);
      // Interpolation through three bins is off by up to a few hundredths of a semitone.
      double tuning = TuningEstimator.estimate(spectra.magnitude(), 22050, 12);
      assertEquals(cents / 100.0, tuning, 0.06, cents + " cents");
    }
  }

  @Test
  void cosineTransformIsOrthonormal() {
    int n = 128;
    var dct = new Dct(n, n);
    var columns = new float[n][n];
    for (int i = 0; i < n; i++) {
      var unit = new float[n];
      unit[i] = 1;
      dct.apply(unit, columns[i]);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double product = 0;
        for (int k = 0; k < n; k++) {
          product += columns[i][k] * columns[j][k];
        }
        assertEquals(i == j ? 1 : 0, product, 1e-6);
      }
    }
    assertThrows(IllegalArgumentException.class, () -> new Dct(127, 20));
    assertThrows(IllegalArgumentException.class, () -> new Dct(128, 129));
  }

  @Test
  void decibelsHaveALeastPowerAndARange() {
    assertEquals(0, Decibels.ofPower(1.0), 0);
    assertEquals(-100, Decibels.ofPower(0.0), 0);
    float[][] levels = Decibels.ofPower(new float[][] {{100, 1e-7f}, {0, 1}});
    assertEquals(20, levels[0][0], 1e-5);
    assertEquals(-60, levels[0][1], 1e-5);
    assertEquals(-60, levels[1][0], 1e-5);
    assertEquals(0, levels[1][1], 0);
  }
}
