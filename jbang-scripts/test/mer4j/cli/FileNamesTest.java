package mer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mer4j.scripts.ScriptProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNamesTest {
  @TempDir Path folder;

  @Test
  void aNameThatTheLocaleHidesIsWrongUsageWithAdvice() throws Exception {
    assumeTrue(File.separatorChar == '/', "needs a locale set by variables");
    var run =
        ScriptProcess.execute(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CountingScript.class.getName(),
                folder.resolve("süß.mp3").toString()),
            folder,
            Map.of("LC_ALL", "C"));
    assertEquals(2, run.exitCode(), run::toString);
    assertTrue(run.err().contains("LC_ALL=C.UTF-8"), run::toString);
    assertEquals("", run.out());
  }
}
