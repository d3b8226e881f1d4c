package mer4j.baselines;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;

/**
 * One linear layer under a softmax, trained by plain stochastic gradient descent: the study's
 * baseline for MTG-Jamendo (Chang et al., 2024). All values are shifted and scaled by the one mean
 * and the one deviation of the training samples, which the study took over from its networks.
 *
 * <p>Weights are drawn as PyTorch draws them, uniformly within 1 / sqrt(columns). With so many
 * columns and so large a rate the loss is far above that of guessing for a long time, and the
 * weights of the last epoch are a random draw; that is the study's, too.
 *
 * <p>Samples stay where they are and are read batch by batch: nearly ten thousand clips of 204,000
 * numbers would not fit into memory.
 */
final class SoftmaxRegression {
  private static final int BLOCK = 4096;

  /** Sums are formed in so many parts, whatever the number of threads, and added in order. */
  private static final int LANES = 8;

  /**
   * Settings.
   *
   * @param rate step along the mean gradient of a batch
   * @param batchSize most samples in a batch
   * @param epochs passes over the samples
   */
  record Options(double rate, int batchSize, int epochs) {
    /** Rate .01, batches of 64, 200 epochs. */
    static final Options STUDY = new Options(.01, 64, 200);

    Options {
      if (!(rate > 0) || batchSize < 1 || epochs < 1) {
        throw new IllegalArgumentException(
            "a rate above 0, a batch of one and an epoch at least are needed");
      }
    }
  }

  private final TrainingSet set;
  private final Options options;
  private final int jobs;
  private final int classes;
  private final int columns;
  private final float mean;
  private final float scale;
  private final double[] offsets;
  private final Lane[] lanes;
  private final MemorySegment[] weights;
  private final MemorySegment signals;

  /** Room that a lane works in. */
  private record Lane(MemorySegment batch, MemorySegment sums, float[] values) {}

