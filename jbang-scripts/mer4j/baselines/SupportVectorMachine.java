package mer4j.baselines;

import java.util.Arrays;
import java.util.stream.IntStream;
import mer4j.eval.SampleMatrix;

/**
 * A support vector machine with a kernel, one two-class machine for every pair of classes, in the
 * meaning of LIBSVM and of scikit-learn's SVC: the predicted class is the one that wins most pairs,
 * and the score of a class is its number of wins plus a squashed sum of its decision values, which
 * lies in (-1/3, 1/3).
 *
 * <p>Kernels are functions of inner products of samples, which a {@link RowSpace} keeps, so the
 * machine found there is the one over all columns.
 */
public final class SupportVectorMachine implements RowSpaceModel {
  private final SampleMatrix vectors;
  private final int[] rows;
  private final double[][] coefficients;
  private final double[] offsets;
  private final Kernel kernel;
  private final int classes;
  private final PlattScaling scaling;

  /**
   * Settings.
   *
   * @param rbf whether the kernel is {@code exp(-gamma |a - b|^2)}; otherwise the inner product
   * @param gamma kernel width; NaN for 1 / (columns x variance)
   * @param c bound on every sample's weight
   * @param tolerance largest violation of the optimality conditions to stop at
   */
  public record Options(boolean rbf, double gamma, double c, double tolerance) {
    /** Radial kernel, automatic width, C = 1. */
    public static final Options RBF = new Options(true, Double.NaN, 1, 1e-4);

    /** Linear kernel, C = 1. */
    public static final Options LINEAR = new Options(false, Double.NaN, 1, 1e-4);

    /**
     * @throws IllegalArgumentException if a value is not positive
     */
    public Options {
      if (!(c > 0) || !(tolerance > 0) || gamma <= 0) {
        throw new IllegalArgumentException(
            "C, tolerance and gamma must be positive, not " + c + ", " + tolerance + ", " + gamma);
      }
    }
  }

  /**
   * @param vectors the support vectors
   * @param coefficients {@code [pairs][vectors]}, pairs in the order 01 02 ... 12 ...; 0 where a
   *     vector takes no part in a pair
   * @param offsets {@code [pairs]}, subtracted from each decision value
   * @param kernel similarity of two samples
   * @param classes number of classes
   * @param scaling what turns decision values into probabilities
   * @throws IllegalArgumentException if the sizes do not fit together
   */
  SupportVectorMachine(
      SampleMatrix vectors,
      double[][] coefficients,
      double[] offsets,
      Kernel kernel,
      int classes,
      PlattScaling scaling) {
    this(vectors, null, coefficients, offsets, kernel, classes, scaling);
  }

  private SupportVectorMachine(
      SampleMatrix vectors,
      int[] rows,
      double[][] coefficients,
      double[] offsets,
      Kernel kernel,
      int classes,
      PlattScaling scaling) {
    int pairs = classes * (classes - 1) / 2;
    if (coefficients.length != pairs
        || offsets.length != pairs
        || scaling.slopes().length != pairs) {
      throw new IllegalArgumentException(
          classes + " classes need " + pairs + " machines, given " + coefficients.length);
    }
    for (var row : coefficients) {
      if (row.length != vectors.rows()) {
        throw new IllegalArgumentException(
            row.length + " coefficients for " + vectors.rows() + " support vectors");
      }
    }
    this.vectors = vectors;
    this.rows = rows;
    this.coefficients = coefficients;
    this.offsets = offsets;
    this.kernel = kernel;
    this.classes = classes;
    this.scaling = scaling;
  }

