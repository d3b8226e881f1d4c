package mer4j.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mer4j.Project;
import mer4j.scripts.ScriptProcess;
import mer4j.scripts.TwoPitches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stop button of a notebook, pressed while a cell trains. */
class StopButtonTest {
  @TempDir Path folder;

  @Test
  void trainingStopsAndTheKernelAnswersOn() throws Exception {
    var python = Project.root().resolve("environment/venv/bin/python");
    var library = Project.build().resolve("mer4j.jar");
    assumeTrue(
        Files.exists(python) && Files.exists(library),
        "needs Jupyter and the library's jar: run environment/setup.sh");
    TwoPitches.write(folder.resolve("music"));
    var run =
        ScriptProcess.execute(
            List.of(
                python.toString(),
                Project.root().resolve("jbang-scripts/test/python/stop_button.py").toString(),
                library.toString(),
                folder.resolve("music").toString(),
                folder.resolve("run").toString()),
            Project.root(),
            Map.of());
    assertEquals(0, run.exitCode(), run::toString);
  }
}
