package mer4j.baselines;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import mer4j.eval.Classifier;
import mer4j.eval.SampleMatrix;

/**
 * A random forest (Breiman 2001): trees grown on bootstrap samples until their leaves are pure,
 * each split chosen by Gini impurity among randomly drawn columns; the score of a class is its mean
 * share in the leaves that a sample falls into. Only the order of the values in a column matters,
 * so scaling the columns changes nothing and is left out.
 */
public final class RandomForest implements Classifier {
  private final DecisionTree[] trees;
  private final int classes;

  /**
   * Settings.
   *
   * @param trees number of trees
   * @param columnsPerSplit columns tried at a split; 0 for the square root of their number
   * @param minLeaf fewest samples in a leaf
   */
  public record Options(int trees, int columnsPerSplit, int minLeaf) {
    /** 100 trees, square root of the columns, leaves of one sample. */
    public static final Options DEFAULT = new Options(100, 0, 1);

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public Options {
      if (trees < 1 || columnsPerSplit < 0 || minLeaf < 1) {
        throw new IllegalArgumentException(
            "a forest needs trees >= 1, columns per split >= 0 and leaves >= 1, not "
                + trees
                + ", "
                + columnsPerSplit
                + ", "
                + minLeaf);
      }
    }
  }

  /** A forest of given trees, all over the same classes. */
  RandomForest(DecisionTree[] trees, int classes) {
    this.trees = trees;
    this.classes = classes;
  }

  /**
   * Grows the trees, each from a random generator of its own, so that the forest does not depend on
   * the number of threads.
   *
   * @param set samples
   * @param options settings
   * @param seed of bootstrap and column draws
   * @param jobs threads to use
   */
  public static RandomForest fit(TrainingSet set, Options options, long seed, int jobs) {
    int columns = set.x().columns();
    int perSplit =
        options.columnsPerSplit() == 0
            ? Math.max(1, (int) Math.sqrt(columns))
            : Math.min(columns, options.columnsPerSplit());
    var root = new SplittableRandom(seed);
    var seeds = root.longs(options.trees()).toArray();
    var trees = new DecisionTree[options.trees()];
    try (var columnMajor = ColumnMajor.of(set.x(), jobs)) {
      var byColumn =
          new TrainingSet(columnMajor, set.labels(), set.classes(), set.scaleGamma(), set.space());
      Lanes.run(
          trees.length,
          jobs,
          t -> {
            var random = new SplittableRandom(seeds[t]);
            int n = set.labels().length;
            var weights = new int[n];
            for (int i = 0; i < n; i++) {
              weights[random.nextInt(n)]++;
            }
            trees[t] =
                new TreeGrower(byColumn, weights, perSplit, options.minLeaf(), random).grow();
          });
    }
    return new RandomForest(trees, set.classes());
  }

  /** The trees. */
  DecisionTree[] trees() {
    return trees;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public boolean probabilistic() {
    return true;
  }

  @Override
  public double[][] scores(SampleMatrix x) {
    return IntStream.range(0, x.rows())
        .mapToObj(
            row -> {
              var score = new double[classes];
              for (var tree : trees) {
                tree.addShares(x, row, score);
              }
              return Arrays.stream(score).map(s -> s / trees.length).toArray();
            })
        .toArray(double[][]::new);
  }
}
