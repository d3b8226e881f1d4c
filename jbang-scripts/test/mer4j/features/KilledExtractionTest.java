package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mer4j.ProgressListener;
import mer4j.audio.WavFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is killed, as by {@code kill -9}, and started again, several times over. */
class KilledExtractionTest {
  private static final int CLIPS = 60;
  private static final int KILLS = 3;
  private static final ExtractionSettings SETTINGS = ExtractionSettings.parse("mfcc,rms", "22050");

  @TempDir Path folder;

  /** A run in a process of its own. */
  static final class Run {
    public static void main(String[] arguments) throws IOException {
      var inputs = ClipInputs.of(List.of(Path.of(arguments[0])));
      BatchExtraction.run(inputs, SETTINGS, Path.of(arguments[1]), 2, ProgressListener.NONE);
    }
  }

  @Test
  void theResultIsThatOfARunThatWasNotDisturbed() throws Exception {
    var music = Files.createDirectory(folder.resolve("music"));
    var random = new SplittableRandom(7);
    for (int i = 0; i < CLIPS; i++) {
      var samples = new float[100_000];
      for (int k = 0; k < samples.length; k++) {
        samples[k] = (float) random.nextDouble(-0.5, 0.5);
      }
      WavFile.write(music.resolve("clip" + i + ".wav"), samples, 22050);
    }
    var undisturbed = folder.resolve("undisturbed");
    BatchExtraction.run(
        ClipInputs.of(List.of(music)), SETTINGS, undisturbed, 2, ProgressListener.NONE);

    var output = folder.resolve("output");
    for (int kill = 1; kill <= KILLS; kill++) {
      int until = kill * CLIPS / (KILLS + 2);
      var process = start(music, output);
      while (process.isAlive() && arrays(output).size() < until) {
        Thread.sleep(2);
      }
      process.destroyForcibly().waitFor();
      var complete = arrays(output);
      assertTrue(complete.size() >= until, "killed after " + complete.size() + " clips");
      resumed(music, output, complete);
    }
    assertEquals(0, start(music, output).waitFor());
    var names = names(undisturbed);
    assertEquals(names, names(output));
    for (var name : names) {
      assertArrayEquals(
          Files.readAllBytes(undisturbed.resolve(name)),
          Files.readAllBytes(output.resolve(name)),
          name);
    }
  }

  /** Lets a run go on until it has stored one clip more: the complete ones must not be touched. */
  private static void resumed(Path music, Path output, Map<Path, Object> complete)
      throws Exception {
    var process = start(music, output);
    while (process.isAlive() && arrays(output).size() <= complete.size()) {
      Thread.sleep(2);
    }
    process.destroyForcibly().waitFor();
    var now = arrays(output);
    complete.forEach((file, key) -> assertEquals(key, now.get(file), file + " was computed twice"));
  }

  private static Process start(Path music, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Run.class.getName(),
            music.toString(),
            output.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Stored arrays with what changes when one is written again. */
  private static Map<Path, Object> arrays(Path output) throws IOException {
    var arrays = new HashMap<Path, Object>();
    if (Files.isDirectory(output)) {
      try (var files = Files.newDirectoryStream(output, "*.npy")) {
        for (var file : files) {
          arrays.put(file, Files.getLastModifiedTime(file));
        }
      }
    }
    return arrays;
  }

  private static List<String> names(Path output) throws IOException {
    try (var files = Files.list(output)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
