package mer4j.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mer4j.audio.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every spectral feature, value by value, against librosa 0.11's arrays: through the kernels on
 * arrays and on blocks of frames.
 */
class SpectralFeaturesTest {
  /** Rows of a feature in the 204-row arrays, and the largest difference allowed. */
  private record Rows(int from, int to, double tolerance) {}

  // The tolerances of a double-precision transform: ten times the difference that librosa shows
  // between single- and double-precision input. The mel spectrogram's is relative: 1e-5 of the
  // value plus 1e-7 of the frame's greatest one. Contrast takes the logarithm of the smallest
  // magnitudes of a band, flatness that of all powers of near-silent frames.
  private static final Map<String, Rows> FEATURES = new LinkedHashMap<>();

  static {
    FEATURES.put("chroma_stft", new Rows(0, 12, 1e-5));
    FEATURES.put("melspectrogram", new Rows(36, 164, Double.NaN));
    FEATURES.put("mfcc", new Rows(164, 184, 5e-4));
    FEATURES.put("rms", new Rows(184, 185, 1e-6));
    FEATURES.put("spectral_centroid", new Rows(185, 186, 0.02));
    FEATURES.put("spectral_bandwidth", new Rows(186, 187, 0.02));
    FEATURES.put("spectral_contrast", new Rows(187, 194, 1e-3));
    FEATURES.put("spectral_flatness", new Rows(194, 195, 5e-6));
    FEATURES.put("spectral_rolloff", new Rows(195, 196, 0));
    FEATURES.put("zero_crossing_rate", new Rows(202, 203, 0));
    FEATURES.put("tempo", new Rows(203, 204, 1e-4));
  }

  @Test
  void syntheticSignal() throws IOException {
    check(Golden.of("synthetic/signal").floats(), 22050, Golden.of("synthetic/features204"));
  }

  @ParameterizedTest
  @CsvSource({
    "dc_0.5, 22050",
    "n0, 22050",
    "n1, 22050",
    "n100, 22050",
    "n511, 22050",
    "n512, 22050",
    "n1024, 22050",
    "n1025, 22050",
    "n2047, 22050",
    "n2048, 22050",
    "n4096, 22050",
    "n5000, 22050",
    "quiet_1e-6, 22050",
    "silence_2s, 22050",
    "sine_clipped, 22050",
    "square_fullscale, 22050",
    "stereo_mean, 22050",
    "sr8000, 8000",
    "sr11025, 11025",
    "sr16000, 16000",
    "sr32000, 32000",
    "sr44100, 44100",
    "sr48000, 48000"
  })
  void unusualInput(String name, int sampleRate) throws IOException {
    check(edgeSignal(name), sampleRate, Golden.of("edge/" + name + "/features204"));
  }

