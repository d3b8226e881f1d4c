package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import mer4j.TestData;
import mer4j.audio.AudioLoader;
import mer4j.audio.ScratchSignal;
import mer4j.audio.Signal;
import mer4j.dsp.SpectralContrast;
import mer4j.dsp.Stft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The extractor against librosa's arrays, value by value. Long because each feature has bounds and
 * exceptions of its own, and all read the same arrays.
 */
class FeatureExtractorTest {
  private static final ExtractionSettings STUDY = ExtractionSettings.study();
  private static final int RATE = 22050;

  /** Magnitude 50 dB above the spectrum of the rounding noise of float samples, about 4e-7. */
  private static final float FAINT = 1e-4f;

  /**
   * What the chroma of rounding noise is depends on the rounding: not compared. (librosa's own
   * chroma of the constant signal changes by 1.6e-4 to .25 between float and double samples.)
   */
  private static final Map<String, Set<String>> UNDEFINED =
      Map.of(
          "dc_0.5", Set.of("chroma_cqt", "chroma_vqt", "tonnetz"),
          "impulse", Set.of("chroma_stft", "chroma_cqt", "chroma_vqt", "tonnetz"));

  private static float[] signal(String name) throws IOException {
    return switch (name) {
      case "edge/silence_2s" -> new float[44100];
      case "edge/dc_0.5" -> {
        var samples = new float[44100];
        java.util.Arrays.fill(samples, 0.5f);
        yield samples;
      }
      case "edge/impulse" -> {
        var samples = new float[44100];
        samples[11025] = 1;
        yield samples;
      }
      default -> Npy.read(TestData.golden(name + "/signal.npy")).floats();
    };
  }

  private static FeatureMatrix expected(String name) throws IOException {
    return Npy.read(TestData.golden(name + "/features204.npy")).matrix();
  }

