package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitFactsTest {
  private static final Split NONE = new Split(new int[0], new int[0], new int[0]);

  /** Sources with their variants behind them: 900 x 4 as the augmented set of the study. */
  private static SplitFacts augmented(int sources, int each) {
    var rows = IntStream.range(0, sources * each).toArray();
    var labels = Arrays.stream(rows).map(row -> row / each * 4 / sources).toArray();
    var groups = Arrays.stream(rows).map(row -> row / each / 2).toArray();
    var source = Arrays.stream(rows).map(row -> row / each * each).toArray();
    return new SplitFacts(labels, groups, source, NONE, false);
  }

  /** 1 - .0079: the share that was computed for the study by other means. */
  @Test
  void nearlyEveryTestClipOfARandomSplitHasARelativeInTraining() {
    var facts = augmented(900, 4);
    double sum = 0;
    for (int seed = 0; seed < 20; seed++) {
      var parts = Splits.trainTest(3600, .2, seed);
      sum += facts.leaked(new Split(parts[0], new int[0], parts[1]));
    }
    assertEquals(.9921, sum / 20, .002);
  }

  @Test
  void recordingsAreTestedAndVariantsOfTrainingClipsLearnedFrom() {
    var facts = augmented(40, 4);
    var recordings = facts.originalsOnly();
    assertEquals(40, recordings.labels().length);
    assertFalse(recordings.augmented());
    var fold = Splits.stratifiedGroupKFold(recordings.labels(), recordings.groups(), 5, 1);
    var split = facts.withVariants(Splits.withValidation(fold).getFirst());
    assertEquals(4 * 24, split.train().length);
    assertEquals(8, split.validation().length);
    assertEquals(8, split.test().length);
    assertTrue(Arrays.stream(split.test()).allMatch(row -> row % 4 == 0), "recordings only");
    assertEquals(0, facts.leaked(split));
    assertEquals(.25, facts.memorized(split, 4));
    var groups = facts.groups();
    var known = Arrays.stream(split.train()).map(row -> groups[row]).boxed().toList();
    assertTrue(Arrays.stream(split.test()).noneMatch(row -> known.contains(groups[row])));
  }

  @Test
  void recordingsAloneAreDividedAsEver() {
    var facts = augmented(40, 1);
    assertFalse(facts.augmented());
    var split = new Split(new int[] {5, 1, 3}, new int[] {2}, new int[] {0, 4});
    assertArrayEquals(split.train(), facts.withVariants(split).train());
    assertArrayEquals(split.test(), facts.withVariants(split).test());
  }

  @Test
  void refusesSourcesThatAreNoRecordings() {
    int[] two = {0, 1};
    assertThrows(
        IllegalArgumentException.class,
        () -> new SplitFacts(two, two, new int[] {1, 0}, NONE, false));
    assertThrows(
        IllegalArgumentException.class, () -> new SplitFacts(two, two, new int[1], NONE, false));
  }
}
