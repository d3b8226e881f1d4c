package mer4j.baselines;

import java.util.Arrays;
import mer4j.eval.Classifier;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;

/**
 * Naive Bayes with a normal distribution per class and column; every variance is raised by a tiny
 * share of the largest variance of a column, as scikit-learn does.
 */
public final class GaussianNaiveBayes implements Classifier {
  private static final double SMOOTHING = 1e-9;
  private static final int BLOCK = 1024;

  private final DenseMatrix means;
  private final DenseMatrix variances;
  private final double[] priors;

  /**
   * @param means {@code [classes][columns]}
   * @param variances {@code [classes][columns]}, positive
   * @param priors share of each class; a class of share 0 is never predicted
   * @throws IllegalArgumentException if the sizes do not fit together
   */
  GaussianNaiveBayes(DenseMatrix means, DenseMatrix variances, double[] priors) {
    if (means.rows() != priors.length
        || variances.rows() != priors.length
        || means.columns() != variances.columns()) {
      throw new IllegalArgumentException("means, variances and priors do not fit together");
    }
    this.means = means;
    this.variances = variances;
    this.priors = priors.clone();
  }

  /**
   * Measures means and variances.
   *
   * @param jobs threads to use
   */
  public static GaussianNaiveBayes fit(TrainingSet set, int jobs) {
    int columns = set.x().columns();
    int classes = set.classes();
    int n = set.labels().length;
    var counts = new double[classes];
    for (int label : set.labels()) {
      counts[label]++;
    }
    var means = new double[classes * columns];
    var variances = new double[classes * columns];
    int blocks = (columns + BLOCK - 1) / BLOCK;
    var largest = new double[blocks];
    Lanes.run(
        blocks,
        jobs,
        block -> {
          int from = block * BLOCK;
          int width = Math.min(BLOCK, columns - from);
          largest[block] = measure(set, counts, from, width, means, variances);
        });
    double extra = SMOOTHING * Arrays.stream(largest).max().orElse(0);
    for (int i = 0; i < variances.length; i++) {
      variances[i] = Math.max(variances[i] + extra, Double.MIN_NORMAL);
    }
    return new GaussianNaiveBayes(
        new DenseMatrix(classes, columns, means),
        new DenseMatrix(classes, columns, variances),
        Arrays.stream(counts).map(count -> count / n).toArray());
  }

  private static double measure(
      TrainingSet set, double[] counts, int from, int width, double[] means, double[] variances) {
    int columns = set.x().columns();
    int n = set.labels().length;
    var values = new double[n * width];
    var total = new double[width];
    for (int i = 0; i < n; i++) {
      set.x().copyRow(i, from, values, i * width, width);
      int at = set.labels()[i] * columns + from;
      Vectors.add(means, at, 1 / counts[set.labels()[i]], values, i * width, width);
      Vectors.add(total, 0, 1.0 / n, values, i * width, width);
    }
    var spread = new double[width];
    for (int i = 0; i < n; i++) {
      int at = set.labels()[i] * columns + from;
      for (int j = 0; j < width; j++) {
        double own = values[i * width + j] - means[at + j];
        double all = values[i * width + j] - total[j];
        variances[at + j] += own * own / counts[set.labels()[i]];
        spread[j] += all * all / n;
      }
    }
    return Arrays.stream(spread).max().orElse(0);
  }

  /** Mean of each class and column. */
  DenseMatrix means() {
    return means;
  }

  /** Variance of each class and column. */
  DenseMatrix variances() {
    return variances;
  }

  /** Share of each class. */
  double[] priors() {
    return priors.clone();
  }

  @Override
  public int classes() {
    return priors.length;
  }

  @Override
  public boolean probabilistic() {
    return true;
  }

  @Override
  public double[][] scores(SampleMatrix x) {
    int columns = means.columns();
    var constants = new double[priors.length];
    for (int k = 0; k < priors.length; k++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += Math.log(2 * Math.PI * variances.get(k, j));
      }
      constants[k] = Math.log(priors[k]) - 0.5 * sum;
    }
    var scores = new double[x.rows()][];
    var row = new double[columns];
    for (int i = 0; i < scores.length; i++) {
      x.copyRow(i, 0, row, 0, columns);
      var score = constants.clone();
      for (int k = 0; k < priors.length; k++) {
        double sum = 0;
        for (int j = 0; j < columns; j++) {
          double d = row[j] - means.get(k, j);
          sum += d * d / variances.get(k, j);
        }
        score[k] -= 0.5 * sum;
      }
      LinearClassifier.softmax(score);
      scores[i] = score;
    }
    return scores;
  }
}
