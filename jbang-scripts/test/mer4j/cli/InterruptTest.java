package mer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
  @TempDir Path folder;

  @Test
  void controlCLetsTheScriptWriteItsStateAndEndsWith130() throws Exception {
    assumeTrue(File.separatorChar == '/', "needs the kill command");
    assumeTrue(heedsInterrupts(), "processes here are started with interrupts ignored");
    var state = folder.resolve("state");
    var script =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CountingScript.class.getName(),
                state.toString())
            .redirectErrorStream(true)
            .start();
    try (var out = script.inputReader()) {
      assertEquals("started", out.readLine());
      new ProcessBuilder("kill", "-INT", Long.toString(script.pid())).start().waitFor();
      assertTrue(script.waitFor(20, TimeUnit.SECONDS));
      var told = out.lines().toList().toString();
      assertEquals(130, script.exitValue(), told);
      assertTrue(Files.readString(state).startsWith("steps "));
      assertTrue(told.contains("stopping after the step at hand"), told);
    } finally {
      script.destroyForcibly();
    }
  }

  /** A shell started in the background hands on that interrupts are ignored. */
  private static boolean heedsInterrupts() throws Exception {
    var shell = new ProcessBuilder("sh", "-c", "kill -INT $$; exit 0").start();
    return shell.waitFor() != 0;
  }
}
