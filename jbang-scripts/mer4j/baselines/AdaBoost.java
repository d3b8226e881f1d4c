package mer4j.baselines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mer4j.eval.Classifier;
import mer4j.eval.SampleMatrix;

/**
 * Adaptive boosting of stumps for several classes (J. Zhu, H. Zou, S. Rosset, T. Hastie:
 * "Multi-class AdaBoost", 2009, the algorithm SAMME), with scikit-learn's defaults: every round
 * takes the stump with the least Gini impurity on the weighted samples and raises the weights of
 * those that it gets wrong.
 *
 * <p>Nothing in it is random: scikit-learn's seed decides only between stumps that are equally
 * good, of which the first column's is taken here.
 */
public final class AdaBoost implements Classifier {
  /** Rounds by default. */
  public static final int ROUNDS = 50;

  private static final double LEAST_WEIGHT = Math.ulp(1.0);

  private final List<Stump> stumps;
  private final double[] votes;
  private final int classes;

  /**
   * @param stumps one a round
   * @param votes weight of each stump
   * @param classes number of classes
   * @throws IllegalArgumentException if there is no stump, or not a vote for each
   */
  AdaBoost(List<Stump> stumps, double[] votes, int classes) {
    if (stumps.isEmpty() || stumps.size() != votes.length) {
      throw new IllegalArgumentException(stumps.size() + " stumps but " + votes.length + " votes");
    }
    this.stumps = List.copyOf(stumps);
    this.votes = votes.clone();
    this.classes = classes;
  }

  /**
   * Boosts. Ends before the last round if a stump is right on all samples, or no better than
   * guessing.
   *
   * @param rounds most stumps
   * @param jobs threads to use
   * @throws UndefinedModelException if the first stump is no better than guessing
   */
  public static AdaBoost fit(TrainingSet set, int rounds, int jobs) {
    int n = set.labels().length;
    int classes = (int) Arrays.stream(set.counts()).filter(count -> count > 0).count();
    var search = new StumpSearch(set, jobs);
    var weights = new double[n];
    Arrays.fill(weights, 1.0 / n);
    var stumps = new ArrayList<Stump>();
    var votes = new ArrayList<Double>();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < n; i++) {
        weights[i] = Math.max(weights[i], LEAST_WEIGHT);
      }
      var stump = search.best(weights);
      var wrong = new boolean[n];
      double error = 0;
      double total = 0;
      for (int i = 0; i < n; i++) {
        wrong[i] = stump.classOf(set.x().at(i, stump.column())) != set.labels()[i];
        error += wrong[i] ? weights[i] : 0;
        total += weights[i];
      }
      error /= total;
      if (error >= 1 - 1.0 / classes) {
        break;
      }
      stumps.add(stump);
      votes.add(error <= 0 ? 1 : Math.log((1 - error) / error) + Math.log(classes - 1.0));
      if (error <= 0) {
        break;
      }
      raise(weights, wrong, votes.getLast());
    }
    if (stumps.isEmpty()) {
      throw new UndefinedModelException("no stump is better than guessing");
    }
    return new AdaBoost(
        stumps, votes.stream().mapToDouble(Double::doubleValue).toArray(), set.classes());
  }

  private static void raise(double[] weights, boolean[] wrong, double vote) {
    double factor = Math.exp(vote);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= wrong[i] ? factor : 1;
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
  }

  /** The stumps, one a round. */
  List<Stump> stumps() {
    return stumps;
  }

  /** Weight of each stump. */
  double[] votes() {
    return votes.clone();
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public boolean probabilistic() {
    return true;
  }

  /** Votes for less votes against each class, by the sum of all, {@code [samples][classes]}. */
  double[][] decisions(SampleMatrix x) {
    double sum = Arrays.stream(votes).sum();
    var decisions = new double[x.rows()][classes];
    for (int i = 0; i < decisions.length; i++) {
      for (int s = 0; s < votes.length; s++) {
        int chosen = stumps.get(s).classOf(x.at(i, stumps.get(s).column()));
        for (int k = 0; k < classes; k++) {
          decisions[i][k] += k == chosen ? votes[s] / sum : -votes[s] / sum / (classes - 1);
        }
      }
    }
    return decisions;
  }

  @Override
  public double[][] scores(SampleMatrix x) {
    var scores = decisions(x);
    for (var row : scores) {
      for (int k = 0; k < classes; k++) {
        row[k] /= classes - 1;
      }
      LinearClassifier.softmax(row);
    }
    return scores;
  }
}
