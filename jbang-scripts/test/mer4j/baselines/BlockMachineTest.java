package mer4j.baselines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import mer4j.TestData;
import mer4j.data.Splits;
import mer4j.eval.DenseMatrix;
import mer4j.features.ClipDescriptors.Block;
import mer4j.features.Npy;
import org.junit.jupiter.api.Test;

/** Against scikit-learn, on the 900 x 203 reference matrix in three blocks. */
class BlockMachineTest {
  private static final List<Block> BLOCKS =
      List.of(new Block("a", 0, 40), new Block("b", 40, 163), new Block("c", 163, 203));

  private static BlockSamples all() {
    return new BlockSamples(
        GoldenBaselines.raw(), BLOCKS, GoldenBaselines.labels(), GoldenBaselines.groups(), 4);
  }

  private static BlockSamples training() {
    return all().select(GoldenBaselines.train());
  }

  private static BlockSettings settings(double c, double width, String... blocks) {
    return new BlockSettings(List.of(blocks), c, width);
  }

  @Test
  void theMachineIsScikitLearns() throws IOException {
    var machine = BlockMachine.fit(training(), settings(3, 0.5, "a", "b", "c"), 42, 2);
    var test = GoldenBaselines.raw().select(GoldenBaselines.test());
    int[] expected = Npy.read(TestData.golden("descriptors/predicted.npy")).ints();
    assertArrayEquals(expected, machine.predict(test));
    var decisions = Npy.read(TestData.golden("descriptors/decisions.npy")).doubles();
    var found = machine.machine().pairDecisions(machine.scaler().scale(test));
    for (int i = 0; i < found.length; i++) {
      for (int pair = 0; pair < 6; pair++) {
        // both stop within 1e-3 of the optimality conditions, on their own paths
        assertEquals(decisions[6 * i + pair], found[i][pair], 5e-3);
      }
    }
    for (var row : machine.scores(test)) {
      assertEquals(1, row[0] + row[1] + row[2] + row[3], 1e-9);
    }
  }

  @Test
  void trialsAreThoseOfScikitLearn() throws IOException {
    var candidates = new ArrayList<BlockSettings>();
    var expected = new ArrayList<Double>();
    for (var trial :
        new ObjectMapper().readTree(TestData.golden("descriptors/trials.json").toFile())) {
      var blocks = trial.get("first").asInt() == 0 ? List.of("a", "b", "c") : List.of("b", "c");
      candidates.add(
          new BlockSettings(blocks, trial.get("c").asDouble(), trial.get("width").asDouble()));
      expected.add(trial.get("macro_f1").asDouble());
    }
    var trials = BlockSearch.run(training(), candidates, 7, 2);
    for (int i = 0; i < trials.size(); i++) {
      assertEquals(candidates.get(i), trials.get(i).settings());
      // two of 720 clips may lie so near a border that another path to the optimum decides
      assertEquals(expected.get(i), trials.get(i).macroF1(), 3e-3);
    }
    double theirs = expected.get(trials.indexOf(BlockSearch.best(trials)));
    double highest = expected.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    assertEquals(highest, theirs, 2 * 3e-3, "the best of scikit-learn's, but for those two clips");
  }

  @Test
  void everyBlockHasTheSameSay() {
    var random = new SplittableRandom(1);
    var values = new double[500 * 203];
    for (int i = 0; i < values.length; i++) {
      values[i] = (1 + i % 7) * random.nextGaussian();
    }
    values[203] = 1e6;
    var x = new DenseMatrix(500, 203, values);
    var scaled = BlockScaler.fit(x, training().ends(), 1).scale(x);
    for (var block : BLOCKS) {
      double squares = 0;
      for (int i = 0; i < scaled.rows(); i++) {
        for (int j = block.from(); j < block.to(); j++) {
          squares += scaled.get(i, j) * scaled.get(i, j);
        }
      }
      assertEquals(1, squares / scaled.rows(), 0.05, "but for the column of the outlier");
    }
    assertEquals(BlockScaler.LIMIT / Math.sqrt(40), scaled.get(1, 0), 1e-12, "is cut off");
  }

  @Test
  void whatIsLeftOutDoesNotMatter() {
    var samples = training();
    var changed = DenseMatrix.copyOf(samples.x());
    for (int i = 0; i < changed.rows(); i++) {
      for (int j = 0; j < 40; j++) {
        changed.values()[i * 203 + j] = Math.sin(i + j);
      }
    }
    var other = new BlockSamples(changed, BLOCKS, samples.labels(), samples.groups(), 4);
    var settings = settings(1, 1, "b", "c");
    var test = GoldenBaselines.raw().select(GoldenBaselines.test());
    assertArrayEquals(
        BlockMachine.fit(samples, settings, 1, 1).predict(test),
        BlockMachine.fit(other, settings, 1, 1).predict(test));
  }

  @Test
  void withoutFoldsTheFirstCandidateIsTaken() {
    int[] groups = Splits.pick(GoldenBaselines.labels(), GoldenBaselines.train());
    var alone = new BlockSamples(training().x(), BLOCKS, training().labels(), groups, 4);
    var candidates =
        BlockSettings.grid(List.of(List.of("a")), new double[] {1, 3}, new double[] {1});
    var trials = BlockSearch.run(alone, candidates, 1, 1);
    assertEquals(candidates.getFirst(), BlockSearch.best(trials).settings());
    assertTrue(Double.isNaN(trials.getFirst().macroF1()), "one artist per class");
  }

  @Test
  void wrongBlocksAreNamed() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> BlockMachine.fit(training(), settings(1, 1, "d"), 1, 1));
    assertEquals("unknown block 'd'; allowed: a, b, c", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> settings(0, 1, "a"));
    assertThrows(IllegalArgumentException.class, () -> settings(1, 1));
  }
}
