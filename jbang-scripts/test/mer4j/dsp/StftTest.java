package mer4j.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Frames, magnitudes and sums of the short-time transform against librosa's. */
class StftTest {
  @Test
  void framesOfTheSyntheticSignal() throws IOException {
    float[] signal = Golden.of("synthetic/signal").floats();
    double[] indices = Golden.of("synthetic/stft_frame_indices").values();
    double[] complex = Golden.of("synthetic/stft_frames_re_im").values();
    double[] magnitudes = Golden.of("synthetic/stft_frames_magnitude").values();
    var stft = new Stft();
    var re = new float[stft.bins()];
    var im = new float[stft.bins()];
    var magnitude = new float[stft.bins()];
    var power = new float[stft.bins()];
    for (int i = 0; i < indices.length; i++) {
      stft.complexFrame(signal, (int) indices[i], re, im);
      stft.frame(signal, (int) indices[i], magnitude, power);
      double greatest = 0;
      for (float m : magnitude) {
        greatest = Math.max(greatest, m);
      }
      // Both transforms are computed in double precision and rounded once to single; librosa takes
      // the magnitude of the rounded parts.
      for (int k = 0; k < stft.bins(); k++) {
        int at = k * indices.length + i;
        double allowed = 1e-7 * Math.abs(magnitudes[at]) + 1e-12 * greatest;
        assertEquals(complex[2 * at], re[k], allowed, "re, bin " + k);
        assertEquals(complex[2 * at + 1], im[k], allowed, "im, bin " + k);
        assertEquals(magnitudes[at], magnitude[k], 3 * allowed, "magnitude, bin " + k);
        assertEquals((double) magnitude[k] * magnitude[k], power[k], 3e-7 * power[k], "power");
      }
    }
  }

  @Test
  void columnSumsOfTheSyntheticSignal() throws IOException {
    float[] signal = Golden.of("synthetic/signal").floats();
    double[] powers = Golden.of("synthetic/power_column_sums").values();
    double[] magnitudes = Golden.of("synthetic/magnitude_column_sums").values();
    var spectra = new Stft().spectra(signal);
    assertEquals(powers.length, spectra.power().length);
    for (int t = 0; t < powers.length; t++) {
      double power = 0;
      double magnitude = 0;
      for (int k = 0; k < spectra.power()[t].length; k++) {
        power += spectra.power()[t][k];
        magnitude += spectra.magnitude()[t][k];
      }
      assertEquals(powers[t], power, 1e-6 * powers[t], "frame " + t);
      assertEquals(magnitudes[t], magnitude, 1e-6 * magnitudes[t], "frame " + t);
    }
  }

  @Test
  void frameCountsAndBadArguments() {
    var stft = new Stft();
    assertEquals(1, stft.frames(0));
    assertEquals(1, stft.frames(511));
    assertEquals(2, stft.frames(512));
    assertEquals(1295, stft.frames(662_823));
    assertThrows(IllegalArgumentException.class, () -> new Stft(2000, 512));
    assertThrows(IllegalArgumentException.class, () -> new Stft(2048, 0));
  }
}
