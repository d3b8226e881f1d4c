package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import mer4j.eval.DenseMatrix;
import org.junit.jupiter.api.Test;

/** Training of the small network on wide samples. */
class PerceptronTrainingTest {
  private static TrainingSet wide(int classes) {
    var random = new SplittableRandom(5);
    int rows = 40;
    int columns = 2300;
    var values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      int label = i / columns % classes;
      values[i] = random.nextDouble() - 0.5 + (i % columns % 50 == label ? 0.5 : 0);
    }
    int[] labels = IntStream.range(0, rows).map(i -> i % classes).toArray();
    return TrainingSet.of(new DenseMatrix(rows, columns, values), labels, classes);
  }

  @Test
  void learnsAndDoesNotDependOnThreads() {
    var options = new PerceptronTraining.Options(20, 16, 1e-4, 30, 1e-4, 10);
    for (int classes : new int[] {2, 3}) {
      var set = wide(classes);
      var one = PerceptronTraining.fit(set, options, 3, 1);
      var two = PerceptronTraining.fit(set, options, 3, 2);
      assertArrayEquals(one.predict(set.x()), set.labels());
      assertArrayEquals(one.scores(set.x()), two.scores(set.x()));
    }
  }

  @Test
  void stepsAreAdams() {
    int n = 35;
    var random = new SplittableRandom(1);
    double[] gradient = random.doubles(n, -1, 1).toArray();
    double[] weights = random.doubles(n, -1, 1).toArray();
    try (var arena = Arena.ofConfined()) {
      var segments = new MemorySegment[4];
      for (int s = 0; s < 4; s++) {
        segments[s] = arena.allocate(n * 4L, 64);
      }
      for (int i = 0; i < n; i++) {
        segments[0].setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) gradient[i]);
        segments[1].setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) weights[i]);
      }
      var adam = new Adam(weights);
      for (int t = 1; t <= 5; t++) {
        var step = new double[n];
        for (int i = 0; i < n; i++) {
          step[i] = (gradient[i] + 0.25 * weights[i]) / 8;
        }
        adam.step(step, Adam.rate(t));
        new AdamStep(Adam.rate(t), 0.25, 8)
            .apply(segments[0], segments[1], segments[2], segments[3], n);
      }
      for (int i = 0; i < n; i++) {
        float own = segments[1].getAtIndex(ValueLayout.JAVA_FLOAT, i);
        assertEquals(weights[i], own, 2e-6, "weight " + i);
        assertTrue(segments[3].getAtIndex(ValueLayout.JAVA_FLOAT, i) > 0);
      }
      double squares = IntStream.range(0, n).mapToDouble(i -> weights[i] * weights[i]).sum();
      assertEquals(squares, AdamStep.squares(segments[1], n), 1e-4);
    }
  }
}
