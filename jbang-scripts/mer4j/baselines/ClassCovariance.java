package mer4j.baselines;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The covariance of the samples of one class by its axes, each a combination of the centred
 * samples, so that it is as small with a hundred thousand columns as with a hundred.
 *
 * @param members the samples of the class
 * @param combinations {@code [axes][members]}: an axis is the sum of centred samples so weighted
 * @param variances along each axis
 * @param rest variance in all directions outside the axes; 0 if there are none
 * @param logDeterminant of the whole covariance
 */
record ClassCovariance(
    int[] members,
    double[][] combinations,
    double[] variances,
    double rest,
    double logDeterminant) {
  private static final double SMALLEST_VARIANCE = 1e-4;

  /**
   * The sample covariance, n in the denominator.
   *
   * @param gram inner products of the centred members, {@code [members * members]}; overwritten
   * @param columns number of columns
   * @param name what the class is called in a reason
   * @throws UndefinedModelException if the covariance has variances below a ten-thousandth, and so
   *     no usable inverse
   */
  static ClassCovariance exact(int[] members, double[] gram, int columns, String name) {
    int n = members.length;
    var axes = axes(gram, n);
    int rank = (int) Arrays.stream(axes.lengths).filter(l -> l / n > SMALLEST_VARIANCE).count();
    if (rank < columns) {
      throw new UndefinedModelException(
          "the covariance of %s has no inverse: %d samples of it, %d columns, rank %d"
              .formatted(name, n, columns, rank));
    }
    double logDeterminant = 0;
    var variances = new double[rank];
    for (int j = 0; j < rank; j++) {
      variances[j] = axes.lengths[j] / n;
      logDeterminant += Math.log(variances[j]);
    }
    return new ClassCovariance(members, axes.combinations(rank), variances, 0, logDeterminant);
  }

  /**
   * The covariance drawn towards a multiple of the unit matrix as far as O. Ledoit and M. Wolf ("A
   * well-conditioned estimator for large-dimensional covariance matrices", 2004) estimate to be
   * best; always invertible if the samples differ at all.
   *
   * @throws UndefinedModelException if they do not
   */
  static ClassCovariance shrunk(int[] members, double[] gram, int columns, String name) {
    int n = members.length;
    double trace = 0;
    double squares = 0;
    double fourths = 0;
    for (int i = 0; i < n; i++) {
      double own = gram[i * n + i];
      trace += own / n;
      fourths += own * own;
      for (int j = 0; j < n; j++) {
        squares += gram[i * n + j] * gram[i * n + j] / n / n;
      }
    }
    double mean = trace / columns;
    double noise = (fourths / n - squares) / n;
    double spread = squares - columns * mean * mean;
    double share = noise == 0 ? 0 : Math.min(noise, spread) / spread;
    double rest = share * mean;
    if (!(rest > 0)) {
      throw new UndefinedModelException(
          "the covariance of %s has no inverse: its %d samples do not vary enough"
              .formatted(name, n));
    }
    var axes = axes(gram, n);
    int rank = Math.min(axes.rank(), columns);
    var variances = new double[rank];
    double logDeterminant = (columns - rank) * Math.log(rest);
    for (int j = 0; j < rank; j++) {
      variances[j] = (1 - share) * axes.lengths[j] / n + rest;
      logDeterminant += Math.log(variances[j]);
    }
    return new ClassCovariance(members, axes.combinations(rank), variances, rest, logDeterminant);
  }

  /** Eigenvalues of a Gram matrix, falling, and its eigenvectors as columns. */
  private record Axes(double[] lengths, double[] vectors) {
    /** Number of eigenvalues that are more than rounding. */
    int rank() {
      double smallest = lengths[0] * lengths.length * Math.ulp(1.0);
      return (int) Arrays.stream(lengths).filter(l -> l > smallest).count();
    }

    double[][] combinations(int rank) {
      int n = lengths.length;
      return IntStream.range(0, rank)
          .mapToObj(
              j ->
                  IntStream.range(0, n)
                      .mapToDouble(i -> vectors[i * n + n - 1 - j] / Math.sqrt(lengths[j]))
                      .toArray())
          .toArray(double[][]::new);
    }
  }

  private static Axes axes(double[] gram, int n) {
    var rising = NativeBlas.symmetricEigen(gram, n);
    return new Axes(IntStream.range(0, n).mapToDouble(j -> rising[n - 1 - j]).toArray(), gram);
  }

  /**
   * Squared length of a centred sample measured by the covariance (Mahalanobis).
   *
   * @param products its inner products with the centred members
   * @param squaredLength its own squared length
   */
  double distance(double[] products, double squaredLength) {
    double sum = 0;
    double outside = squaredLength;
    for (int j = 0; j < variances.length; j++) {
      double along = Vectors.dot(combinations[j], 0, products, 0, products.length);
      sum += along * along / variances[j];
      outside -= along * along;
    }
    return rest > 0 ? sum + Math.max(0, outside) / rest : sum;
  }
}
