package mer4j.baselines;

import java.util.Arrays;
import mer4j.eval.DenseMatrix;

/**
 * Linear discriminant analysis (Fisher 1936; Rao 1948): normal distributions with a mean per class
 * and one covariance for all, estimated with n in the denominator, as scikit-learn's {@code svd}
 * solver does it.
 *
 * <p>Columns are first divided by their standard deviation within the classes. Then directions in
 * which the samples spread by less than {@value #TOLERANCE} of that unit are left out. With fewer
 * samples than columns most directions are left out, so the answer depends on how the columns were
 * scaled, and a {@link RowSpace} of columns scaled otherwise will not do. After its own scaling the
 * method is rotation-invariant (the singular values and the inner products with the class means are
 * all that it uses), and it is solved exactly in the row space of the scaled, centred samples.
 */
public final class LinearDiscriminantAnalysis {
  private static final double TOLERANCE = 1e-4;

  private LinearDiscriminantAnalysis() {}

  /**
   * Fits it on all columns of the samples.
   *
   * @param jobs threads to use
   * @return scores are probabilities, the softmax of linear decision values
   */
  public static LinearClassifier fit(TrainingSet set, int jobs) {
    int n = set.labels().length;
    int classes = set.classes();
    var within = WithinClasses.measure(set, jobs);
    var space = RowSpace.of(within.view(set), jobs);
    int rank = space.rank();
    var axes = axes(space, n);
    // class means as seen from the grand mean, in units of the deviation within classes
    var means = Vectors.product(space.project(within.deviations()), axes.vectors(), rank);
    var kept = axes.kept();
    var whitened = new double[classes][kept.length];
    for (int k = 0; k < classes; k++) {
      for (int r = 0; r < kept.length; r++) {
        whitened[k][r] = means[k][kept[r]] / axes.lengths()[kept[r]];
      }
    }
    var intercepts = new double[classes];
    var restricted = restrict(whitened, within.priors(), n);
    var weights = new double[classes][rank];
    for (int k = 0; k < classes; k++) {
      intercepts[k] = Math.log(within.priors()[k]);
      for (int r = 0; r < kept.length; r++) {
        double value = restricted[k][r];
        intercepts[k] -= value * value / 2;
        double factor = value / axes.lengths()[kept[r]];
        for (int j = 0; j < rank; j++) {
          weights[k][j] += factor * axes.vectors()[j * rank + kept[r]];
        }
      }
    }
    var lifted = space.lift(weights);
    for (int k = 0; k < classes; k++) {
      double shift = 0;
      for (int j = 0; j < lifted[k].length; j++) {
        lifted[k][j] /= within.scale()[j];
        shift += lifted[k][j] * within.grandMean()[j];
      }
      intercepts[k] -= shift;
    }
    return new LinearClassifier(DenseMatrix.of(lifted), intercepts, LinearClassifier.Link.SOFTMAX);
  }

  /**
   * Principal axes of centred samples.
   *
   * @param vectors {@code [rank * rank]}, an axis a column
   * @param lengths standard deviation along each axis
   * @param kept axes that are not left out
   */
  private record Axes(double[] vectors, double[] lengths, int[] kept) {}

  private static Axes axes(RowSpace space, int n) {
    var z = space.coordinates(java.util.stream.IntStream.range(0, n).toArray());
    int rank = z.columns();
    var scatter = InnerProducts.ofColumns(z, space.jobs());
    for (int j = 0; j < scatter.length; j++) {
      scatter[j] /= n;
    }
    var values = NativeBlas.symmetricEigen(scatter, rank);
    var lengths = Arrays.stream(values).map(v -> Math.sqrt(Math.max(0, v))).toArray();
    int[] kept =
        java.util.stream.IntStream.range(0, rank).filter(j -> lengths[j] > TOLERANCE).toArray();
    return new Axes(scatter, lengths, kept);
  }

  /**
   * The part of the whitened class means in the directions that tell classes apart: those of their
   * weighted scatter with more than a ten-thousandth of the greatest deviation.
   */
  private static double[][] restrict(double[][] means, double[] priors, int n) {
    int classes = means.length;
    var scatter = new double[classes * classes];
    var roots = Arrays.stream(priors).map(p -> Math.sqrt(n * p / (classes - 1))).toArray();
    for (int a = 0; a < classes; a++) {
      for (int b = 0; b < classes; b++) {
        double product = Vectors.dot(means[a], 0, means[b], 0, means[a].length);
        scatter[a * classes + b] = roots[a] * roots[b] * product;
      }
    }
    var values = NativeBlas.symmetricEigen(scatter, classes);
    double greatest = Math.sqrt(Math.max(0, values[classes - 1]));
    var restricted = new double[classes][means[0].length];
    for (int d = 0; d < classes; d++) {
      double length = Math.sqrt(Math.max(0, values[d]));
      if (!(length > TOLERANCE * greatest)) {
        continue;
      }
      var direction = new double[means[0].length];
      for (int k = 0; k < classes; k++) {
        double share = scatter[k * classes + d] * roots[k] / length;
        Vectors.add(direction, 0, share, means[k], 0, direction.length);
      }
      for (int k = 0; k < classes; k++) {
        double along = Vectors.dot(means[k], 0, direction, 0, direction.length);
        Vectors.add(restricted[k], 0, along, direction, 0, direction.length);
      }
    }
    return restricted;
  }
}
