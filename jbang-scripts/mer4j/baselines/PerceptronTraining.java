package mer4j.baselines;

import java.util.Arrays;
import mer4j.data.RandomState;
import mer4j.eval.DenseMatrix;

/**
 * Trains a {@link MultilayerPerceptron} as scikit-learn does by default: weights drawn uniformly
 * (X. Glorot, Y. Bengio 2010), shuffled batches, {@link Adam}, a quadratic penalty, and an end when
 * the loss of an epoch has not fallen for some epochs. The random numbers are scikit-learn's for
 * the same seed; sums over the columns are in single precision, so the weights are nearly its.
 */
public final class PerceptronTraining {
  private static final double EPSILON = Math.ulp(1.0);

  /** Below this a derivative moves no weight, but makes products that processors are slow at. */
  private static final double LEAST_SIGNAL = 1e-30;

  /**
   * Settings.
   *
   * @param units hidden units
   * @param batchSize most samples in a batch
   * @param penalty strength of the squared penalty on all weights
   * @param epochs most epochs
   * @param tolerance what the loss must fall by to count as better
   * @param patience epochs without a better loss after which training ends at the next
   */
  public record Options(
      int units, int batchSize, double penalty, int epochs, double tolerance, int patience) {
    /** 100 units, batches of 200, at most 200 epochs. */
    public static final Options SCIKIT_LEARN = new Options(100, 200, 1e-4, 200, 1e-4, 10);

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public Options {
      if (units < 1 || batchSize < 1 || epochs < 1 || patience < 0 || !(penalty >= 0)) {
        throw new IllegalArgumentException(
            "a network needs a unit, a batch of one and an epoch at least, and no negative"
                + " setting");
      }
    }
  }

  private final TrainingSet set;
  private final Options options;
  private final RandomState random;
  private final int units;
  private final int outputs;
  private final int batchSize;
  private final double[] hiddenOffsets;
  private final double[] outputWeights;
  private final double[] outputOffsets;
  private final Adam[] steps;
  private final WideLayer layer;
  private int stepsTaken;
  private int epochsRun;
  private double loss;

  private PerceptronTraining(TrainingSet set, Options options, long seed, int jobs) {
    this.set = set;
    this.options = options;
    this.random = new RandomState(seed);
    this.units = options.units();
    this.outputs = set.classes() == 2 ? 1 : set.classes();
    this.batchSize = Math.min(options.batchSize(), set.labels().length);
    int columns = set.x().columns();
    double bound = Math.sqrt(6.0 / (columns + units));
    this.layer = new WideLayer(set.x(), units, batchSize, bound, random, jobs);
    this.hiddenOffsets = draw(units, bound);
    double outputBound = Math.sqrt(6.0 / (units + outputs));
    this.outputWeights = draw(units * outputs, outputBound);
    this.outputOffsets = draw(outputs, outputBound);
    this.steps =
        new Adam[] {new Adam(hiddenOffsets), new Adam(outputWeights), new Adam(outputOffsets)};
  }

