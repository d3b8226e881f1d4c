package mer4j.baselines;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import mer4j.eval.Classifier;
import mer4j.eval.SampleMatrix;
import smile.classification.GradientTreeBoost;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.data.vector.IntVector;
import smile.math.MathEx;

/**
 * Gradient-boosted regression trees for several classes (J. H. Friedman: "Greedy function
 * approximation: a gradient boosting machine", 2001), stochastic as in his paper of 2002, by Smile:
 * a round grows a small tree per class towards what the softmax of all earlier ones leaves
 * unexplained, on a part of the samples drawn anew.
 *
 * <p>Smile tries at most about a hundred thresholds per column, and holds values for equal that are
 * less than 1e-7 apart. So columns are standardised before, which changes nothing else in a tree.
 */
public final class GradientBoosting implements Classifier {
  private static final String LABEL = "class";

  private final GradientTreeBoost model;
  private final Standardizer standardizer;
  private final StructType schema;
  private final int[] occurring;
  private final int classes;

  /**
   * Settings.
   *
   * @param rounds number of rounds, each with a tree per class
   * @param depth most questions between a root and a leaf
   * @param minLeaf fewest samples in a leaf
   * @param shrinkage share of every tree that is taken
   * @param subsample share of each class's samples that a tree is grown on
   */
  public record Options(int rounds, int depth, int minLeaf, double shrinkage, double subsample) {
    /**
     * The values that textbooks begin with: 200 rounds of trees of depth 3, leaves of 5 samples,
     * shrinkage 0.1, 70 % of the samples.
     */
    public static final Options DEFAULT = new Options(200, 3, 5, 0.1, 0.7);

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public Options {
      if (rounds < 1
          || depth < 1
          || depth > 20
          || minLeaf < 1
          || !(shrinkage > 0 && shrinkage <= 1)
          || !(subsample > 0 && subsample <= 1)) {
        throw new IllegalArgumentException(
            ("boosting needs rounds >= 1, depth 1 to 20, leaves >= 1, shrinkage and subsample above"
                    + " 0 and at most 1, not %d, %d, %d, %s, %s")
                .formatted(rounds, depth, minLeaf, shrinkage, subsample));
      }
    }

    /** As Smile counts: its depth includes the leaf, its nodes are leaves. */
    private GradientTreeBoost.Options smile() {
      return new GradientTreeBoost.Options(
          rounds, depth + 1, 1 << depth, minLeaf, shrinkage, subsample, null, null);
    }
  }

  private GradientBoosting(
      GradientTreeBoost model,
      Standardizer standardizer,
      StructType schema,
      int[] occurring,
      int classes) {
    this.model = model;
    this.standardizer = standardizer;
    this.schema = schema;
    this.occurring = occurring;
    this.classes = classes;
  }

  /**
   * Boosts. The same samples, settings and seed give the same model, on any number of threads.
   *
   * @param set samples
   * @param options settings
   * @param seed of the samples drawn
   * @param jobs threads to use
   */
  public static GradientBoosting fit(TrainingSet set, Options options, long seed, int jobs) {
    var rows = IntStream.range(0, set.x().rows()).toArray();
    var standardizer = Standardizer.fit(set.x(), rows, jobs);
    var names = IntStream.range(0, set.x().columns()).mapToObj(j -> "x" + j).toArray(String[]::new);
    var x = DataFrame.of(values(standardizer.view(set.x())), names);
    int[] occurring = Arrays.stream(set.labels()).distinct().sorted().toArray();
    var labels = Arrays.stream(set.labels()).map(k -> Arrays.binarySearch(occurring, k)).toArray();
    var data = x.add(new IntVector(LABEL, labels));
    // Smile draws from a generator of the calling thread and searches columns in its pool.
    try (var pool = new ForkJoinPool(jobs)) {
      var model =
          pool.submit(
                  () -> {
                    MathEx.setSeed(seed);
                    return GradientTreeBoost.fit(Formula.lhs(LABEL), data, options.smile());
                  })
              .join();
      return new GradientBoosting(model, standardizer, x.schema(), occurring, set.classes());
    }
  }

  private static double[][] values(SampleMatrix x) {
    var values = new double[x.rows()][x.columns()];
    for (int i = 0; i < values.length; i++) {
      x.copyRow(i, 0, values[i], 0, values[i].length);
    }
    return values;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public boolean probabilistic() {
    return true;
  }

  /** Probabilities; 0 for a class that it was not trained with. */
  @Override
  public double[][] scores(SampleMatrix x) {
    var values = values(standardizer.view(x));
    var scores = new double[values.length][classes];
    var share = new double[occurring.length];
    for (int i = 0; i < values.length; i++) {
      model.predict(Tuple.of(schema, values[i]), share);
      for (int k = 0; k < occurring.length; k++) {
        scores[i][occurring[k]] = share[k];
      }
    }
    return scores;
  }
}
