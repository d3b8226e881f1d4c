package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import mer4j.TestData;
import mer4j.eval.DenseMatrix;
import mer4j.features.Npy;
import org.junit.jupiter.api.Test;

class SoftmaxRegressionTest {
  private static DenseMatrix samples() throws IOException {
    var array = Npy.read(TestData.golden("softmax/x.npy"));
    var floats = array.floats();
    var values = new double[floats.length];
    Arrays.setAll(values, i -> floats[i]);
    return new DenseMatrix(array.shape()[0], array.shape()[1], values);
  }

  private static int[] labels() throws IOException {
    return Npy.read(TestData.golden("softmax/y.npy")).ints();
  }

  @Test
  void takesTheStepsOfPyTorch() throws IOException {
    var start = Npy.read(TestData.golden("softmax/start.npy")).floats();
    var expected = Npy.read(TestData.golden("softmax/probabilities.npy")).doubles();
    int[] next = {0};
    var model =
        SoftmaxRegression.fit(
            TrainingSet.of(samples(), labels(), 5),
            new SoftmaxRegression.Options(.05, 16, 20),
            () -> start[next[0]++],
            order -> {},
            2);
    var scores = model.scores(samples());
    for (int i = 0; i < scores.length; i++) {
      var row = Arrays.copyOfRange(expected, 5 * i, 5 * i + 5);
      assertArrayEquals(row, scores[i], 2e-5, "sample " + i); // single precision on both sides
    }
    assertEquals(start.length, next[0]);
  }

  /** More columns than one block, and a last block that is not full. */
  @Test
  void threadsDoNotMatterAndSeedsDo() {
    int columns = 9000;
    var values = new double[12 * columns];
    var labels = new int[12];
    var random = new java.util.SplittableRandom(4);
    for (int i = 0; i < 12; i++) {
      labels[i] = i % 3;
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = random.nextGaussian() + (j % 3 == labels[i] ? .5 : 0);
      }
    }
    var set = TrainingSet.of(new DenseMatrix(12, columns, values), labels, 3);
    var options = new SoftmaxRegression.Options(.01, 5, 4);
    var one = SoftmaxRegression.fit(set, options, 1, 1);
    var three = SoftmaxRegression.fit(set, options, 1, 3);
    assertArrayEquals(one.weights().values(), three.weights().values());
    assertArrayEquals(labels, one.predict(set.x()));
    var other = SoftmaxRegression.fit(set, options, 2, 1);
    assertTrue(!Arrays.equals(one.weights().values(), other.weights().values()));
  }

  @Test
  void isOfferedByNameButNotAmongAll() {
    assertEquals("softmax", Baselines.parse("softmax").getFirst().name());
    assertTrue(Baselines.all().stream().noneMatch(b -> b.name().equals("softmax")));
    assertThrows(IllegalArgumentException.class, () -> new SoftmaxRegression.Options(0, 64, 200));
  }
}
