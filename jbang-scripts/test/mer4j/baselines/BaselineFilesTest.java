package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import mer4j.eval.DenseMatrix;
import mer4j.eval.ModelCard;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Baselines come back from their folders as they went in, and damage is named. */
class BaselineFilesTest {
  private static final ExtractionSettings SETTINGS = ExtractionSettings.parse("rms,tempo", "22050");
  private static final int FRAMES = 30;
  private static final int CLIPS = 24;

  /** Models that keep samples or weights in single precision. */
  private static final List<String> SINGLE = List.of("SVM", "KNC", "RQDA", "MLP");

  @TempDir Path folder;

  private static FeatureMatrix clip(int i, int frames) {
    var random = new SplittableRandom(i);
    var values = new float[2 * frames];
    for (int j = 0; j < values.length; j++) {
      values[j] = (float) (random.nextDouble() + i % 3 * 0.4 * (j % 3));
    }
    Arrays.fill(values, frames, 2 * frames, values[frames]);
    return new FeatureMatrix(2, frames, values);
  }

  private static BaselineClassifier fit(String name) {
    var rows = new double[CLIPS][];
    var labels = new int[CLIPS];
    for (int i = 0; i < CLIPS; i++) {
      rows[i] = ClipVector.of(clip(i, FRAMES), SETTINGS, FRAMES);
      labels[i] = i % 3;
    }
    var fitted = (FittedBaseline) Baselines.trainer(name).fit(DenseMatrix.of(rows), labels, 3, 1);
    var card =
        new ModelCard(
            BaselineClassifier.KIND,
            name,
            List.of("low", "middle", "high"),
            SETTINGS,
            FRAMES,
            "made up",
            "leak-free",
            new TreeMap<>());
    return new BaselineClassifier(card, fitted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LR", "RC", "LSVM", "SVM", "RFC", "ABC", "GNB", "LDA", "RQDA", "OvRC", "KNC", "MLP"
      })
  void comesBackAsItWas(String name) throws IOException {
    var model = fit(name);
    model.save(folder);
    var read = BaselineClassifier.load(folder);
    assertEquals(model.card(), read.card());
    int right = 0;
    for (int i = 0; i < CLIPS; i++) {
      var expected = model.probabilities(clip(i, FRAMES));
      var actual = read.probabilities(clip(i, FRAMES));
      assertArrayEquals(expected, actual, SINGLE.contains(name) ? 1e-5 : 1e-12);
      assertEquals(1, Arrays.stream(actual).sum(), 1e-9);
      int best =
          actual[0] > actual[1] ? (actual[0] > actual[2] ? 0 : 2) : actual[1] > actual[2] ? 1 : 2;
      right += best == i % 3 ? 1 : 0;
    }
    assertTrue(right >= CLIPS * 3 / 4, right + " of " + CLIPS);
  }

  @Test
  void longClipsAreCutAndShortOnesPadded() {
    var model = fit("LR");
    var whole = clip(5, FRAMES + 7);
    var cut = new float[2 * FRAMES];
    for (int row = 0; row < 2; row++) {
      System.arraycopy(whole.row(row), 0, cut, row * FRAMES, FRAMES);
    }
    assertArrayEquals(
        model.probabilities(new FeatureMatrix(2, FRAMES, cut)), model.probabilities(whole));
    var padded = ClipVector.of(clip(5, 3), SETTINGS, FRAMES);
    assertEquals(0, padded[2 * 3]);
    assertEquals(clip(5, 3).at(1, 0), padded[2 * 29 + 1], "the tempo holds in the padding too");
    assertThrows(
        IllegalArgumentException.class,
        () -> model.probabilities(new FeatureMatrix(3, 1, new float[3])));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LR", "SVM", "RFC", "ABC", "GNB", "RQDA", "KNC", "MLP"})
  void everyDamagedFileIsNamed(String name) throws IOException {
    fit(name).save(folder);
    List<Path> files;
    try (var all = Files.list(folder)) {
      files = all.toList();
    }
    for (var file : files) {
      var whole = Files.readAllBytes(file);
      for (int length : new int[] {0, whole.length / 2, whole.length - 1}) {
        if (file.toString().endsWith(".json") && length == whole.length - 1) {
          continue; // only the line feed at the end is gone
        }
        Files.write(file, Arrays.copyOf(whole, length));
        var error = assertThrows(IOException.class, () -> BaselineClassifier.load(folder));
        assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
      }
      Files.delete(file);
      var error = assertThrows(IOException.class, () -> BaselineClassifier.load(folder));
      assertTrue(error.getMessage().contains(file.getFileName().toString()), error.getMessage());
      Files.write(file, whole);
    }
    BaselineClassifier.load(folder);
  }

  @Test
  void modelsOfOtherFeaturesAreRefused() throws IOException {
    fit("LR").save(folder);
    var file = folder.resolve(ModelCard.FILE);
    Files.writeString(file, Files.readString(file).replace(SETTINGS.digest(), "0123456789abcdef"));
    var error = assertThrows(IOException.class, () -> BaselineClassifier.load(folder));
    assertTrue(error.getMessage().contains("made from features 0123456789abcdef"));
  }

  @Test
  void unknownNamesListTheAllowedOnes() {
    var error = assertThrows(IllegalArgumentException.class, () -> Baselines.parse("LR,XGB"));
    assertTrue(error.getMessage().contains("'XGB'"), error.getMessage());
    assertTrue(error.getMessage().contains("LR, RC, LSVM, SVM, RFC"), error.getMessage());
    assertEquals(2, Baselines.parse("SVM, LR").size());
  }
}