  /**
   * Fits all pairs of classes.
   *
   * @param set samples
   * @param options settings
   * @param seed of the folds that probabilities are calibrated on; nothing else is random
   * @param jobs threads to use
   */
  public static SupportVectorMachine fit(TrainingSet set, Options options, long seed, int jobs) {
    int n = set.x().rows();
    int classes = set.classes();
    double gamma = Double.isNaN(options.gamma()) ? set.scaleGamma() : options.gamma();
    Kernel kernel = options.rbf() ? new Kernel.Rbf(gamma) : new Kernel.Linear();
    var products = InnerProducts.gram(set.x(), jobs);
    var values = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        values[i][j] = kernel.value(products[i * n + j], products[i * n + i], products[j * n + j]);
      }
    }
    int[] first = new int[classes * (classes - 1) / 2];
    int[] second = new int[first.length];
    for (int a = 0, pair = 0; a < classes; a++) {
      for (int b = a + 1; b < classes; b++, pair++) {
        first[pair] = a;
        second[pair] = b;
      }
    }
    var coefficients = new double[first.length][n];
    var offsets = new double[first.length];
    var slopes = new double[first.length];
    var shifts = new double[first.length];
    Lanes.run(
        first.length,
        jobs,
        pair -> {
          var machine = PairMachine.of(values, set.labels(), first[pair], second[pair]);
          offsets[pair] = machine.fit(options, coefficients[pair]);
          var curve = machine.calibrate(options, seed + pair);
          slopes[pair] = curve[0];
          shifts[pair] = curve[1];
        });
    int[] used =
        IntStream.range(0, n)
            .filter(i -> Arrays.stream(coefficients).anyMatch(row -> row[i] != 0))
            .toArray();
    var kept = new double[first.length][used.length];
    for (int pair = 0; pair < kept.length; pair++) {
      for (int s = 0; s < used.length; s++) {
        kept[pair][s] = coefficients[pair][used[s]];
      }
    }
    return new SupportVectorMachine(
        set.x().select(used),
        used,
        kept,
        offsets,
        kernel,
        classes,
        new PlattScaling(slopes, shifts));
  }

  /** The support vectors. */
  public SampleMatrix vectors() {
    return vectors;
  }

  /** Weights, {@code [pairs][vectors]}. */
  public double[][] coefficients() {
    return Arrays.stream(coefficients).map(double[]::clone).toArray(double[][]::new);
  }

  /** Subtracted from each pair's decision value, {@code [pairs]}. */
  public double[] offsets() {
    return offsets.clone();
  }

  /** Similarity of two samples. */
  public Kernel kernel() {
    return kernel;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public boolean probabilistic() {
    return false;
  }

  /** Decision value of every pair, {@code [samples][pairs]}; positive for its first class. */
  public double[][] pairDecisions(SampleMatrix x) {
    int m = vectors.rows();
    var products = InnerProducts.between(x, vectors, 1);
    var norms = InnerProducts.squaredNorms(x, 1);
    var vectorNorms = InnerProducts.squaredNorms(vectors, 1);
    var decisions = new double[x.rows()][offsets.length];
    var values = new double[m];
    for (int i = 0; i < decisions.length; i++) {
      for (int s = 0; s < m; s++) {
        values[s] = kernel.value(products[i * m + s], norms[i], vectorNorms[s]);
      }
      for (int pair = 0; pair < offsets.length; pair++) {
        decisions[i][pair] = Vectors.dot(values, 0, coefficients[pair], 0, m) - offsets[pair];
      }
    }
    return decisions;
  }

  @Override
  public double[][] scores(SampleMatrix x) {
    return oneVersusRest(pairDecisions(x));
  }

  /** What turns decision values into probabilities. */
  PlattScaling scaling() {
    return scaling;
  }

  /**
   * Calibrated probabilities, {@code [samples][classes]}. As in LIBSVM they come from curves of
   * their own and may disagree with {@link #predict} where classes are close.
   */
  public double[][] probabilities(SampleMatrix x) {
    return Arrays.stream(pairDecisions(x))
        .map(decisions -> scaling.probabilities(decisions, classes))
        .toArray(double[][]::new);
  }

  private double[][] oneVersusRest(double[][] decisions) {
    var scores = new double[decisions.length][];
    for (int i = 0; i < decisions.length; i++) {
      var sums = new double[classes];
      for (int a = 0, pair = 0; a < classes; a++) {
        for (int b = a + 1; b < classes; b++, pair++) {
          sums[a] += decisions[i][pair];
          sums[b] -= decisions[i][pair];
        }
      }
      var votes = votes(decisions[i]);
      for (int k = 0; k < classes; k++) {
        sums[k] = votes[k] + sums[k] / (3 * (Math.abs(sums[k]) + 1));
      }
      scores[i] = sums;
    }
    return scores;
  }

  private int[] votes(double[] decisions) {
    return votes(decisions, classes);
  }

  private static int[] votes(double[] decisions, int classes) {
    var votes = new int[classes];
    for (int a = 0, pair = 0; a < classes; a++) {
      for (int b = a + 1; b < classes; b++, pair++) {
        votes[decisions[pair] > 0 ? a : b]++;
      }
    }
    return votes;
  }

  @Override
  public int[] predict(SampleMatrix x) {
    return Arrays.stream(pairDecisions(x)).mapToInt(d -> winner(d, classes)).toArray();
  }

  /** The first of the classes that win most pairs. */
  static int winner(double[] decisions, int classes) {
    var votes = votes(decisions, classes);
    int winner = 0;
    for (int k = 1; k < classes; k++) {
      winner = votes[k] > votes[winner] ? k : winner;
    }
    return winner;
  }

  /** By votes, whatever the scores. */
  @Override
  public int[] predict(SampleMatrix x, double[][] scores) {
    return predict(x);
  }

  @Override
  public SupportVectorMachine lift(RowSpace space, int[] trainRows) {
    if (rows == null) {
      throw new IllegalStateException("this machine was not fitted on coordinates");
    }
    int[] inSpace = Arrays.stream(rows).map(i -> trainRows[i]).toArray();
    return new SupportVectorMachine(
        space.samples().select(inSpace), coefficients, offsets, kernel, classes, scaling);
  }
}