  @Test
  void syntheticSignal() throws IOException {
    var actual = new FeatureExtractor(STUDY).extract(signal("synthetic"), RATE);
    LibrosaTolerance.check("synthetic", STUDY, expected("synthetic"), actual, RATE, Set.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "silence_2s",
        "dc_0.5",
        "impulse",
        "square_fullscale",
        "sine_clipped",
        "quiet_1e-6",
        "n1",
        "n100",
        "n511",
        "n512",
        "n1024",
        "n1025",
        "n2047",
        "n2048",
        "n4096",
        "n5000",
        "stereo_mean"
      })
  void unusualSignals(String name) throws IOException {
    var actual = new FeatureExtractor(STUDY).extract(signal("edge/" + name), RATE);
    LibrosaTolerance.check(
        name,
        STUDY,
        expected("edge/" + name),
        actual,
        RATE,
        UNDEFINED.getOrDefault(name, Set.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {16000, 32000, 44100, 48000})
  void otherRates(int rate) throws IOException {
    var name = "edge/sr" + rate;
    var actual = new FeatureExtractor(STUDY).extract(signal(name), rate);
    LibrosaTolerance.check(name, STUDY, expected(name), actual, rate, Set.of());
  }

  @ParameterizedTest
  @CsvSource({"8000, chroma_cqt;chroma_vqt;tonnetz;spectral_contrast", "11025, spectral_contrast"})
  void lowRatesHaveAllFeaturesButThoseThatLibrosaRefuses(int rate, String refused)
      throws IOException {
    var name = "edge/sr" + rate;
    var signal = signal(name);
    var undefined = Set.of(refused.split(";"));
    for (var feature : undefined) {
      var extractor = new FeatureExtractor(ExtractionSettings.parse(feature, "native"));
      var e = assertThrows(IllegalArgumentException.class, () -> extractor.extract(signal, rate));
      assertTrue(e.getMessage().contains(rate + " Hz"), e.getMessage());
    }
    var rest =
        new ExtractionSettings(
            FeatureCatalogue.study().stream()
                .filter(feature -> !undefined.contains(feature.name()))
                .toList(),
            0);
    var all = expected(name);
    var wanted =
        FeatureMatrix.stack(
            rest.features().stream()
                .map(feature -> rows(all, STUDY.firstRow(feature.name()), feature.rows()))
                .toList());
    var actual = new FeatureExtractor(rest).extract(signal, rate);
    LibrosaTolerance.check(name, rest, wanted, actual, rate, Set.of());
  }

  private static FeatureMatrix rows(FeatureMatrix matrix, int from, int count) {
    int frames = matrix.frames();
    return new FeatureMatrix(
        count,
        frames,
        java.util.Arrays.copyOfRange(matrix.values(), from * frames, (from + count) * frames));
  }

  @Test
  void emptySignalHasAllFeaturesButTheZeroCrossingRate() throws IOException {
    var features =
        FeatureCatalogue.study().stream()
            .filter(feature -> !feature.name().equals("zero_crossing_rate"))
            .toList();
    var settings = new ExtractionSettings(features, RATE);
    var all = expected("edge/n0");
    var wanted = FeatureMatrix.stack(List.of(rows(all, 0, 202), rows(all, 203, 1)));
    var actual = new FeatureExtractor(settings).extract(new float[0], RATE);
    LibrosaTolerance.check("n0", settings, wanted, actual, RATE, Set.of());
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new FeatureExtractor(STUDY).extract(new float[0], RATE));
    assertTrue(e.getMessage().contains("empty"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "inf"})
  void samplesThatAreNotFiniteAreRefusedByAllButRms(String name) throws IOException {
    var signal = signal("edge/" + name);
    for (var feature : FeatureCatalogue.study()) {
      var extractor = new FeatureExtractor(new ExtractionSettings(List.of(feature), RATE));
      if (feature.name().equals("rms")) {
        assertArrayEquals(
            expected("edge/" + name).row(184), extractor.extract(signal, RATE).row(0), 1e-6f);
      } else {
        var e = assertThrows(IllegalArgumentException.class, () -> extractor.extract(signal, RATE));
        assertTrue(e.getMessage().contains("not finite (sample 20000)"), e.getMessage());
      }
    }
  }

  @Test
  void otherFeaturesOfTheCatalogue() throws IOException {
    var settings =
        ExtractionSettings.parse(
            "chroma_cens,tempogram,tempogram_ratio,poly_features,mfcc_delta,mfcc_delta2", "22050");
    var wanted =
        FeatureMatrix.stack(
            List.of(
                golden("chroma_cens"),
                golden("tempogram"),
                golden("tempogram_ratio"),
                golden("poly_features_1"),
                golden("mfcc_delta1"),
                golden("mfcc_delta2")));
    var actual = new FeatureExtractor(settings).extract(signal("synthetic"), RATE);
    LibrosaTolerance.check("synthetic", settings, wanted, actual, RATE, Set.of());
  }

  @Test
  void fourierTempogramHasAnArrayOfItsOwn() throws IOException {
    var settings = ExtractionSettings.parse("fourier_tempogram,rms", "22050");
    try (var features =
        new FeatureExtractor(settings).extractAll(Signal.of(signal("synthetic")), RATE)) {
      assertEquals(1, features.stacked().rows());
      var array = features.arrays("clip").get("clip.fourier_tempogram");
      assertEquals(432, array.frames());
      var values = features.complex("fourier_tempogram");
      var wanted = Npy.read(TestData.golden("synthetic/fourier_tempogram_re_im.npy")).floats();
      assertArrayEquals(wanted, values, 1e-3f);
    }
  }

  private static FeatureMatrix golden(String name) throws IOException {
    return Npy.read(TestData.golden("synthetic/" + name + ".npy")).matrix();
  }

  @Test
  void eachFeatureAloneEqualsItsRowsAmongTheOthers() throws IOException {
    var signal = java.util.Arrays.copyOf(signal("synthetic"), 30_000);
    var settings = new ExtractionSettings(FeatureCatalogue.all(), RATE);
    var together = new FeatureExtractor(settings).extract(signal, RATE);
    for (var feature : settings.features()) {
      var alone =
          new FeatureExtractor(new ExtractionSettings(List.of(feature), RATE))
              .extract(signal, RATE);
      assertEquals(
          rows(together, settings.firstRow(feature.name()), feature.rows()).frames(),
          alone.frames());
      assertArrayEquals(
          rows(together, settings.firstRow(feature.name()), feature.rows()).values(),
          alone.values(),
          feature.name());
    }
  }

  /** Little memory: temporary files, and spectra computed twice. */
  @Test
  void whatDoesNotFitIntoMemoryGivesTheSameNumbers() throws IOException {
    var samples = signal("synthetic");
    var features = new ArrayList<>(FeatureCatalogue.all());
    features.add(FeatureCatalogue.byName("fourier_tempogram"));
    var settings = new ExtractionSettings(features, RATE);
    var inMemory = new FeatureExtractor(settings);
    try (var signal = ScratchSignal.create(0, 1_000)) {
      signal.append(samples, samples.length);
      for (int frames : new int[] {0, 64, 100}) {
        var onDisk = new FeatureExtractor(settings, new MemoryLimits(frames, 0));
        for (int round = 0; round < 2; round++) {
          try (var expected = inMemory.extractAll(Signal.of(samples), RATE);
              var actual = onDisk.extractAll(signal, RATE)) {
            assertArrayEquals(expected.stacked().values(), actual.stacked().values());
            assertArrayEquals(
                expected.complex("fourier_tempogram"), actual.complex("fourier_tempogram"));
            assertArrayEquals(bytes(expected), bytes(actual));
          }
        }
      }
    }
  }

  private static byte[] bytes(ExtractedFeatures features) throws IOException {
    var out = new ByteArrayOutputStream();
    for (var array : features.arrays("clip").values()) {
      array.writeTo(out);
    }
    return out.toByteArray();
  }

  @Test
  void anExtractorForgetsTheClipBefore() throws IOException {
    var signal = signal("edge/n5000");
    var used = new FeatureExtractor(STUDY);
    used.extract(signal("edge/square_fullscale"), RATE);
    used.extract(signal("edge/sr48000"), 48000);
    assertArrayEquals(
        new FeatureExtractor(STUDY).extract(signal, RATE).values(),
        used.extract(signal, RATE).values());
  }

  @Test
  void anInterruptEndsTheWorkOnAClip() throws IOException {
    var signal = signal("synthetic");
    Thread.currentThread().interrupt();
    assertThrows(
        CancellationException.class, () -> new FeatureExtractor(STUDY).extract(signal, RATE));
    assertTrue(Thread.interrupted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"MT0000040632", "MT0013621344"})
  void realClipsFromLibrosasOwnSamples(String clip) throws IOException {
    var signal =
        Npy.read(TestData.shared("golden/clips/audio/" + clip + "_mono22050_full.npy")).floats();
    var wanted = Npy.read(TestData.shared("golden/clips/features/" + clip + ".npy")).matrix();
    var actual = new FeatureExtractor(STUDY).extract(signal, RATE);
    LibrosaTolerance.check(clip, STUDY, wanted, actual, RATE, Set.of());
  }

  /**
   * Another decoder and resampler stand between the file and the features, so cells are held to one
   * percent of the standard deviation of their row; at least 99 in 100 of every feature.
   *
   * <p>Two kinds of cells hold nothing but rounding noise and cannot be compared: mel bands that
   * the recording leaves empty, 70 dB and more below the frame's strongest band, and spectral
   * contrast whose valley lies less than 50 dB above the noise of float samples, as it does in the
   * highest band wherever a coder or a resampler has cut off the treble. librosa fed with samples
   * decoded to double instead of float precision gets 33 to 69 of 100 such cells right.
   */
  @Test
  void realClipsFromTheirFiles() throws IOException {
    try (var files = Files.list(TestData.shared("golden/clips/features"))) {
      for (var file : files.sorted().toList()) {
        var name = file.getFileName().toString().replace(".npy", "");
        var audio = TestData.shared("datasets/4q/clips/" + name + ".mp3");
        var signal = AudioLoader.load(audio, RATE).samples();
        var actual = new FeatureExtractor(STUDY).extract(signal, RATE);
        var wanted = Npy.read(file).matrix();
        assertEquals(wanted.frames(), actual.frames(), name);
        var valleys = valleys(signal);
        for (var feature : STUDY.features()) {
          double share = shareWithinOnePercent(feature, wanted, actual, valleys);
          assertTrue(share >= 0.99, name + " " + feature.name() + ": only " + share);
        }
      }
    }
  }

  /** Valleys of the seven bands of spectral contrast, {@code [frames][7]}, as magnitudes. */
  private static float[][] valleys(float[] signal) {
    var spectra = new Stft().spectra(signal).magnitude();
    var contrast = new SpectralContrast(RATE, 2048);
    var valleys = new float[spectra.length][SpectralContrast.BANDS];
    for (int t = 0; t < spectra.length; t++) {
      contrast.peaksAndValleys(spectra[t], new float[SpectralContrast.BANDS], valleys[t]);
    }
    return valleys;
  }

  private static double shareWithinOnePercent(
      Feature feature, FeatureMatrix wanted, FeatureMatrix actual, float[][] valleys) {
    int near = 0;
    int compared = 0;
    int from = STUDY.firstRow(feature.name());
    for (int row = from; row < from + feature.rows(); row++) {
      double mean = 0;
      double square = 0;
      for (float value : wanted.row(row)) {
        mean += value / (double) wanted.frames();
      }
      for (float value : wanted.row(row)) {
        square += (value - mean) * (value - mean) / wanted.frames();
      }
      // A constant row, such as the tempo, is held to the precision of a float.
      double allowed = Math.max(0.01 * Math.sqrt(square), 1e-6 * Math.abs(mean));
      for (int t = 0; t < wanted.frames(); t++) {
        double noise = 0;
        if (feature.name().equals("spectral_contrast") && valleys[t][row - from] < FAINT) {
          continue;
        }
        if (feature.name().equals("melspectrogram")) {
          for (int band = from; band < from + feature.rows(); band++) {
            noise = Math.max(noise, 1e-7 * wanted.at(band, t));
          }
        }
        compared++;
        double error = Math.abs(wanted.at(row, t) - actual.at(row, t));
        near += error <= Math.max(allowed, noise) ? 1 : 0;
      }
    }
    return (double) near / compared;
  }
}
