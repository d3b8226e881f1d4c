package mer4j.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Onset strength, tempograms, tempo, deltas and line fits against librosa's arrays. */
class RhythmTest {
  private static void equal(Golden expected, float[][] actual, double tolerance) {
    double[][] reference = expected.frames(0, expected.shape()[0]);
    assertEquals(reference.length, actual.length, "frames");
    for (int t = 0; t < actual.length; t++) {
      assertEquals(reference[t].length, actual[t].length, "rows");
      for (int row = 0; row < actual[t].length; row++) {
        assertEquals(reference[t][row], actual[t][row], tolerance, "row " + row + ", frame " + t);
      }
    }
  }

  private static float[][] melLevels() throws IOException {
    var spectra = new Stft().spectra(Golden.of("synthetic/signal").floats());
    return Decibels.ofPower(new MelFilterBank(22050).apply(spectra.power()));
  }

  private static float[] onsets() throws IOException {
    return OnsetStrength.of(melLevels());
  }

  @Test
  void onsetStrength() throws IOException {
    double[] expected = Golden.of("synthetic/onset_env").values();
    float[] actual = onsets();
    assertEquals(expected.length, actual.length);
    for (int t = 0; t < actual.length; t++) {
      assertEquals(expected[t], actual[t], 1e-5, "frame " + t);
    }
  }

  @Test
  void tempogramAndItsMean() throws IOException {
    float[] onsets = onsets();
    float[][] tempogram = new Tempogram().of(onsets);
    equal(Golden.of("synthetic/tempogram"), tempogram, 1e-5);
    double[] expected = Golden.of("synthetic/tempo_tempogram_mean").values();
    double[] mean = new Tempogram(344).mean(onsets);
    assertEquals(expected.length, mean.length);
    for (int lag = 0; lag < mean.length; lag++) {
      assertEquals(expected[lag], mean[lag], 1e-6, "lag " + lag);
    }
    float[][] full = new Tempogram(344).of(onsets);
    for (int lag = 0; lag < mean.length; lag++) {
      double sum = 0;
      for (float[] frame : full) {
        sum += frame[lag];
      }
      assertEquals(sum / full.length, mean[lag], 1e-7, "mean of the stored one, lag " + lag);
    }
  }

  @Test
  void fourierTempogram() throws IOException {
    double[] expected = Golden.of("synthetic/fourier_tempogram_re_im").values();
    var actual = FourierTempogram.of(onsets());
    int frames = actual.re().length;
    assertEquals(432, frames);
    for (int t = 0; t < frames; t++) {
      for (int k = 0; k < FourierTempogram.BINS; k++) {
        // Bins reach 115; onset strengths are good to 1e-5 and 384 of them are added.
        assertEquals(expected[2 * (k * frames + t)], actual.re()[t][k], 2e-4, "re " + k);
        assertEquals(expected[2 * (k * frames + t) + 1], actual.im()[t][k], 2e-4, "im " + k);
      }
    }
  }

  @Test
  void tempogramRatio() throws IOException {
    float[][] ratio = TempogramRatio.of(new Tempogram().of(onsets()), new Tempo(22050, 512));
    equal(Golden.of("synthetic/tempogram_ratio"), ratio, 1e-5);
  }

  @Test
  void tempoOfPulses() {
    var tempo = new Tempo(22050, 512);
    assertEquals(344, tempo.window());
    assertEquals(689, new Tempo(44100, 512).window());
    for (int lag : new int[] {17, 20, 22, 25, 30}) {
      var onsets = new float[1200];
      for (int t = 0; t < onsets.length; t += lag) {
        onsets[t] = 1;
      }
      assertEquals(tempo.bpm(lag), tempo.of(onsets), 1e-9);
    }
    assertEquals(117.45383522727273, tempo.of(new float[100]), 1e-9, "silence");
  }

  @Test
  void deltas() throws IOException {
    float[][] mfcc = new Mfcc().apply(melLevels());
    equal(Golden.of("synthetic/mfcc_delta1"), Delta.of(mfcc, 1), 5e-5);
    equal(Golden.of("synthetic/mfcc_delta2"), Delta.of(mfcc, 2), 5e-5);
  }

  @Test
  void deltasOfAParabola() {
    var feature = new float[20][1];
    for (int t = 0; t < 20; t++) {
      feature[t][0] = 0.5f * t * t;
    }
    assertEquals(7, Delta.of(feature, 1)[7][0], 1e-5);
    for (float[] frame : Delta.of(feature, 2)) {
      assertEquals(1, frame[0], 1e-5);
    }
    assertThrows(IllegalArgumentException.class, () -> Delta.of(new float[8][1], 1));
    assertThrows(IllegalArgumentException.class, () -> Delta.of(feature, 3));
    assertThrows(IllegalArgumentException.class, () -> Delta.of(feature, 1, 4));
  }

  @Test
  void lineThroughTheSpectrum() throws IOException {
    Golden expected = Golden.of("synthetic/poly_features_1");
    var spectra = new Stft().spectra(Golden.of("synthetic/signal").floats());
    double[][] lines = new PolyFeatures(22050, 2048).apply(spectra.magnitude());
    double[][] reference = expected.frames(0, 2);
    for (int t = 0; t < lines.length; t++) {
      assertEquals(reference[t][0], lines[t][0], 1e-6 * Math.abs(reference[t][0]), "slope");
      assertEquals(reference[t][1], lines[t][1], 1e-6 * Math.abs(reference[t][1]), "offset");
    }
  }
}
