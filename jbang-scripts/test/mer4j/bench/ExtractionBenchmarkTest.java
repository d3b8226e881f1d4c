package mer4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mer4j.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class ExtractionBenchmarkTest {
  private static List<Path> files(Path folder, int count) throws IOException {
    var files = new ArrayList<Path>();
    for (int i = 0; i < count; i++) {
      files.add(Files.writeString(folder.resolve("a sound " + i), "x"));
    }
    return files;
  }

  private static ExtractionTool tool(String name, int part, String script, String... words) {
    var command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(List.of(words));
    return new ExtractionTool(name, "nothing", command, "1.2", Map.of("X", "y"), part);
  }

  @Test
  void everyToolSeesItsFilesAndAnEmptyFolder(@TempDir Path folder) throws Exception {
    var log = folder.resolve("log");
    var copy =
        "test -z \"$(ls \"$2\")\" && while read -r f; do cp \"$f\" \"$2\" && sleep .01; done <"
            + " \"$1\" && ls \"$2\" | wc -l >> '"
            + log
            + "'";
    var count = "shift; echo $# $X >> '" + log + "'; for f; do sleep .01; done";
    var tools =
        List.of(
            tool("copies", 1, copy, "{list}", "{output}"),
            tool("counts", 2, count, "-o", "{files}"));
    var speeds = new ExtractionBenchmark(files(folder, 12), 2, 2).run(tools, ProgressListener.NONE);
    var seen = Files.readAllLines(log).stream().map(String::strip).toList();
    assertEquals(List.of("2", "12", "1 y", "6 y", "2", "12", "1 y", "6 y"), seen);
    assertEquals(List.of("copies", "counts"), speeds.stream().map(s -> s.tool()).toList());
    for (var speed : speeds) {
      assertEquals("1.2", speed.version());
      assertTrue(speed.secondsPerClip() >= .01, speed.toString()); // it sleeps that long
    }
    var stored = folder.resolve("results.csv");
    ExtractionSpeed.write(stored, speeds);
    var read = ExtractionSpeed.read(stored);
    assertEquals(2, read.size());
    assertEquals(speeds.getFirst().secondsPerClip(), read.getFirst().secondsPerClip(), 1e-6);
  }

  @Test
  void aToolThatFailsIsNotAFastOne(@TempDir Path folder) throws Exception {
    var benchmark = new ExtractionBenchmark(files(folder, 3), 1, 1);
    var broken = List.of(tool("broken", 1, "echo no such thing >&2; exit 7"));
    var e = assertThrows(IOException.class, () -> benchmark.run(broken, ProgressListener.NONE));
    assertTrue(e.getMessage().contains("exit code 7"), e.getMessage());
    assertTrue(e.getMessage().contains("no such thing"), e.getMessage());
  }

  @Test
  void fewMustBeFewerThanMany(@TempDir Path folder) throws Exception {
    var files = files(folder, 3);
    assertThrows(IllegalArgumentException.class, () -> new ExtractionBenchmark(files, 3, 1));
    assertThrows(IllegalArgumentException.class, () -> new ExtractionBenchmark(files, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ExtractionBenchmark(files, 1, 0));
  }
}
