package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitsTest {
  private static final int[] LABELS = GoldenSplits.labels900();
  private static final int[] ARTISTS = GoldenSplits.column("artist_group", 3);

  @ParameterizedTest
  @CsvSource({
    "n900_seed42_80_20, 900, .2, 42",
    "n900_seed42_75_25, 900, .25, 42",
    "n1802_seed1234_80_20, 1802, .2, 1234"
  })
  void trainTestEqualsScikitLearn(String name, int n, double size, int seed) {
    var split = Splits.trainTest(n, size, seed);
    assertArrayEquals(GoldenSplits.column(name + "_train", 0), split[0]);
    assertArrayEquals(GoldenSplits.column(name + "_test", 0), split[1]);
  }

  @Test
  void stratifiedTrainTestEqualsScikitLearn() {
    var outer = Splits.stratifiedTrainTest(LABELS, .1, 602);
    assertArrayEquals(GoldenSplits.column("n900_seed602_stratified_rest_order", 0), outer[0]);
    var split = Splits.stratifiedTrainValidationTest(LABELS, .1, 1.0 / 9, 602);
    assertArrayEquals(GoldenSplits.column("n900_seed602_stratified_train", 0), split.train());
    assertArrayEquals(GoldenSplits.column("n900_seed602_stratified_eval", 0), split.validation());
    assertArrayEquals(GoldenSplits.column("n900_seed602_stratified_test", 0), split.test());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void stratifiedFoldsEqualScikitLearn(int seed) {
    var name = "n900_stratified_10fold_seed" + seed;
    assertArrayEquals(
        GoldenSplits.column(name, 2), foldOf(Splits.stratifiedKFold(LABELS, 10, seed), 900));
  }

  @Test
  void groupFoldsEqualScikitLearn() {
    assertArrayEquals(
        GoldenSplits.column("group_kfold10_artist", 1),
        foldOf(Splits.groupKFold(ARTISTS, 10), 900));
    assertArrayEquals(
        GoldenSplits.column("stratified_group_kfold10_artist_noshuffle", 1),
        foldOf(Splits.stratifiedGroupKFold(LABELS, ARTISTS, 10), 900));
    assertArrayEquals(
        GoldenSplits.column("group_shuffle_artist_seed602_test", 0),
        Splits.groupShuffle(ARTISTS, .1, 602)[1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void stratifiedGroupFoldsEqualScikitLearn(int seed) {
    assertArrayEquals(
        GoldenSplits.column("stratified_group_kfold10_artist_seed" + seed, 1),
        foldOf(Splits.stratifiedGroupKFold(LABELS, ARTISTS, 10, seed), 900));
  }

  /** Names of labels do not matter: 0, 1 against -5, 70 give the same rows. */
  @Test
  void labelsAreOnlyNames() {
    var renamed = IntStream.of(LABELS).map(l -> 10 * l - 5).toArray();
    assertSame(Splits.stratifiedKFold(LABELS, 7, 3), Splits.stratifiedKFold(renamed, 7, 3));
    var groups = IntStream.of(ARTISTS).map(g -> 3 * g + 1).toArray();
    assertSame(
        Splits.stratifiedGroupKFold(LABELS, ARTISTS, 5, 3),
        Splits.stratifiedGroupKFold(renamed, groups, 5, 3));
  }

  /**
   * Permuted rows give the permuted folds; shuffled and stratified ones still cover and separate.
   */
  @Test
  void foldsFollowTheRows() {
    var random = new RandomState(5);
    for (int round = 0; round < 20; round++) {
      var order = random.permutation(60);
      var groups = new int[60];
      var labels = new int[60];
      for (int i = 0; i < 60; i++) {
        groups[i] = order[i] / 3;
        labels[i] = order[i] / 3 % 4;
      }
      var plain =
          foldOf(Splits.groupKFold(IntStream.range(0, 60).map(i -> i / 3).toArray(), 5), 60);
      var permuted = foldOf(Splits.groupKFold(groups, 5), 60);
      assertArrayEquals(IntStream.of(order).map(row -> plain[row]).toArray(), permuted);
      var folds = Splits.stratifiedGroupKFold(labels, groups, 5, round);
      check(folds, 60);
      checkGroups(folds, groups);
    }
  }

  @Test
  void everyRowIsTestedOnceAndGroupsStayTogether() {
    var random = new RandomState(11);
    for (int round = 0; round < 30; round++) {
      int n = 40 + random.nextInt(100);
      var labels = IntStream.range(0, n).map(i -> random.nextInt(3)).toArray();
      var groups = IntStream.range(0, n).map(i -> random.nextInt(15) + 100 * (i % 2)).toArray();
      int k = 2 + random.nextInt(6);
      var stratified = Splits.stratifiedKFold(labels, k, round);
      check(stratified, n);
      for (var fold : stratified) {
        for (int c = 0; c < 3; c++) {
          double expected = Splits.rows(labels, v(c)).length / (double) k;
          assertTrue(
              Math.abs(Splits.rows(Splits.pick(labels, fold.test()), v(c)).length - expected) < 1);
        }
      }
      for (var folds :
          List.of(
              Splits.groupKFold(groups, k),
              Splits.stratifiedGroupKFold(labels, groups, k, round))) {
        check(folds, n);
        checkGroups(folds, groups);
      }
      var shuffled = Splits.groupShuffle(groups, .2, round);
      var one = List.of(new Split(shuffled[0], new int[0], shuffled[1]));
      checkGroups(one, groups);
      assertEquals(n, shuffled[0].length + shuffled[1].length);
    }
  }

  @Test
  void validationComesFromTheNextFold() {
    var folds = Splits.withValidation(Splits.stratifiedGroupKFold(LABELS, ARTISTS, 10, 0));
    for (int f = 0; f < 10; f++) {
      var split = folds.get(f);
      assertArrayEquals(folds.get((f + 1) % 10).test(), split.validation());
      assertEquals(900, split.train().length + split.validation().length + split.test().length);
      var train = new java.util.HashSet<Integer>();
      for (int row : split.train()) {
        train.add(ARTISTS[row]);
      }
      for (int row : split.validation()) {
        assertTrue(!train.contains(ARTISTS[row]));
      }
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Splits.withValidation(Splits.stratifiedKFold(LABELS, 2, 0)));
  }

  @Test
  void refusesWhatCannotBeSplit() {
    var one = new int[] {7, 7, 7, 7};
    var few = new int[] {0, 1, 0};
    refuses("one class only", () -> Splits.stratifiedTrainTest(one, .5, 0));
    refuses("one class only", () -> Splits.stratifiedKFold(one, 2, 0));
    refuses("one class only", () -> Splits.stratifiedGroupKFold(one, one, 2, 0));
    refuses("3 clips are fewer than 10 folds", () -> Splits.stratifiedKFold(few, 10, 0));
    refuses("fewer than 4 folds", () -> Splits.groupKFold(new int[] {1, 1, 2, 2, 3}, 4));
    refuses("every class has fewer", () -> Splits.stratifiedKFold(new int[] {0, 1, 0, 1}, 3, 0));
    refuses("one clip only", () -> Splits.stratifiedTrainTest(few, .5, 0));
    refuses("too few for a test size", () -> Splits.trainTest(1, .5, 0));
    refuses("test size 1.0", () -> Splits.trainTest(10, 1, 0));
    refuses("test size NaN", () -> Splits.trainTest(10, Double.NaN, 0));
    refuses("one group only", () -> Splits.groupShuffle(one, .5, 0));
    refuses("no clips", () -> Splits.stratifiedTrainTest(new int[0], .5, 0));
    refuses("at least 2", () -> Splits.stratifiedKFold(LABELS, 1, 0));
    refuses("4 labels but 3 groups", () -> Splits.stratifiedGroupKFold(one, few, 2, 0));
  }

  private static void refuses(String message, org.junit.jupiter.api.function.Executable call) {
    var error = assertThrows(IllegalArgumentException.class, call);
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  private static java.util.function.IntPredicate v(int value) {
    return x -> x == value;
  }

  private static void assertSame(List<Split> expected, List<Split> actual) {
    int n = expected.getFirst().train().length + expected.getFirst().test().length;
    assertArrayEquals(foldOf(expected, n), foldOf(actual, n));
  }

  private static int[] foldOf(List<Split> folds, int n) {
    var foldOf = new int[n];
    Arrays.fill(foldOf, -1);
    for (int f = 0; f < folds.size(); f++) {
      for (int row : folds.get(f).test()) {
        foldOf[row] = f;
      }
    }
    return foldOf;
  }

  private static void check(List<Split> folds, int n) {
    var tested = new int[n];
    for (var fold : folds) {
      var seen = new boolean[n];
      for (int row : fold.train()) {
        seen[row] = true;
      }
      for (int row : fold.test()) {
        assertTrue(!seen[row], "row in both parts");
        seen[row] = true;
        tested[row]++;
      }
      for (boolean s : seen) {
        assertTrue(s, "row in neither part");
      }
    }
    assertTrue(Arrays.stream(tested).allMatch(count -> count == 1));
  }

  private static void checkGroups(List<Split> folds, int[] groups) {
    for (var fold : folds) {
      var train = IntStream.of(fold.train()).map(row -> groups[row]).distinct().toArray();
      for (int row : fold.test()) {
        assertTrue(IntStream.of(train).noneMatch(g -> g == groups[row]));
      }
    }
  }
}
