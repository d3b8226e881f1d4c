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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code train_best} on a folder of one's own, and the model that {@code predict} takes unasked.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainBestTest {
  private static final int RATE = 22050;

  @TempDir static Path folder;

  /** Twelve tones, steady or swelling three times a second. */
  @BeforeAll
  static void compose() throws IOException {
    for (int i = 0; i < 12; i++) {
      var random = new SplittableRandom(i);
      var samples = new float[2 * RATE];
      double frequency = 300 * (1 + random.nextDouble());
      for (int t = 0; t < samples.length; t++) {
        double swell = i % 2 == 0 ? 1 : 0.55 + 0.45 * Math.sin(2 * Math.PI * 3 * t / RATE);
        double tone = Math.sin(2 * Math.PI * frequency * t / RATE);
        samples[t] = (float) (0.3 * swell * tone + 0.01 * random.nextDouble());
      }
      var name = (i % 2 == 0 ? "steady" : "swelling") + "/tone " + i + ".wav";
      Files.createDirectories(folder.resolve("music").resolve(name).getParent());
      WavFile.write(folder.resolve("music").resolve(name), samples, RATE);
    }
  }

  @Test
  @Order(1)
  void trainsTestsAndSaves() throws IOException, InterruptedException {
    Object[] call = {"--dataset", "music", "--repeats", "2", "--output", "a b"};
    var run = ScriptProcess.run("train_best", folder, call);
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("BEST less PLAIN"), run.toString());
    var output = folder.resolve("a b");
    var pooled =
        ResultTables.readResults(output.resolve("results.csv")).stream()
            .filter(r -> r.split().equals("pooled"))
            .toList();
    assertEquals(
        List.of("PLAIN", "FOREST", "BOOST", "BEST", "ENSEMBLE"),
        pooled.stream().map(r -> r.model()).toList());
    assertTrue(pooled.get(3).accuracy() > 0.9, run.toString());
    assertEquals(5 * 24, ResultTables.readPredictions(output.resolve("predictions.csv")).size());
    assertEquals("2", RunConfig.read(output).options().get("repeats"));

    var again = ScriptProcess.run("train_best", folder, call);
    assertEquals(2, again.exitCode(), again.toString());
    assertTrue(again.err().contains("--resume"), again.toString());
  }

  @Test
  @Order(2)
  void itsModelPredicts() throws IOException, InterruptedException {
    Object[] call = {"music/swelling/tone 1.wav", "--model", "a b", "--csv"};
    var run = ScriptProcess.run("predict", folder, call);
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("tone 1.wav,2.000,ok,swelling,"), run.toString());
  }

  @Test
  @Order(3)
  void withoutAModelTheProjectsIsAsked() throws IOException, InterruptedException {
    var run = ScriptProcess.run("predict", folder, "music/steady/tone 0.wav", "--csv");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().lines().toList().get(1).matches(".*,ok,Q[1-4],.*"), run.toString());
  }
}
