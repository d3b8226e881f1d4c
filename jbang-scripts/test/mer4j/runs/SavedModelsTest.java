package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import mer4j.baselines.BaselineClassifier;
import mer4j.baselines.Baselines;
import mer4j.baselines.FittedBaseline;
import mer4j.eval.DenseMatrix;
import mer4j.eval.ModelCard;
import mer4j.eval.ModelResult;
import mer4j.eval.ResultTables;
import mer4j.features.ExtractionSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedModelsTest {
  @TempDir Path run;

  private void save(String name) throws IOException {
    var x = DenseMatrix.of(new double[][] {{0, 1}, {1, 0}, {0.1, 1}, {1, 0.2}});
    var fitted = (FittedBaseline) Baselines.trainer(name).fit(x, new int[] {0, 1, 0, 1}, 2, 1);
    var card =
        new ModelCard(
            BaselineClassifier.KIND,
            name,
            List.of("low", "high"),
            ExtractionSettings.parse("rms", "22050"),
            2,
            "made up",
            "as-published",
            new TreeMap<>());
    new BaselineClassifier(card, fitted).save(run.resolve("model").resolve(name));
  }

  private static ModelResult result(String name, double macroF1) {
    return new ModelResult(
        name, "as-published", "seed42", 0.5, macroF1, 0, new double[] {0.5, 0.5}, 0, 0, null);
  }

  @Test
  void theBestModelOfARunIsTaken() throws IOException {
    save("LR");
    save("RC");
    var undecided = assertThrows(IllegalArgumentException.class, () -> SavedModels.load(run));
    assertTrue(undecided.getMessage().contains("several models"), undecided.getMessage());
    ResultTables.writeResults(
        run.resolve(RunFolder.RESULTS), List.of(result("LR", 0.4), result("RC", 0.6)));
    assertEquals("RC", SavedModels.load(run).card().model());
    assertEquals("RC", SavedModels.load(run.resolve("model")).card().model());
    assertEquals("LR", SavedModels.load(run.resolve("model/LR")).card().model());
  }

  @Test
  void whatIsNoModelIsExplained() throws IOException {
    assertThrows(IllegalArgumentException.class, () -> SavedModels.load(run));
    assertThrows(IllegalArgumentException.class, () -> SavedModels.load(run.resolve("none")));
    save("LR");
    var file = run.resolve("model/LR/model.json");
    Files.writeString(file, Files.readString(file).replace("\"baseline\"", "\"oracle\""));
    var error = assertThrows(IOException.class, () -> SavedModels.load(run));
    assertTrue(error.getMessage().contains("unknown kind 'oracle'"), error.getMessage());
  }
}
