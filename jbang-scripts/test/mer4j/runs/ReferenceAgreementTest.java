package mer4j.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mer4j.CsvFile;
import mer4j.Project;
import mer4j.TestData;
import mer4j.eval.Prediction;
import mer4j.eval.ResultTables;
import mer4j.features.Npy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The committed run of the baselines on all 264,180 columns of the 4Q set, clip by clip against
 * what scikit-learn 1.9 predicts from librosa's features. The property {@code mer4j.test.baselines}
 * names the folder of another run to check.
 */
class ReferenceAgreementTest {
  private static final String SPLIT = "seed42";

  private static List<Prediction> predictions() throws IOException {
    var committed = Project.data().resolve("results/4q-baselines-as-published").toString();
    var file =
        Path.of(System.getProperty("mer4j.test.baselines", committed), RunFolder.PREDICTIONS);
    assertTrue(Files.exists(file), "no predictions: " + file);
    return ResultTables.readPredictions(file);
  }

  /** scikit-learn's prediction by clip. */
  private static Map<String, Integer> reference(String model) throws IOException {
    var rows = CsvFile.read(TestData.golden("baselines/rows.csv"), List.of("row", "id"));
    int[] test = Npy.read(TestData.golden("baselines/test_index.npy")).ints();
    var file = TestData.golden("baselines/full_matrix_predictions.json").toFile();
    var predicted = new ObjectMapper().readTree(file).get(model).get("pred");
    var byClip = new HashMap<String, Integer>();
    IntStream.range(0, test.length)
        .forEach(i -> byClip.put(rows.get(test[i]).get("id"), predicted.get(i).asInt()));
    return byClip;
  }

  /** How many of a hundred clips must agree; random models and the seed's luck in the last ones. */
  @ParameterizedTest
  @CsvSource({
    "RC,95", "KNC,95", "GNB,95", "LDA,95", "SVM,95", "ABC,95", "LSVM,95", "LR,90", "OvRC,90"
  })
  void predictsWhatScikitLearnPredicts(String model, int percent) throws IOException {
    var own =
        predictions().stream()
            .filter(p -> p.model().equals(model) && p.split().equals(SPLIT))
            .toList();
    assertFalse(own.isEmpty(), "the run is without " + model);
    var reference = reference(model);
    assertEquals(reference.size(), own.size());
    long same = own.stream().filter(p -> reference.get(p.clip()) == p.predicted()).count();
    System.out.printf("%s agrees on %d of %d clips%n", model, same, own.size());
    assertTrue(100 * same >= (long) percent * own.size(), same + " of " + own.size());
  }

  /** Models whose random numbers are not scikit-learn's: about as many hits. */
  @ParameterizedTest
  @CsvSource({"RFC", "MLP"})
  void isRightAboutAsOften(String model) throws IOException {
    var own = predictions().stream().filter(p -> p.model().equals(model)).toList();
    assertFalse(own.isEmpty(), "the run is without " + model);
    var reference = reference(model);
    long hits = own.stream().filter(p -> p.label() == p.predicted()).count();
    long theirs = own.stream().filter(p -> reference.get(p.clip()) == p.label()).count();
    // nine of 180: the five points that are allowed to models with random numbers of their own
    assertTrue(20 * Math.abs(hits - theirs) <= own.size(), hits + " and " + theirs + " hits");
  }
}
