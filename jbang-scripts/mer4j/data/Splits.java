package mer4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Divisions of a data set into rows to learn from and rows to test on.
 *
 * <p>Each equals what scikit-learn 1.9 returns for the same seed, row by row and in the same order.
 * The grouped ones never put rows of one group (an artist, an album, a source clip) on both sides.
 * Seeds are 0 to 2^32 - 1. Labels and groups may be any integers; only which rows share one counts.
 */
public final class Splits {
  private Splits() {}

  /**
   * A random division, as {@code train_test_split(range(n), test_size, random_state)}.
   *
   * @param testSize share of the test part, between 0 and 1, rounded up to whole rows
   * @return {@code {train, test}}
   * @throws IllegalArgumentException if a part would be empty
   */
  public static int[][] trainTest(int n, double testSize, long seed) {
    int test = testRows(n, testSize);
    var order = new RandomState(seed).permutation(n);
    return new int[][] {
      Arrays.copyOfRange(order, test, n), Arrays.copyOf(order, test),
    };
  }

  /**
   * A random division in which each class has its share of both parts, as {@code train_test_split}
   * with {@code stratify=labels}.
   *
   * @return {@code {train, test}}
   * @throws IllegalArgumentException if there is one class only, a class of one row, or a part with
   *     fewer rows than classes
   */
  public static int[][] stratifiedTrainTest(int[] labels, double testSize, long seed) {
    var byClass = members(requireClasses(labels));
    int test = testRows(labels.length, testSize);
    int train = labels.length - test;
    int smallest = Arrays.stream(byClass).mapToInt(rows -> rows.length).min().orElseThrow();
    if (smallest < 2) {
      throw new IllegalArgumentException(
          "a class has one clip only; a stratified split needs two of each");
    }
    if (Math.min(train, test) < byClass.length) {
      throw new IllegalArgumentException(
          "%d training and %d test clips are too few for %d classes"
              .formatted(train, test, byClass.length));
    }
    var random = new RandomState(seed);
    var left = Arrays.stream(byClass).mapToInt(rows -> rows.length).toArray();
    var toTrain = ClassAllocation.mode(left, train, random);
    Arrays.setAll(left, k -> left[k] - toTrain[k]);
    var toTest = ClassAllocation.mode(left, test, random);
    var trainRows = IntStream.builder();
    var testRows = IntStream.builder();
    for (int k = 0; k < byClass.length; k++) {
      var order = random.permutation(byClass[k].length);
      for (int i = 0; i < toTrain[k] + toTest[k]; i++) {
        (i < toTrain[k] ? trainRows : testRows).add(byClass[k][order[i]]);
      }
    }
    return new int[][] {
      random.permutation(trainRows.build().toArray()),
      random.permutation(testRows.build().toArray()),
    };
  }

  /**
   * The study's division of a small set for its networks: a stratified test part first, then a
   * stratified validation part of the rest, both with one seed (Chang et al., 2024: test .1,
   * validation 1/9 of the rest, seed 602).
   *
   * @param validationSize share of the rows that are left after the test part
   */
  public static Split stratifiedTrainValidationTest(
      int[] labels, double testSize, double validationSize, long seed) {
    var outer = stratifiedTrainTest(labels, testSize, seed);
    var rest = outer[0];
    var inner = stratifiedTrainTest(pick(labels, rest), validationSize, seed);
    return new Split(pick(rest, inner[0]), pick(rest, inner[1]), outer[1]);
  }

  /**
   * A random division of the groups, as {@code GroupShuffleSplit(1, test_size, random_state)}.
   *
   * @param testSize share of the groups (not of the rows) in the test part
   * @return {@code {train, test}}, each in ascending order
   * @throws IllegalArgumentException if there are fewer than two groups
   */
  public static int[][] groupShuffle(int[] groups, double testSize, long seed) {
    var dense = dense(groups);
    int count = count(dense);
    if (count < 2) {
      throw new IllegalArgumentException(
          "one group only (say, one artist); a grouped split needs two");
    }
    var order = new RandomState(seed).permutation(count);
    var inTest = new boolean[count];
    for (int i = 0; i < testRows(count, testSize); i++) {
      inTest[order[i]] = true;
    }
    return new int[][] {rows(dense, g -> !inTest[g]), rows(dense, g -> inTest[g])};
  }

  /** {@code StratifiedKFold(k, shuffle=True, random_state=seed)}; validation parts are empty. */
  public static List<Split> stratifiedKFold(int[] labels, int k, long seed) {
    return StratifiedFolds.of(labels, k, new RandomState(seed));
  }

  /** {@code StratifiedKFold(k)}, in the order of the rows; validation parts are empty. */
  public static List<Split> stratifiedKFold(int[] labels, int k) {
    return StratifiedFolds.of(labels, k, null);
  }