  private SoftmaxRegression(TrainingSet set, Options options, Start start, Arena arena, int jobs) {
    NativeBlas.load();
    this.set = set;
    this.options = options;
    this.jobs = jobs;
    this.classes = set.classes();
    this.columns = set.x().columns();
    var moments = moments(set.x(), jobs);
    this.mean = (float) moments[0];
    this.scale = (float) moments[1];
    this.weights = new MemorySegment[Math.ceilDiv(columns, BLOCK)];
    int batch = Math.min(options.batchSize(), set.labels().length);
    for (int b = 0; b < weights.length; b++) {
      weights[b] = floats(arena, (long) width(b) * classes);
    }
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < columns; j++) {
        long at = (long) (j % BLOCK) * classes + k;
        weights[j / BLOCK].setAtIndex(ValueLayout.JAVA_FLOAT, at, start.next());
      }
    }
    this.offsets = new double[classes];
    Arrays.setAll(offsets, k -> start.next());
    this.lanes = new Lane[Math.min(LANES, weights.length)];
    Arrays.setAll(
        lanes,
        i ->
            new Lane(
                floats(arena, (long) batch * BLOCK),
                floats(arena, (long) batch * classes),
                new float[BLOCK]));
    this.signals = floats(arena, (long) batch * classes);
  }

  /** Gives first weights, class by class, then offsets. */
  @FunctionalInterface
  interface Start {
    float next();
  }

  private static MemorySegment floats(Arena arena, long count) {
    return arena.allocate(count * Float.BYTES, 64);
  }

  private int width(int block) {
    return Math.min(BLOCK, columns - block * BLOCK);
  }

  /**
   * Trains a model.
   *
   * @param seed of first weights and batches
   * @param jobs threads to use; the result does not depend on it
   * @return a model of samples as they come, not scaled
   */
  static LinearClassifier fit(TrainingSet set, Options options, long seed, int jobs) {
    var random = new SplittableRandom(seed);
    double bound = 1 / Math.sqrt(set.x().columns());
    Start start = () -> (float) random.nextDouble(-bound, bound);
    return fit(set, options, start, order -> shuffle(order, random), jobs);
  }

  /** What is done to the order of the samples before every epoch. */
  @FunctionalInterface
  interface Shuffle {
    void apply(int[] order);
  }

  static LinearClassifier fit(
      TrainingSet set, Options options, Start start, Shuffle shuffle, int jobs) {
    try (var arena = Arena.ofShared()) {
      var training = new SoftmaxRegression(set, options, start, arena, jobs);
      training.run(shuffle);
      return training.model();
    }
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  /** Mean and population deviation of all values; a deviation of 0 counts as 1. */
  private static double[] moments(SampleMatrix x, int jobs) {
    double count = (double) x.rows() * x.columns();
    double mean = Arrays.stream(InnerProducts.sums(x, jobs)).sum() / count;
    double squares = Arrays.stream(InnerProducts.squaredNorms(x, jobs)).sum() / count;
    double variance = squares - mean * mean;
    return new double[] {mean, variance > 0 ? Math.sqrt(variance) : 1};
  }

  private void run(Shuffle shuffle) {
    int n = set.labels().length;
    var order = new int[n];
    Arrays.setAll(order, i -> i);
    int[] before = null;
    for (int epoch = 0; epoch < options.epochs(); epoch++) {
      shuffle.apply(order);
      for (int from = 0; from < n; from += options.batchSize()) {
        var batch = Arrays.copyOfRange(order, from, Math.min(n, from + options.batchSize()));
        learn(batch, advance(before, batch));
        before = batch;
      }
    }
    advance(before, new int[0]);
  }

  /**
   * Takes the step that {@link #signals} say for one batch, and multiplies the samples of the next
   * by the new weights, block of columns by block, so that each is in the cache for both.
   *
   * @param before the batch to step for; null for none
   * @return sums of the next batch, {@code [next * classes]}
   */
  private double[] advance(int[] before, int[] next) {
    Lanes.run(lanes.length, jobs, lane -> advance(lane, before, next));
    var sums = new double[next.length * classes];
    for (var lane : lanes) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += lane.sums.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      }
    }
    return sums;
  }

  private void advance(int number, int[] before, int[] next) {
    var lane = lanes[number];
    lane.sums.fill((byte) 0);
    for (int b = number; b < weights.length; b += lanes.length) {
      int width = width(b);
      if (before != null) {
        gather(before, b, lane);
        NativeBlas.multiply(
            true, width, classes, before.length, lane.batch, signals, 1, weights[b]);
      }
      if (next.length > 0) {
        gather(next, b, lane);
        NativeBlas.multiply(
            false, next.length, classes, width, lane.batch, weights[b], 1, lane.sums);
      }
    }
  }

  private void gather(int[] rows, int block, Lane lane) {
    int width = width(block);
    var values = width == BLOCK ? lane.values : new float[width];
    for (int i = 0; i < rows.length; i++) {
      set.x().copyRow(rows[i], block * BLOCK, values);
      for (int j = 0; j < width; j++) {
        values[j] = (values[j] - mean) / scale;
      }
      long at = (long) i * width * Float.BYTES;
      MemorySegment.copy(values, 0, lane.batch, ValueLayout.JAVA_FLOAT, at, width);
    }
  }

  /** Turns the sums of a batch into the step that its gradient gives. */
  private void learn(int[] batch, double[] sums) {
    double factor = -options.rate() / batch.length;
    var row = new double[classes];
    var moved = new double[classes];
    for (int i = 0; i < batch.length; i++) {
      for (int k = 0; k < classes; k++) {
        row[k] = sums[i * classes + k] + offsets[k];
      }
      LinearClassifier.softmax(row);
      row[set.labels()[batch[i]]] -= 1;
      for (int k = 0; k < classes; k++) {
        double signal = factor * row[k];
        signals.setAtIndex(ValueLayout.JAVA_FLOAT, (long) i * classes + k, (float) signal);
        moved[k] += signal;
      }
    }
    Vectors.add(offsets, 0, 1, moved, 0, classes);
  }

  /** The model on samples that are not scaled: the scaling goes into weights and offsets. */
  private LinearClassifier model() {
    var values = new double[classes * columns];
    var shifted = offsets.clone();
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < columns; j++) {
        long at = (long) (j % BLOCK) * classes + k;
        double weight = weights[j / BLOCK].getAtIndex(ValueLayout.JAVA_FLOAT, at) / (double) scale;
        values[k * columns + j] = weight;
        shifted[k] -= weight * mean;
      }
    }
    return new LinearClassifier(
        new DenseMatrix(classes, columns, values), shifted, LinearClassifier.Link.SOFTMAX);
  }
}
