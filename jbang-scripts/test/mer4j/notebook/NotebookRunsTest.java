package mer4j.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import mer4j.eval.DenseMatrix;
import mer4j.eval.Protocol;
import mer4j.features.ExtractionSettings;
import mer4j.runs.BaselineData;
import org.junit.jupiter.api.Test;

class NotebookRunsTest {
  /** Two classes of twenty clips each that one column tells apart, two clips of every artist. */
  private static BaselineData data() {
    var random = new SplittableRandom(1);
    var x = new double[40][5];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = random.nextDouble() + (j == 0 && i >= 20 ? 2 : 0);
      }
    }
    return new BaselineData(
        "notebook runs test",
        java.util.List.of("low", "high"),
        IntStream.range(0, 40).mapToObj(i -> "clip" + i).toList(),
        IntStream.range(0, 40).map(i -> i / 20).toArray(),
        IntStream.range(0, 40).map(i -> i / 2).toArray(),
        DenseMatrix.of(x),
        ExtractionSettings.study(),
        1,
        "digest");
  }

  @Test
  void trainsWhereNothingIsCommitted() throws IOException {
    var report = NotebookRuns.baselines(data(), Protocol.LEAK_FREE, "RC");
    assertEquals(1, report.rows().getFirst().result().accuracy());
    assertEquals(40, report.rows().getFirst().matrix().total());
    NotebookRuns.baselines(data(), Protocol.LEAK_FREE, "RC"); // the folder is used again
    Files.delete(NotebookRuns.fresh("notebook_runs_test-baselines-leak-free"));
  }

  @Test
  void emptiesItsFolderAndNoOther() throws IOException {
    var folder = NotebookRuns.fresh("notebook-runs-test");
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/file"), "old");
    NotebookRuns.fresh("notebook-runs-test");
    assertTrue(Files.isDirectory(folder));
    assertFalse(Files.exists(folder.resolve("deep")));
    for (var name : new String[] {"", ".", "..", "../data", "a/b"}) {
      assertThrows(IllegalArgumentException.class, () -> NotebookRuns.fresh(name));
    }
    Files.delete(folder);
  }
}