  /**
   * {@code GroupKFold(k)}: largest group first, each into the fold with the fewest rows so far.
   *
   * @throws IllegalArgumentException if there are fewer groups than folds
   */
  public static List<Split> groupKFold(int[] groups, int k) {
    var dense = dense(groups);
    int count = requireGroups(dense, k);
    var sizes = new int[count];
    for (int g : dense) {
      sizes[g]++;
    }
    // Ascending and stable, then read backwards: among equal sizes the last group comes first.
    var order =
        IntStream.range(0, count)
            .boxed()
            .sorted(java.util.Comparator.comparingInt(g -> sizes[g]))
            .toList()
            .reversed();
    var load = new long[k];
    var foldOf = new int[count];
    for (int g : order) {
      int lightest = 0;
      for (int f = 1; f < k; f++) {
        if (load[f] < load[lightest]) {
          lightest = f;
        }
      }
      foldOf[g] = lightest;
      load[lightest] += sizes[g];
    }
    return folds(IntStream.of(dense).map(g -> foldOf[g]).toArray(), k);
  }

  /**
   * {@code StratifiedGroupKFold(k, shuffle=True, random_state=seed)}; validation parts are empty.
   *
   * @throws IllegalArgumentException if there is one class, fewer groups than folds, or no class
   *     with as many rows as folds
   */
  public static List<Split> stratifiedGroupKFold(int[] labels, int[] groups, int k, long seed) {
    return StratifiedGroupFolds.of(labels, groups, k, new RandomState(seed));
  }

  /** {@code StratifiedGroupKFold(k)} without shuffling; validation parts are empty. */
  public static List<Split> stratifiedGroupKFold(int[] labels, int[] groups, int k) {
    return StratifiedGroupFolds.of(labels, groups, k, null);
  }

  /**
   * Takes a validation part out of each fold's training part: the test rows of the fold after it
   * (of the first, for the last). Where the folds are grouped or stratified, so are these parts.
   *
   * @throws IllegalArgumentException if there are fewer than three folds
   */
  public static List<Split> withValidation(List<Split> folds) {
    if (folds.size() < 3) {
      throw new IllegalArgumentException(
          folds.size() + " folds leave nothing to train on beside validation; at least 3");
    }
    var result = new ArrayList<Split>();
    for (int f = 0; f < folds.size(); f++) {
      var validation = folds.get((f + 1) % folds.size()).test();
      var taken = Arrays.stream(validation).boxed().collect(java.util.stream.Collectors.toSet());
      var train = IntStream.of(folds.get(f).train()).filter(row -> !taken.contains(row)).toArray();
      result.add(new Split(train, validation, folds.get(f).test()));
    }
    return List.copyOf(result);
  }

  /** The entries of {@code values} at the given rows. */
  public static int[] pick(int[] values, int[] rows) {
    return IntStream.of(rows).map(row -> values[row]).toArray();
  }

  private static int testRows(int n, double testSize) {
    if (!(testSize > 0 && testSize < 1)) {
      throw new IllegalArgumentException("test size " + testSize + " is not between 0 and 1");
    }
    int test = (int) Math.ceil(testSize * n);
    if (n - test < 1) {
      throw new IllegalArgumentException(
          "%d rows are too few for a test size of %s".formatted(n, testSize));
    }
    return test;
  }

  /** Values renumbered 0, 1, ... in their own order. */
  static int[] dense(int[] values) {
    var distinct = IntStream.of(values).distinct().sorted().toArray();
    return IntStream.of(values).map(value -> Arrays.binarySearch(distinct, value)).toArray();
  }

  static int count(int[] dense) {
    return IntStream.of(dense).max().orElse(-1) + 1;
  }

  static int[][] members(int[] dense) {
    return IntStream.range(0, count(dense))
        .mapToObj(k -> rows(dense, value -> value == k))
        .toArray(int[][]::new);
  }

  static int[] rows(int[] values, IntPredicate wanted) {
    return IntStream.range(0, values.length).filter(i -> wanted.test(values[i])).toArray();
  }

  static int[] requireClasses(int[] labels) {
    var dense = dense(labels);
    if (count(dense) < 2) {
      throw new IllegalArgumentException(
          count(dense) == 0 ? "no clips to split" : "one class only; two or more are needed");
    }
    return dense;
  }

  static void requireFolds(int rows, int k) {
    if (k < 2) {
      throw new IllegalArgumentException(k + " folds; at least 2 are needed");
    }
    if (rows < k) {
      throw new IllegalArgumentException("%d clips are fewer than %d folds".formatted(rows, k));
    }
  }

  static int requireGroups(int[] dense, int k) {
    requireFolds(dense.length, k);
    int count = count(dense);
    if (count < k) {
      throw new IllegalArgumentException(
          "%d groups (say, artists) are fewer than %d folds".formatted(count, k));
    }
    return count;
  }

  static List<Split> folds(int[] foldOf, int k) {
    return IntStream.range(0, k)
        .mapToObj(f -> new Split(rows(foldOf, v -> v != f), new int[0], rows(foldOf, v -> v == f)))
        .toList();
  }
}
