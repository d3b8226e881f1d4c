package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mer4j.ProgressListener;
import mer4j.audio.Resampler;
import mer4j.cli.FeatureExtraction;
import mer4j.cli.Scripts;
import mer4j.dsp.RootMeanSquare;
import mer4j.features.StrangeInput.Cut;
import mer4j.features.StrangeInput.Refused;
import mer4j.features.StrangeInput.Right;
import mer4j.features.StrangeInput.Sound;
import mer4j.features.StrangeInput.SoundOrRefused;
import mer4j.features.StrangeInput.Unnoticed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One extraction over all damaged and unusual files: every one has the outcome it must have. */
class StrangeInputsTest {
  private static final ExtractionSettings SETTINGS = ExtractionSettings.study();

  @TempDir static Path folder;
  private static float[] signal;
  private static List<StrangeInput> inputs;
  private static int exitCode;
  private static String told;
  private static final Map<String, StoredClip> STORED = new HashMap<>();
  private static final Map<String, String> FAILED = new HashMap<>();

  @BeforeAll
  static void extract() throws IOException, InterruptedException {
    signal = StrangeInputs.signal(folder.resolve("corpus"));
    inputs = StrangeInputs.make(folder.resolve("strange"), signal);
    var output = folder.resolve("features");
    var out = System.out;
    var err = System.err;
    var said = new ByteArrayOutputStream();
    try (var silent = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(silent);
      System.setErr(silent);
      var clips = FeatureExtraction.inputs(List.of(folder.resolve("strange")), null, output);
      exitCode = FeatureExtraction.extract(clips, SETTINGS, output, 2);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    told = said.toString(StandardCharsets.UTF_8);
    var store = FeatureStore.open(output);
    store.manifest().forEach(row -> STORED.put(row.source(), row));
    store.failures().forEach(failure -> FAILED.put(failure.source(), failure.reason()));
  }

  static List<StrangeInput> inputs() {
    return inputs;
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void hasItsOutcome(StrangeInput input) throws IOException {
    var source = input.file().toString();
    var row = STORED.get(source);
    var reason = FAILED.get(source);
    assertFalse(row != null && reason != null, "stored and failed");
    if (reason != null) {
      assertFalse(reason.isBlank() || reason.contains("\n"), reason);
      assertFalse(reason.contains("Exception") || reason.contains("null"), reason);
      assertFalse(reason.contains(folder.toString()), "the source is told once: " + reason);
    }
    if (row != null) {
      assertWhole(row);
    }
    switch (input.expected()) {
      case Right right -> assertRight(right, row, reason);
      case Cut cut -> {
        assertNotNull(row, reason);
        assertTrue(row.truncated() && row.samples() > 0, row.toString());
      }
      case Sound sound -> assertNotNull(row, reason);
      case Refused refused -> {
        assertNull(row, "it has features");
        assertNotNull(reason);
        assertTrue(reason.contains(refused.reason()), reason);
      }
      case SoundOrRefused either -> assertTrue(row != null || reason != null, "it is lost");
      case Unnoticed unnoticed -> {
        assertNull(row);
        assertNull(reason);
      }
    }
  }

  /** Whatever is stored has the shape its row names, and numbers only. */
  private static void assertWhole(StoredClip row) throws IOException {
    var matrix = FeatureStore.open(folder.resolve("features")).read(row.clip());
    assertEquals(SETTINGS.rows(), matrix.rows());
    assertEquals(1 + row.samples() / 512, matrix.frames());
    for (float value : matrix.values()) {
      assertTrue(Float.isFinite(value), "a feature is " + value);
    }
  }

  private static void assertRight(Right right, StoredClip row, String reason) throws IOException {
    assertNotNull(row, reason);
    assertFalse(row.truncated(), "marked as truncated");
    var samples = Resampler.resample(right.signal(), right.rate(), StrangeInputs.RATE);
    assertEquals(samples.length, row.samples(), right.slack());
    var expected = RootMeanSquare.of(samples);
    var actual =
        FeatureStore.open(folder.resolve("features"))
            .read(row.clip())
            .row(SETTINGS.firstRow("rms"));
    float greatest = 0;
    for (float value : expected) {
      greatest = Math.max(greatest, value);
    }
    if (right.slack() < 512) {
      for (int t = 0; t < Math.min(expected.length, actual.length); t++) {
        assertEquals(expected[t], actual[t], right.tolerance() * greatest, "frame " + t);
      }
    } else {
      assertEquals(mean(expected), mean(actual), 0.3 * greatest);
    }
  }

  private static double mean(float[] values) {
    return RowMoments.mean(values);
  }

  @Test
  void thereAreManyAndTheExtractionGoesThroughAll() throws IOException {
    assertTrue(inputs.size() >= 150, inputs.size() + " inputs");
    assertEquals(Scripts.SOME_SKIPPED, exitCode);
    var lines = told.lines().filter(line -> line.startsWith("failed: ")).count();
    assertEquals(FAILED.size(), lines, told);
    try (var files = Files.list(folder.resolve("features"))) {
      var others = files.filter(file -> !file.toString().matches("(?s).*[.](npy|csv)")).toList();
      assertEquals(List.of(), others, "no lock and no temporary file is left");
    }
    var store = FeatureStore.open(folder.resolve("features"));
    assertEquals(List.of(), store.verify(ProgressListener.NONE));
    assertEquals(STORED.size(), store.manifest().size(), "a row per source");
  }
}
