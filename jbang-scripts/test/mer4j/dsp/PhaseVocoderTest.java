package mer4j.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import mer4j.TestData;
import mer4j.features.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseVocoderTest {
  private static float[] golden(String name) throws IOException {
    return Npy.read(TestData.golden("augment/" + name + ".npy")).floats();
  }

  private static double rms(float[] x) {
    double squares = 0;
    for (float value : x) {
      squares += value * value;
    }
    return Math.sqrt(squares / x.length);
  }

  /** Phases are single-precision sums, so a last bit of an angle shows; 40 dB below the music. */
  @ParameterizedTest
  @CsvSource({"stretch_slow, .8908987181403393", "stretch_fast, 1.25"})
  void stretchesAsLibrosa(String name, double rate) throws IOException {
    var expected = golden(name);
    var found = new PhaseVocoder().stretch(golden("signal"), rate);
    assertEquals(expected.length, found.length);
    var difference = new float[found.length];
    for (int i = 0; i < found.length; i++) {
      difference[i] = found[i] - expected[i];
    }
    assertTrue(rms(difference) < .01 * rms(expected), rms(difference) + " of " + rms(expected));
  }

  /** The ratio is a fraction here, a real number there: spectra are compared, not samples. */
  @Test
  void shiftsPitchAsLibrosa() throws IOException {
    var expected = golden("pitch_up_2");
    var found = new VocoderPitchShift().apply(golden("signal"), 22050, 1);
    assertEquals(expected.length, found.length);
    var a = new Stft().spectra(expected).magnitude();
    var b = new Stft().spectra(found).magnitude();
    double product = 0;
    double own = 0;
    double other = 0;
    for (int t = 0; t < a.length; t++) {
      for (int k = 0; k < a[t].length; k++) {
        product += a[t][k] * b[t][k];
        own += a[t][k] * a[t][k];
        other += b[t][k] * b[t][k];
      }
    }
    assertTrue(product / Math.sqrt(own * other) > .999, "cosine " + product);
  }

  @Test
  void aPaceOfOneGivesTheSignalBack() throws IOException {
    var signal = golden("signal");
    assertArrayEquals(signal, new PhaseVocoder().stretch(signal, 1), 2e-3f);
    assertArrayEquals(signal, new VocoderPitchShift(0).apply(signal, 22050, 1));
  }

  @Test
  void shortSignalsAndBadArguments() {
    assertEquals(0, new PhaseVocoder().stretch(new float[0], .5).length);
    assertEquals(2, new PhaseVocoder().stretch(new float[1], .5).length);
    assertEquals(1, new VocoderPitchShift(3).apply(new float[] {1}, 8000, 1).length);
    assertThrows(IllegalArgumentException.class, () -> new PhaseVocoder().stretch(new float[5], 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PhaseVocoder().stretch(new float[] {Float.NaN}, 2));
    assertThrows(IllegalArgumentException.class, () -> new VocoderPitchShift(13));
  }
}
