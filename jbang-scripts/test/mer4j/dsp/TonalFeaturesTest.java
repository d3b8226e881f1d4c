package mer4j.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The features made from constant- and variable-Q transforms, value by value, against librosa. */
class TonalFeaturesTest {
  /** Largest differences allowed: about ten times librosa's own between float and double input. */
  private record Tolerances(double cqt, double vqt, double tonnetz) {}

  private static final Tolerances USUAL = new Tolerances(2e-5, 5e-5, 1e-5);

  /**
   * A constant is silence to these filters except at its ends, so what is compared is mostly the
   * resampler's rounding noise: librosa differs from itself by 1.6e-4, 0.25 and 4e-5. Frames that
   * hold nothing else (chroma_vqt) are not comparable.
   */
  private static final Tolerances CONSTANT = new Tolerances(2e-3, 1, 1e-3);

  @Test
  void syntheticSignal() throws IOException {
    var signal = Golden.of("synthetic/signal").floats();
    check(signal, 22050, -0.09, Golden.of("synthetic/features204"), USUAL);
  }

  /** Sample rate and tuning; the tuning is librosa's for 36 bins and the magnitude spectrum. */
  @ParameterizedTest
  @CsvSource({
    "n0, 22050, 0",
    "n1, 22050, 0",
    "n100, 22050, -0.42",
    "n511, 22050, -0.33",
    "n512, 22050, -0.34",
    "n1024, 22050, -0.36",
    "n1025, 22050, -0.36",
    "n2047, 22050, -0.14",
    "n2048, 22050, -0.14",
    "n4096, 22050, -0.09",
    "n5000, 22050, -0.09",
    "quiet_1e-6, 22050, -0.09",
    "sine_clipped, 22050, 0.03",
    "square_fullscale, 22050, 0.07",
    "stereo_mean, 22050, -0.13",
    "sr11025, 11025, 0.06",
    "sr16000, 16000, -0.01",
    "sr32000, 32000, -0.02",
    "sr44100, 44100, -0.13",
    "sr48000, 48000, 0.19"
  })
  void unusualInput(String name, int sampleRate, double tuning) throws IOException {
    var signal = Golden.of("edge/" + name + "/signal").floats();
    check(signal, sampleRate, tuning, Golden.of("edge/" + name + "/features204"), USUAL);
  }

  @Test
  void silenceAndConstant() throws IOException {
    var signal = new float[44100];
    check(signal, 22050, 0, Golden.of("edge/silence_2s/features204"), new Tolerances(0, 0, 0));
    Arrays.fill(signal, 0.5f);
    check(signal, 22050, 0, Golden.of("edge/dc_0.5/features204"), CONSTANT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MT0000040632", "MT0013621344"})
  void music(String id) throws IOException {
    var signal = Golden.shared("clips/audio/" + id + "_mono22050_full").floats();
    double tuning = TuningEstimator.estimate(new Stft().spectra(signal).magnitude(), 22050, 36);
    check(signal, 22050, tuning, Golden.shared("clips/features/" + id), USUAL);
  }

  @Test
  void sampleRateBelowTheHighestFilter() throws IOException {
    var signal = new OctaveChain(Golden.of("edge/sr8000/signal").floats());
    var error =
        assertThrows(IllegalArgumentException.class, () -> new ChromaCqt(8000).apply(signal, 0.01));
    assertTrue(error.getMessage().contains("above half the sample rate"), error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "inf"})
  void audioThatIsNotFinite(String name) throws IOException {
    var signal = Golden.of("edge/" + name + "/signal").floats();
    assertThrows(IllegalArgumentException.class, () -> new OctaveChain(signal));
  }

  /**
   * A share of a frame that lies at a threshold may fall on either side of it by rounding; none
   * does here.
   */
  @Test
  void cens() throws IOException {
    var signal = new OctaveChain(Golden.of("synthetic/signal").floats());
    var expected = Golden.of("synthetic/chroma_cens").frames(0, 12);
    var actual = ChromaCens.of(new ChromaCqt(22050).sums(signal, -0.09));
    assertTrue(difference(expected, actual) <= 1e-6);
    assertEquals(0, ChromaCens.of(new float[0][]).length);
    assertArrayEquals(new float[12], ChromaCens.of(new float[1][12])[0]);
  }

  @Test
  void tonnetzOfOneNoteAndOfSilence() {
    var chroma = new float[2][12];
    chroma[0][0] = 3;
    var result = Tonnetz.of(chroma);
    assertArrayEquals(new float[] {0, 1, 0, 1, 0, 0.5f}, result[0], 1e-7f);
    assertArrayEquals(new float[6], result[1]);
    assertThrows(IllegalArgumentException.class, () -> Tonnetz.of(new float[1][11]));
  }

  private static void check(
      float[] signal, int sampleRate, double tuning, Golden features, Tolerances allowed) {
    var chain = new OctaveChain(signal);
    var chroma = new ChromaCqt(sampleRate).apply(chain, tuning);
    check("chroma_cqt", features.frames(12, 24), chroma, allowed.cqt);
    check(
        "chroma_vqt", features.frames(24, 36), new ChromaVqt(sampleRate).apply(chain), allowed.vqt);
    check("tonnetz", features.frames(196, 202), Tonnetz.of(chroma), allowed.tonnetz);
  }

  private static void check(String name, double[][] expected, float[][] actual, double allowed) {
    double worst = difference(expected, actual);
    assertTrue(worst <= allowed, name + " differs by " + worst + ", allowed " + allowed);
  }

  private static double difference(double[][] expected, float[][] actual) {
    assertEquals(expected.length, actual.length, "frames");
    double worst = 0;
    for (int t = 0; t < actual.length; t++) {
      assertEquals(expected[t].length, actual[t].length, "rows");
      for (int row = 0; row < actual[t].length; row++) {
        worst = Math.max(worst, Math.abs(expected[t][row] - actual[t][row]));
        assertTrue(Float.isFinite(actual[t][row]));
      }
    }
    return worst;
  }
}
