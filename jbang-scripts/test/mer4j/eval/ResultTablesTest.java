package mer4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTablesTest {
  @TempDir Path folder;

  private static final ModelResult RESULT =
      new ModelResult(
          "LR",
          "as-published",
          "seed42",
          0.5,
          0.25,
          0.125,
          new double[] {0.75, Double.NaN},
          1.5,
          0.25,
          0.633);

  @Test
  void resultsKeepTheirColumnsAndValues() throws IOException {
    var file = folder.resolve("results.csv");
    var bare =
        new ModelResult(
            "QDA", "leak-free", "fold1", 0.5, 0.5, 0.5, new double[] {0.5, 0.5}, 0, 0, null);
    ResultTables.writeResults(file, List.of(RESULT, bare));
    assertEquals(
        """
        model,protocol,split,accuracy,macro_f1,mcc,auc_macro,auc_0,auc_1,fit_seconds,predict_seconds,published_accuracy
        LR,as-published,seed42,0.5,0.25,0.125,0.75,0.75,,1.5,0.25,0.633
        QDA,leak-free,fold1,0.5,0.5,0.5,0.5,0.5,0.5,0.0,0.0,
        """,
        Files.readString(file));
    var read = ResultTables.readResults(file);
    assertArrayEquals(RESULT.auc(), read.getFirst().auc());
    assertEquals(0.633, read.getFirst().publishedAccuracy());
    assertNull(read.getLast().publishedAccuracy());
    assertEquals(ResultTables.resultColumns(2), ResultTables.resultTable(read).columnNames());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "no temporary file is left");
    }
  }

  @Test
  void predictionsKeepAnyClipName() throws IOException {
    var file = folder.resolve("predictions.csv");
    var name = "a \"b\", c\nd";
    ResultTables.writePredictions(
        file, List.of(new Prediction("SVM", "seed42", name, 1, 0, new double[] {0.1, 1e-300})));
    var read = ResultTables.readPredictions(file).getFirst();
    assertEquals(name, read.clip());
    assertArrayEquals(new double[] {0.1, 1e-300}, read.scores());
    assertEquals(
        List.of("model", "split", "clip", "label", "predicted", "score_0", "score_1"),
        ResultTables.predictionTable(List.of(read)).columnNames());
  }

  @Test
  void damageIsNamed() throws IOException {
    var file = folder.resolve("results.csv");
    for (var text : List.of("", "model,split\nLR,1\n", "no table")) {
      Files.writeString(file, text);
      var error = assertThrows(IOException.class, () -> ResultTables.readResults(file));
      assertTrue(error.getMessage().contains("results.csv"), error.getMessage());
    }
    ResultTables.writeResults(file, List.of(RESULT));
    Files.writeString(file, Files.readString(file).replace("0.125", "x"));
    assertThrows(IOException.class, () -> ResultTables.readResults(file));
    var nowhere = folder.resolve("none/results.csv");
    var error =
        assertThrows(IOException.class, () -> ResultTables.writeResults(nowhere, List.of(RESULT)));
    assertTrue(error.getMessage().contains("cannot write"), error.getMessage());
  }
}
