package mer4j.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mer4j.Project;
import mer4j.scripts.ScriptProcess;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every notebook runs from top to bottom on the embedded corpus. */
class NotebooksTest {
  static final Path NONE = Path.of("no notebook");

  @TempDir Path output;

  static List<Path> notebooks() throws IOException {
    var folder = Project.root().resolve("notebooks");
    if (!Files.isDirectory(folder)) {
      return List.of(NONE);
    }
    try (Stream<Path> files = Files.list(folder)) {
      var found =
          files
              .filter(file -> file.toString().endsWith(".ipynb"))
              .map(file -> Project.root().relativize(file))
              .sorted()
              .toList();
      return found.isEmpty() ? List.of(NONE) : found;
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void runsFromTopToBottom(Path notebook) throws Exception {
    assumeFalse(notebook.equals(NONE), "there is no notebook in notebooks/");
    var environment = Project.root().resolve("environment");
    var python = environment.resolve("venv/bin/python");
    assumeTrue(Files.exists(python), "needs Jupyter: run environment/setup.sh");
    var run =
        ScriptProcess.execute(
            List.of(
                python.toString(),
                environment.resolve("execute_notebooks.py").toString(),
                "--output",
                output.toString(),
                Project.root().resolve(notebook).toString()),
            Project.root(),
            Map.of("MER4J_DATASET", "embedded"));
    assertEquals(0, run.exitCode(), run::toString);
    var executed = NotebookFile.read(output.resolve(notebook.getFileName()));
    assertEquals(List.of(), executed.errors());
    assertTrue(executed.figures() >= 2, "shows " + executed.figures() + " figures");
  }
}
