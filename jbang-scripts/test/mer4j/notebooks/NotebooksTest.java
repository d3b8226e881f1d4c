package mer4j.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import mer4j.Project;
import mer4j.scripts.ScriptProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every notebook runs from top to bottom on the embedded corpus; two at a time, as in a lab. */
class NotebooksTest {
  static final Path NONE = Path.of("no notebook");
  private static final int AT_ONCE = 2;

  private static final Path ENVIRONMENT = Project.root().resolve("environment");
  private static final Path PYTHON = ENVIRONMENT.resolve("venv/bin/python");

  @TempDir static Path output;

  private static ExecutorService kernels;
  private static final Map<Path, Future<ScriptProcess>> RUNS = new HashMap<>();

  @BeforeAll
  static void start() throws IOException {
    kernels = Executors.newFixedThreadPool(AT_ONCE);
    if (Files.exists(PYTHON)) {
      notebooks().forEach(file -> RUNS.put(file, kernels.submit(() -> execute(file))));
    }
  }

  @AfterAll
  static void stop() {
    kernels.shutdownNow();
  }

  private static ScriptProcess execute(Path notebook) throws Exception {
    return ScriptProcess.execute(
        List.of(
            PYTHON.toString(),
            ENVIRONMENT.resolve("execute_notebooks.py").toString(),
            "--output",
            folder(notebook).toString(),
            Project.root().resolve(notebook).toString()),
        Project.root(),
        Map.of("MER4J_DATASET", "embedded"));
  }

  private static Path folder(Path notebook) {
    return output.resolve(notebook.getFileName().toString().replace(".ipynb", ""));
  }

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
    assumeTrue(Files.exists(PYTHON), "needs Jupyter: run environment/setup.sh");
    var run = RUNS.get(notebook).get();
    assertEquals(0, run.exitCode(), run::toString);
    var executed = NotebookFile.read(folder(notebook).resolve(notebook.getFileName()));
    assertEquals(List.of(), executed.errors());
    assertTrue(executed.figures() >= 2, "shows " + executed.figures() + " figures");
  }
}
