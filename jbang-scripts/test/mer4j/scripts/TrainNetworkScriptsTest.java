package mer4j.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import mer4j.audio.WavFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainNetworkScriptsTest {
  @TempDir Path folder;

  @Test
  void aNetworkIsTrainedOnAFolderOfOnesOwn() throws Exception {
    for (int clip = 0; clip < 20; clip++) {
      var samples = new float[8000];
      for (int i = 0; i < samples.length; i++) {
        double pitch = (clip % 2 == 0 ? 300 : 900) + 10 * clip;
        samples[i] = (float) (.3 * Math.sin(2 * Math.PI * pitch * i / 22050));
      }
      var folderOfClass = folder.resolve("music").resolve(clip % 2 == 0 ? "calm é" : "wild");
      WavFile.write(Files.createDirectories(folderOfClass).resolve(clip + ".wav"), samples, 22050);
    }
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

  @ParameterizedTest
  @ValueSource(strings = {"train_rnn", "train_brnn"})
  void theOthersStart(String script) throws Exception {
    var run = ScriptProcess.run(script, folder, "--help");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("--frame-step"), run.toString());
  }
}
