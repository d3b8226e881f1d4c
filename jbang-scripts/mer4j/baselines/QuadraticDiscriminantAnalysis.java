package mer4j.baselines;

import java.util.stream.IntStream;
import mer4j.eval.SampleMatrix;

/**
 * Quadratic discriminant analysis: a normal distribution per class with a mean and a covariance of
 * its own.
 *
 * <p>A covariance of fewer samples than columns has no inverse, and the classifier is then not
 * defined; what older programs returned for it was rounding error. {@link Covariance#SHRUNK} gives
 * a classifier of another name that is defined.
 *
 * <p>All that is used of the samples is their inner products, so the model is rotation-invariant
 * and exact in a {@link RowSpace}.
 */
public final class QuadraticDiscriminantAnalysis implements RowSpaceModel {
  /** How the covariance of a class is estimated. */
  public enum Covariance {
    /** The sample covariance, as scikit-learn's default takes it. */
    EXACT,
    /** Drawn towards a multiple of the unit matrix (Ledoit and Wolf 2004). */
    SHRUNK
  }

  private final SampleMatrix samples;
  private final double[] meanProducts;
  private final ClassCovariance[] covariances;
  private final double[] priors;

  /**
   * @param samples training samples
   * @param meanProducts inner product of every sample with the mean of its class
   * @param covariances of each class; null for a class without samples
   */
  QuadraticDiscriminantAnalysis(
      SampleMatrix samples, double[] meanProducts, ClassCovariance[] covariances) {
    this.samples = samples;
    this.meanProducts = meanProducts;
    this.covariances = covariances;
    this.priors = new double[covariances.length];
    for (int k = 0; k < priors.length; k++) {
      int own = covariances[k] == null ? 0 : covariances[k].members().length;
      priors[k] = (double) own / samples.rows();
    }
  }

  /**
   * Measures means and covariances.
   *
   * @param jobs threads to use
   * @throws UndefinedModelException if a covariance has no inverse
   */
  public static QuadraticDiscriminantAnalysis fit(TrainingSet set, Covariance estimator, int jobs) {
    int n = set.labels().length;
    var counts = set.counts();
    for (int k = 0; k < counts.length && estimator == Covariance.EXACT; k++) {
      if (counts[k] > 0 && counts[k] <= set.columns()) {
        throw new UndefinedModelException(
            "the covariance of class %d has no inverse: %d samples of it, %d columns"
                .formatted(k, counts[k], set.columns()));
      }
    }
    var gram = InnerProducts.gram(set.x(), jobs);
    var meanProducts = new double[n];
    var covariances = new ClassCovariance[set.classes()];
    for (int k = 0; k < covariances.length; k++) {
      int label = k;
      int[] members = IntStream.range(0, n).filter(i -> set.labels()[i] == label).toArray();
      if (members.length == 0) {
        continue;
      }
      var centred = centred(gram, n, members, meanProducts);
      var name = "class " + k;
      covariances[k] =
          switch (estimator) {
            case EXACT -> ClassCovariance.exact(members, centred, set.columns(), name);
            case SHRUNK -> ClassCovariance.shrunk(members, centred, set.columns(), name);
          };
    }
    return new QuadraticDiscriminantAnalysis(set.x(), meanProducts, covariances);
  }

  private static double[] centred(double[] gram, int n, int[] members, double[] meanProducts) {
    int own = members.length;
    double mean = 0;
    for (int i : members) {
      for (int j : members) {
        meanProducts[i] += gram[i * n + j] / own;
      }
      mean += meanProducts[i] / own;
    }
    var centred = new double[own * own];
    for (int a = 0; a < own; a++) {
      for (int b = 0; b < own; b++) {
        double shift = meanProducts[members[a]] + meanProducts[members[b]] - mean;
        centred[a * own + b] = gram[members[a] * n + members[b]] - shift;
      }
    }
    return centred;
  }

  /** The training samples. */
  SampleMatrix samples() {
    return samples;
  }

  /** Inner product of every sample with the mean of its class. */
  double[] meanProducts() {
    return meanProducts.clone();
  }

  /** The covariance of each class; null for a class without samples. */
  ClassCovariance[] covariances() {
    return covariances.clone();
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
    var scores = decisions(x);
    for (var row : scores) {
      LinearClassifier.softmax(row);
    }
    return scores;
  }

  /** Logarithms of the joint densities, up to a constant, {@code [samples][classes]}. */
  double[][] decisions(SampleMatrix x) {
    int n = samples.rows();
    var products = InnerProducts.between(x, samples, 1);
    var norms = InnerProducts.squaredNorms(x, 1);
    var decisions = new double[x.rows()][priors.length];
    for (int i = 0; i < decisions.length; i++) {
      for (int k = 0; k < priors.length; k++) {
        decisions[i][k] =
            covariances[k] == null
                ? Double.NEGATIVE_INFINITY
                : decision(covariances[k], priors[k], products, i * n, norms[i]);
      }
    }
    return decisions;
  }

  private double decision(
      ClassCovariance covariance, double prior, double[] products, int from, double norm) {
    int[] members = covariance.members();
    double withMean = 0;
    double meanNorm = 0;
    for (int member : members) {
      withMean += products[from + member] / members.length;
      meanNorm += meanProducts[member] / members.length;
    }
    var centred = new double[members.length];
    for (int a = 0; a < centred.length; a++) {
      centred[a] = products[from + members[a]] - withMean - meanProducts[members[a]] + meanNorm;
    }
    double distance = covariance.distance(centred, norm - 2 * withMean + meanNorm);
    return Math.log(prior) - (distance + covariance.logDeterminant()) / 2;
  }

  @Override
  public QuadraticDiscriminantAnalysis lift(RowSpace space, int[] rows) {
    return new QuadraticDiscriminantAnalysis(
        space.samples().select(rows), meanProducts, covariances);
  }
}
