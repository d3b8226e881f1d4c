package mer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
  @TempDir Path folder;

  @Test
  void controlCLetsTheScriptWriteItsStateAndEndsWith130() throws Exception {
    var state = folder.resolve("state");
    var script =
        new ProcessBuilder(
                ControlC.heeding(
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountingScript.class.getName(),
                        state.toString())))
            .redirectErrorStream(true)
            .start();
    try (var out = script.inputReader()) {
      assertEquals("started", out.readLine());
      ControlC.press(script);
      assertTrue(script.waitFor(20, TimeUnit.SECONDS));
      var told = out.lines().toList().toString();
      assertEquals(130, script.exitValue(), told);
      assertTrue(Files.readString(state).startsWith("steps "));
      assertTrue(told.contains("stopping after the step at hand"), told);
    } finally {
      script.destroyForcibly();
    }
  }
}
