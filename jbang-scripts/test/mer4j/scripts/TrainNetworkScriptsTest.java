package mer4j.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mer4j.cli.ControlC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainNetworkScriptsTest {
  /** So many that a training cannot end before it is stopped after its first. */
  private static final int EPOCHS = 150;

  @TempDir Path folder;

  @Test
  void aNetworkIsTrainedOnAFolderOfOnesOwn() throws Exception {
    TwoPitches.write(folder.resolve("music"));
    var run =
        ScriptProcess.run(
            "train_lstm",
            folder,
            "--dataset",
            "music",
            "--epochs",
            2,
            "--hidden",
            4,
            "--output",
            "o");
    assertEquals(0, run.exitCode(), run.toString());
    var lines = run.out().lines().toList();
    assertEquals(2, lines.size(), run.toString());
    assertTrue(lines.getFirst().contains("test accuracy"), run.toString());
    assertEquals("o", lines.getLast());
    for (var name : new String[] {"results.csv", "predictions.csv", "report.md", "config.json"}) {
      assertTrue(Files.size(folder.resolve("o").resolve(name)) > 0, name);
    }
    assertTrue(Files.exists(folder.resolve("o/learning-curves.png")));
    assertEquals(3, Files.readAllLines(folder.resolve("o/metrics.csv")).size());
  }

  /** Ctrl-C in the midst of an epoch: the code that shells know, and nothing is lost. */
  @Test
  void aTrainingThatWasStoppedGoesOnToTheSameEnd() throws Exception {
    TwoPitches.write(folder.resolve("music"));
    var undisturbed = ScriptProcess.run("train_lstm", folder, arguments("undisturbed"));
    assertEquals(0, undisturbed.exitCode(), undisturbed.toString());
    var log = folder.resolve("log").toFile();
    var training =
        new ProcessBuilder(
                ControlC.heeding(ScriptProcess.command("train_lstm", arguments("stopped"))))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    var stopped = folder.resolve("stopped");
    try {
      while (training.isAlive() && metrics(stopped).size() < 2) {
        Thread.sleep(2);
      }
      ControlC.press(training);
      assertTrue(training.waitFor(10, TimeUnit.SECONDS), "still trains ten seconds later");
    } finally {
      training.destroyForcibly();
    }
    assertEquals(130, training.exitValue(), Files.readString(log.toPath()));
    int epochs = metrics(stopped).size() - 1;
    assertTrue(epochs >= 1 && epochs < EPOCHS, epochs + " epochs");
    assertFalse(Files.exists(stopped.resolve("results.csv")));
    var resumed = ScriptProcess.run("train_lstm", folder, arguments("stopped", "--resume"));
    assertEquals(0, resumed.exitCode(), resumed.toString());
    assertEquals(metrics(folder.resolve("undisturbed")), metrics(stopped));
    assertEquals(
        Files.readString(folder.resolve("undisturbed/predictions.csv")),
        Files.readString(stopped.resolve("predictions.csv")));
  }

  private static Object[] arguments(String output, String... more) {
    var arguments = new ArrayList<Object>(List.of("--dataset", "music", "--hidden", 4));
    arguments.addAll(List.of("--epochs", EPOCHS, "--output", output));
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }

  /** The metrics without their last column, the seconds; none where there are none yet. */
  private static List<String> metrics(Path run) throws IOException {
    var file = run.resolve("metrics.csv");
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var lines = Files.lines(file)) {
      return lines.map(line -> line.replaceAll(",[^,]*$", "")).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"train_rnn", "train_brnn"})
  void theOthersStart(String script) throws Exception {
    var run = ScriptProcess.run(script, folder, "--help");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("--frame-step"), run.toString());
  }
}