  private double[] draw(int n, double bound) {
    var values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = -bound + 2 * bound * random.randomSample();
    }
    return values;
  }

  /**
   * Trains a network.
   *
   * @param seed of first weights and batches, 0 to 2^32 - 1
   * @param jobs threads to use; the result does not depend on it
   */
  public static MultilayerPerceptron fit(TrainingSet set, Options options, long seed, int jobs) {
    var training = new PerceptronTraining(set, options, seed, jobs);
    try (var layer = training.layer) {
      training.run();
      return training.network(layer);
    }
  }

  private void run() {
    int n = set.labels().length;
    var order = new int[n];
    Arrays.setAll(order, i -> i);
    double best = Double.POSITIVE_INFINITY;
    int worse = 0;
    order = shuffled(order);
    var batch = batch(order, 0);
    var sums = layer.advance(null, null, null, batch);
    while (epochsRun < options.epochs() && worse <= options.patience()) {
      double total = 0;
      for (int from = 0; from < n; from += batchSize) {
        boolean last = from + batchSize >= n;
        order = last ? shuffled(order) : order;
        var next = batch(order, last ? 0 : from + batchSize);
        var deltas = new float[batch.length * units];
        total += batch.length * learn(batch, sums, deltas);
        var step = new AdamStep(Adam.rate(stepsTaken), options.penalty(), batch.length);
        sums = layer.advance(batch, deltas, step, next);
        batch = next;
      }
      loss = total / n;
      epochsRun++;
      worse = loss > best - options.tolerance() ? worse + 1 : 0;
      best = Math.min(best, loss);
    }
  }

  private int[] shuffled(int[] order) {
    var by = random.permutation(order.length);
    return Arrays.stream(by).map(i -> order[i]).toArray();
  }

  private int[] batch(int[] order, int from) {
    return Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
  }

  /**
   * The loss of a batch and the steps of all weights but the first layer's.
   *
   * @param sums of the hidden units, without their offsets; replaced by what they give
   * @param deltas filled with the derivatives of the loss by these sums
   */
  private double learn(int[] batch, double[] sums, float[] deltas) {
    int n = batch.length;
    double penalty = options.penalty();
    double squares =
        layer.squares() + Vectors.dot(outputWeights, 0, outputWeights, 0, units * outputs);
    double cost = penalty / 2 * squares / n;
    var hiddenGradient = new double[units];
    var weightGradient = new double[units * outputs];
    var outputGradient = new double[outputs];
    Vectors.add(weightGradient, 0, penalty / n, outputWeights, 0, weightGradient.length);
    for (int i = 0; i < n; i++) {
      int at = i * units;
      for (int h = 0; h < units; h++) {
        sums[at + h] = Math.max(0, sums[at + h] + hiddenOffsets[h]);
      }
      var errors = errors(sums, at);
      cost += errorsToLoss(errors, set.labels()[batch[i]]) / n;
      for (int h = 0; h < units; h++) {
        double value = sums[at + h];
        double delta = 0;
        for (int k = 0; k < outputs; k++) {
          weightGradient[h * outputs + k] += value * errors[k] / n;
          delta += errors[k] * outputWeights[h * outputs + k];
        }
        delta = value > 0 && Math.abs(delta) > LEAST_SIGNAL ? delta : 0;
        deltas[at + h] = (float) delta;
        hiddenGradient[h] += delta / n;
      }
      Vectors.add(outputGradient, 0, 1.0 / n, errors, 0, outputs);
    }
    double rate = Adam.rate(++stepsTaken);
    steps[0].step(hiddenGradient, rate);
    steps[1].step(weightGradient, rate);
    steps[2].step(outputGradient, rate);
    return cost;
  }

  /** The probabilities of a sample whose hidden values begin at {@code at}. */
  private double[] errors(double[] hidden, int at) {
    var values = outputOffsets.clone();
    for (int h = 0; h < units; h++) {
      Vectors.add(values, 0, hidden[at + h], outputWeights, h * outputs, outputs);
    }
    if (outputs == 1) {
      values[0] = 1 / (1 + Math.exp(-values[0]));
    } else {
      LinearClassifier.softmax(values);
    }
    return values;
  }

  /** Turns probabilities into their errors and returns the loss. */
  private double errorsToLoss(double[] values, int label) {
    double own = outputs == 1 && label == 0 ? 1 - values[0] : values[outputs == 1 ? 0 : label];
    values[outputs == 1 ? 0 : label] -= outputs == 1 ? label : 1;
    return -Math.log(Math.clamp(own, EPSILON, 1 - EPSILON));
  }

  private MultilayerPerceptron network(WideLayer layer) {
    int classes = set.classes();
    int first = classes - outputs; // of two classes the first one's value is 0
    var weights = new double[classes * units];
    var offsets = new double[classes];
    for (int k = 0; k < outputs; k++) {
      offsets[first + k] = outputOffsets[k];
      for (int h = 0; h < units; h++) {
        weights[(first + k) * units + h] = outputWeights[h * outputs + k];
      }
    }
    int columns = set.x().columns();
    return new MultilayerPerceptron(
        new DenseMatrix(units, columns, layer.weights()),
        hiddenOffsets,
        new DenseMatrix(classes, units, weights),
        offsets);
  }
}
