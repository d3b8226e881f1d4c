package mer4j.baselines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import mer4j.data.Split;
import mer4j.data.Splits;
import mer4j.eval.ConfusionMatrix;

/**
 * Chooses the settings of a {@link BlockMachine} by cross-validation within the samples it is
 * given: inside one training part of an outer cross-validation that is nested selection, and the
 * outer test clips have no part in it.
 *
 * <p>Inner folds keep groups together. Columns are scaled once, on all samples given, which uses no
 * label. Distances of a block are computed once and added up for every set of blocks.
 */
public final class BlockSearch {
  /** Most inner folds. */
  static final int FOLDS = 5;

  private final BlockSamples samples;
  private final BlockScaler scaler;
  private final List<Split> folds;
  private final int jobs;

  private BlockSearch(BlockSamples samples, long seed, int jobs) {
    this.samples = samples;
    this.scaler = BlockScaler.fit(samples.x(), samples.ends(), jobs);
    this.folds =
        Splits.stratifiedGroupKFold(samples.labels(), samples.groups(), folds(samples), seed);
    this.jobs = jobs;
  }

  /**
   * How well settings did.
   *
   * @param settings tried
   * @param macroF1 over the predictions of all inner folds together
   */
  public record Trial(BlockSettings settings, double macroF1) {}

  /**
   * Tries all candidates.
   *
   * @param seed of the inner folds
   * @param jobs threads to use
   * @return a trial per candidate, in their order; macro F1 is NaN for all where a class has a
   *     single group, so that there are no folds to try them on
   * @throws IllegalArgumentException if there is no candidate
   */
  public static List<Trial> run(
      BlockSamples samples, List<BlockSettings> candidates, long seed, int jobs) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there are no settings to choose from");
    }
    if (folds(samples) < 2 || candidates.size() == 1) {
      return candidates.stream().map(c -> new Trial(c, Double.NaN)).toList();
    }
    return new BlockSearch(samples, seed, jobs).run(candidates);
  }

  /** The trial with the highest macro F1, of equal ones the first; the first if none is defined. */
  public static Trial best(List<Trial> trials) {
    var best = trials.getFirst();
    for (var trial : trials) {
      best = trial.macroF1() > best.macroF1() ? trial : best;
    }
    return best;
  }

  /** Five, or as many as the class with the fewest groups has. */
  private static int folds(BlockSamples samples) {
    int fewest = FOLDS;
    for (int label : Arrays.stream(samples.labels()).distinct().toArray()) {
      var seen = new HashSet<Integer>();
      for (int i = 0; i < samples.labels().length; i++) {
        if (samples.labels()[i] == label) {
          seen.add(samples.groups()[i]);
        }
      }
      fewest = Math.min(fewest, seen.size());
    }
    return fewest;
  }

  private List<Trial> run(List<BlockSettings> candidates) {
    var distances = new LinkedHashMap<List<String>, double[][]>();
    candidates.forEach(c -> distances.computeIfAbsent(c.blocks(), this::distances));
    var scores = new double[candidates.size()];
    Lanes.run(
        scores.length,
        jobs,
        i -> scores[i] = macroF1(distances.get(candidates.get(i).blocks()), candidates.get(i)));
    var trials = new ArrayList<Trial>();
    for (int i = 0; i < scores.length; i++) {
      trials.add(new Trial(candidates.get(i), scores[i]));
    }
    return trials;
  }

  /** Squared distances between all samples over the named blocks, in units of the variance. */
  private double[][] distances(List<String> blocks) {
    var scaled = scaler.without(samples.outside(blocks)).scale(samples.x());
    double variance = BlockMachine.variance(scaled);
    var products = InnerProducts.gram(scaled, jobs);
    int n = scaled.rows();
    var distances = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double squared = products[i * n + i] + products[j * n + j] - 2 * products[i * n + j];
        distances[i][j] = Math.max(0, squared) / variance;
      }
    }
    return distances;
  }

  private double macroF1(double[][] distances, BlockSettings settings) {
    int n = distances.length;
    var kernel = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        kernel[i][j] = Math.exp(-settings.width() * distances[i][j]);
        kernel[j][i] = kernel[i][j];
      }
    }
    var options = new SupportVectorMachine.Options(true, 1, settings.c(), BlockMachine.TOLERANCE);
    var predicted = new int[n];
    for (var fold : folds) {
      predict(kernel, fold, options, predicted);
    }
    return ConfusionMatrix.of(samples.labels(), predicted, samples.classes()).macroF1();
  }

  private void predict(
      double[][] kernel, Split fold, SupportVectorMachine.Options options, int[] predicted) {
    int classes = samples.classes();
    int[] train = fold.train();
    var decisions = new double[fold.test().length][classes * (classes - 1) / 2];
    var inner = new double[train.length][train.length];
    for (int i = 0; i < train.length; i++) {
      for (int j = 0; j < train.length; j++) {
        inner[i][j] = kernel[train[i]][train[j]];
      }
    }
    int[] labels = Splits.pick(samples.labels(), train);
    for (int a = 0, pair = 0; a < classes; a++) {
      for (int b = a + 1; b < classes; b++, pair++) {
        var weights = new double[train.length];
        double offset = PairMachine.of(inner, labels, a, b).fit(options, weights);
        for (int i = 0; i < decisions.length; i++) {
          double sum = -offset;
          for (int j = 0; j < train.length; j++) {
            sum += weights[j] * kernel[fold.test()[i]][train[j]];
          }
          decisions[i][pair] = sum;
        }
      }
    }
    for (int i = 0; i < decisions.length; i++) {
      predicted[fold.test()[i]] = SupportVectorMachine.winner(decisions[i], classes);
    }
  }
}
