package mer4j.baselines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import mer4j.Project;
import mer4j.data.Splits;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;
import mer4j.features.Npy;
import mer4j.features.NpyArray;

/** What scikit-learn 1.9 made of 900 clips x 203 row means, and the rows themselves. */
public record GoldenBaselines(String scaler) {
  private static Path folder() {
    return Project.root().resolve("jbang-scripts/test/resources/golden/baselines");
  }

  static NpyArray array(String name) {
    try {
      return Npy.read(folder().resolve(name + ".npy"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static DenseMatrix raw() {
    return new DenseMatrix(900, 203, array("X").doubles());
  }

  public static int[] labels() {
    return array("y").ints();
  }

  public static int[] groups() {
    return array("artist_group").ints();
  }

  public static int[] train() {
    return array("train_index").ints();
  }

  public static int[] test() {
    return array("test_index").ints();
  }

  public static int[] testLabels() {
    return Splits.pick(labels(), test());
  }

  /** scikit-learn's own results, as in {@code results.json}. */
  public JsonNode results(String model) {
    try {
      return new ObjectMapper()
          .readTree(folder().resolve("results.json").toFile())
          .get(scaler)
          .get(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int[] predicted(String model) {
    return array(scaler + "/" + model + "_pred").ints();
  }

  /** Scores of the test clips, {@code [180][columns]}. */
  public double[][] scores(String file) {
    var array = array(scaler + "/" + file);
    var values = array.doubles();
    int columns = array.shape()[1];
    var rows = new double[array.shape()[0]][columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, i * columns, rows[i], 0, columns);
    }
    return rows;
  }

  Standardizer standardizer() {
    return new Standardizer(
        array(scaler + "/scaler_mean").doubles(), array(scaler + "/scaler_std").doubles());
  }

  SampleMatrix standardized() {
    return standardizer().view(raw());
  }

  TrainingSet trainingSet() {
    return TrainingSet.of(standardized().select(train()), Splits.pick(labels(), train()), 4);
  }

  SampleMatrix testSamples() {
    return standardized().select(test());
  }

  static double largestDifference(double[][] a, double[][] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        largest = Math.max(largest, Math.abs(a[i][j] - b[i][j]));
      }
    }
    return largest;
  }
}