  /**
   * Around a single impulse lies nothing but zeros, so the tuning that chroma depends on is chosen
   * by rounding noise: librosa's own differs between single- and double-precision input.
   */
  @Test
  void impulseApartFromChroma() throws IOException {
    check(
        edgeSignal("impulse"), 22050, Golden.of("edge/impulse/features204"), Set.of("chroma_stft"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MT0000040632", "MT0013621344"})
  void realMusic(String clip) throws IOException {
    check(
        Golden.shared("clips/audio/" + clip + "_mono22050_full").floats(),
        22050,
        Golden.shared("clips/features/" + clip));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "inf"})
  void samplesThatAreNotFinite(String name) throws IOException {
    float[] signal = edgeSignal(name);
    for (Runnable kernel :
        new Runnable[] {
          () -> new Stft().spectra(signal),
          () -> new Stft().complex(signal),
          () -> ZeroCrossingRate.of(signal)
        }) {
      var error = assertThrows(IllegalArgumentException.class, kernel::run);
      assertEquals("audio holds a value that is not finite (sample 20000)", error.getMessage());
    }
    double[][] expected = Golden.of("edge/" + name + "/features204").frames(184, 185);
    float[] rms = RootMeanSquare.of(signal);
    for (int t = 0; t < rms.length; t++) {
      assertEquals(expected[t][0], rms[t], 1e-6, "rms, frame " + t);
    }
  }

  @Test
  void undefinedInputsAreRefusedWithTheReason() {
    var rate = assertThrows(IllegalArgumentException.class, () -> new SpectralContrast(8000, 2048));
    assertEquals(
        "spectral contrast needs a sample rate above 12800 Hz, because its last band starts at"
            + " 6400 Hz; given 8000 Hz",
        rate.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new SpectralContrast(12800, 2048));
    new SpectralContrast(12801, 2048);
    var empty =
        assertThrows(IllegalArgumentException.class, () -> ZeroCrossingRate.of(new float[0]));
    assertTrue(empty.getMessage().contains("empty"), empty.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new MelFilterBank(0));
    assertThrows(IllegalArgumentException.class, () -> new SpectralShape(-1, 2048));
    assertThrows(
        IllegalArgumentException.class, () -> new MelFilterBank(22050).apply(new float[1][7]));
  }

  private static float[] edgeSignal(String name) throws IOException {
    var signal = new float[44100];
    switch (name) {
      case "dc_0.5" -> Arrays.fill(signal, 0.5f);
      case "impulse" -> signal[11025] = 1;
      case "silence_2s" -> {}
      default -> signal = Golden.of("edge/" + name + "/signal").floats();
    }
    return signal;
  }

  private static void check(float[] signal, int sampleRate, Golden expected) {
    check(signal, sampleRate, expected, Set.of());
  }

  private static void check(float[] signal, int sampleRate, Golden expected, Set<String> without) {
    for (var features :
        List.of(features(signal, sampleRate), BlockFeatures.of(Signal.of(signal), sampleRate))) {
      FEATURES.forEach(
          (name, rows) -> {
            if (!without.contains(name)) {
              compare(name, rows, features.get(name), expected, sampleRate);
            }
          });
    }
  }

  private static void compare(
      String name, Rows rows, float[][] actual, Golden expected, int sampleRate) {
    double[][] reference = expected.frames(rows.from, rows.to);
    if (actual == null) {
      for (double[] frame : reference) {
        assertTrue(Double.isNaN(frame[0]), name + " has a value in librosa");
      }
      return;
    }
    assertEquals(reference.length, actual.length, name + ": frames");
    int moved = 0;
    for (int t = 0; t < actual.length; t++) {
      double greatest = Arrays.stream(reference[t]).map(Math::abs).max().orElse(0);
      for (int row = 0; row < reference[t].length; row++) {
        double want = reference[t][row];
        double difference = Math.abs(actual[t][row] - want);
        double allowed =
            switch (name) {
              case "melspectrogram" -> 1e-5 * Math.abs(want) + 1e-7 * greatest;
              case "spectral_rolloff" -> sampleRate / 2048.0 * 1.001;
              default -> rows.tolerance;
            };
        if (!(difference <= allowed)) {
          throw new AssertionError(
              "%s, row %d, frame %d: expected %s, was %s, allowed difference %s"
                  .formatted(name, row, t, want, actual[t][row], allowed));
        }
        if (name.equals("spectral_rolloff") && difference > 0.01) {
          moved++;
        }
      }
    }
    // Magnitudes that add up to 85 % within rounding end one bin earlier or later.
    assertTrue(moved <= Math.ceil(actual.length / 100.0), name + ": " + moved + " frames moved");
  }

  /** All features by name, {@code [frames][rows]}; null where a kernel refuses the input. */
  private static Map<String, float[][]> features(float[] signal, int sampleRate) {
    var spectra = new Stft().spectra(signal);
    int frames = spectra.magnitude().length;
    float[][] mel = new MelFilterBank(sampleRate).apply(spectra.power());
    float[][] levels = Decibels.ofPower(mel);
    var shape = new SpectralShape(sampleRate, 2048);
    var centroid = new float[frames][1];
    var bandwidth = new float[frames][1];
    var flatness = new float[frames][1];
    var rolloff = new float[frames][1];
    for (int t = 0; t < frames; t++) {
      var s = shape.of(spectra.magnitude()[t], spectra.power()[t]);
      centroid[t][0] = s.centroid();
      bandwidth[t][0] = s.bandwidth();
      flatness[t][0] = s.flatness();
      rolloff[t][0] = s.rolloff();
    }
    var tempo = new float[frames];
    Arrays.fill(tempo, (float) new Tempo(sampleRate, 512).of(OnsetStrength.of(levels)));
    var features = new LinkedHashMap<String, float[][]>();
    features.put("chroma_stft", StftChroma.of(spectra.power(), sampleRate));
    features.put("melspectrogram", mel);
    features.put("mfcc", new Mfcc().apply(levels));
    features.put("rms", column(RootMeanSquare.of(signal)));
    features.put("spectral_centroid", centroid);
    features.put("spectral_bandwidth", bandwidth);
    features.put(
        "spectral_contrast",
        sampleRate <= 12800
            ? null
            : new SpectralContrast(sampleRate, 2048).apply(spectra.magnitude()));
    features.put("spectral_flatness", flatness);
    features.put("spectral_rolloff", rolloff);
    features.put(
        "zero_crossing_rate", signal.length == 0 ? null : column(ZeroCrossingRate.of(signal)));
    features.put("tempo", column(tempo));
    return features;
  }

  private static float[][] column(float[] values) {
    var column = new float[values.length][1];
    for (int t = 0; t < values.length; t++) {
      column[t][0] = values[t];
    }
    return column;
  }
}
