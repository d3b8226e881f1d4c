package mer4j.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import mer4j.audio.WavFile;
import mer4j.eval.ResultTables;
import mer4j.runs.RunConfig;
import mer4j.runs.SavedModels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code train_baselines} on a folder of one's own, as a user calls it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainBaselinesTest {
  private static final int RATE = 22050;

  @TempDir static Path folder;

  /** Twelve tones, low or high, in noise: two classes that any model can tell apart. */
  @BeforeAll
  static void compose() throws IOException {
    for (int i = 0; i < 12; i++) {
      var random = new SplittableRandom(i);
      var samples = new float[RATE];
      double frequency = (i % 2 == 0 ? 200 : 1500) * (1 + 0.1 * random.nextDouble());
      for (int t = 0; t < samples.length; t++) {
        samples[t] =
            (float)
                (0.3 * Math.sin(2 * Math.PI * frequency * t / RATE) + 0.02 * random.nextDouble());
      }
      var name = (i % 2 == 0 ? "low" : "high") + "/tone " + i + ".wav";
      Files.createDirectories(folder.resolve("music").resolve(name).getParent());
      WavFile.write(folder.resolve("music").resolve(name), samples, RATE);
    }
  }

  private static ScriptProcess train(Object... arguments) throws IOException, InterruptedException {
    return ScriptProcess.run("train_baselines", folder, arguments);
  }

  @Test
  @Order(1)
  void trainsTestsAndSaves() throws IOException, InterruptedException {
    var run =
        train(
            "--dataset", "music", "--protocol", "leak-free", "--only", "LR,RFC", "--output", "a b");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("LR"), run.toString());
    var output = folder.resolve("a b");
    var results = ResultTables.readResults(output.resolve("results.csv"));
    assertEquals(
        List.of("LR", "RFC"),
        results.stream().filter(r -> r.split().equals("pooled")).map(r -> r.model()).toList());
    assertTrue(results.stream().allMatch(r -> r.accuracy() > 0.7), run.toString());
    assertEquals(24, ResultTables.readPredictions(output.resolve("predictions.csv")).size());
    assertEquals("leak-free", RunConfig.read(output).options().get("protocol"));
    assertTrue(Files.readString(output.resolve("report.md")).contains("low"));
    assertEquals(List.of("high", "low"), SavedModels.load(output).card().classes());
  }

  @Test
  @Order(2)
  void aRunIsNeitherOverwrittenNorMixed() throws IOException, InterruptedException {
    var again =
        train(
            "--dataset", "music", "--protocol", "leak-free", "--only", "LR,RFC", "--output", "a b");
    assertWrong(again, "--resume");
    var other = train("--dataset", "music", "--only", "LR,RFC", "--output", "a b", "--resume");
    assertWrong(other, "--protocol is leak-free there, as-published here");
    var same =
        train(
            "--dataset",
            "music",
            "--protocol",
            "leak-free",
            "--only",
            "LR,RFC",
            "--output",
            "a b",
            "--resume");
    assertEquals(0, same.exitCode(), same.toString());
  }

  @Test
  @Order(3)
  void wrongNamesListTheAllowedOnes() throws IOException, InterruptedException {
    assertWrong(train("--dataset", "music", "--only", "XGB"), "LR, RC, LSVM, SVM, RFC");
    assertWrong(train("--dataset", "music", "--protocol", "fair"), "as-published, leak-free");
    assertWrong(train("--dataset", "nothing"), "embedded");
    Files.createDirectories(folder.resolve("one"));
    var error = train("--dataset", "one");
    assertTrue(error.exitCode() == 1 || error.exitCode() == 2, error.toString());
    assertEquals(1, error.err().lines().count(), error.toString());
  }

  @Test
  @Order(4)
  void goodSongsArePredictedAndBadOnesListed() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("bad.mp3"), "no music");
    Object[] call = {"music/low/tone 0.wav", "bad.mp3", "--model", "a b", "--csv"};
    var run = ScriptProcess.run("predict", folder, call);
    assertEquals(3, run.exitCode(), run.toString());
    assertEquals(2, run.out().lines().count(), run.toString());
    assertTrue(run.out().contains("tone 0.wav,1.000,ok,low,"), run.toString());
    assertTrue(run.err().contains("skipped bad.mp3: not an audio file"), run.toString());

    try (var models = Files.walk(folder.resolve("a b/model"))) {
      for (var file : models.filter(f -> f.endsWith("model.json")).toList()) {
        Files.writeString(file, "{\"kind\"");
      }
    }
    var broken = ScriptProcess.run("predict", folder, call);
    assertEquals(1, broken.exitCode(), broken.toString());
    assertEquals("", broken.out(), broken.toString());
    assertEquals(1, broken.err().lines().count(), broken.toString());
    assertTrue(broken.err().contains("model.json: it is not valid JSON"), broken.toString());
  }

  @Test
  @Order(5)
  void aClipThatCannotBeReadStartsNoRun() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("music/low/broken.wav"), "no sound");
    var run = train("--dataset", "music", "--only", "LR", "--output", "new");
    assertEquals(1, run.exitCode(), run.toString());
    assertTrue(run.err().contains("low__broken: not an audio file"), run.toString());
    assertTrue(Files.notExists(folder.resolve("new")), "no folder is left");
  }

  private static void assertWrong(ScriptProcess run, String told) {
    assertEquals(2, run.exitCode(), run.toString());
    assertTrue(run.err().contains(told), run.toString());
    assertEquals(1, run.err().strip().lines().count(), run.toString());
    assertEquals("", run.out());
  }
}
