package mer4j.baselines;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import mer4j.data.RandomState;
import mer4j.eval.SampleMatrix;

/**
 * The first layer of a network on very many columns: its weights, their running means and the
 * training samples, in single precision outside the heap, in blocks of columns.
 *
 * <p>A step of training is bound by memory, so a block is visited once per step: its gradient from
 * one batch, its Adam step, and its part in the sums of the next batch, while it is in the cache.
 */
final class WideLayer implements AutoCloseable {
  private static final int BLOCK = 1024;

  /** Sums are formed in so many parts, whatever the number of threads, and added in order. */
  private static final int LANES = 8;

  private final Arena arena = Arena.ofShared();
  private final int rows;
  private final int columns;
  private final int units;
  private final int jobs;
  private final Block[] blocks;
  private final Scratch[] scratch;
  private final MemorySegment signals;
  private double squares;

  /** Some columns. */
  private record Block(
      int width,
      MemorySegment samples,
      MemorySegment weights,
      MemorySegment means,
      MemorySegment squares) {}

  /** Room that a lane works in. */
  private final class Scratch {
    final MemorySegment batch;
    final MemorySegment gradient = floats((long) BLOCK * units);
    final MemorySegment sums;
    double squares;

    Scratch(int batchSize) {
      batch = floats((long) batchSize * BLOCK);
      sums = floats((long) batchSize * units);
    }
  }

  /**
   * Copies the samples and draws the weights as scikit-learn does, uniformly within {@code bound}.
   *
   * @param batchSize most samples in a batch
   * @param random its next numbers become the weights, column by column
   */
  WideLayer(SampleMatrix x, int units, int batchSize, double bound, RandomState random, int jobs) {
    NativeBlas.load();
    this.rows = x.rows();
    this.columns = x.columns();
    this.units = units;
    this.jobs = jobs;
    this.blocks = new Block[(columns + BLOCK - 1) / BLOCK];
    for (int b = 0; b < blocks.length; b++) {
      int width = Math.min(BLOCK, columns - b * BLOCK);
      long size = (long) width * units;
      var weights = floats(size);
      for (long i = 0; i < size; i++) {
        double value = -bound + 2 * bound * random.randomSample();
        weights.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
      }
      blocks[b] =
          new Block(width, floats((long) width * rows), weights, floats(size), floats(size));
    }
    Lanes.run(blocks.length, jobs, b -> copySamples(x, b));
    this.scratch = new Scratch[Math.min(LANES, blocks.length)];
    this.signals = floats((long) batchSize * units);
    Arrays.setAll(scratch, lane -> new Scratch(batchSize));
  }

  private MemorySegment floats(long count) {
    return arena.allocate(count * Float.BYTES, 64);
  }

  private void copySamples(SampleMatrix x, int b) {
    var values = new float[blocks[b].width];
    for (int i = 0; i < rows; i++) {
      x.copyRow(i, b * BLOCK, values);
      long at = (long) i * values.length * Float.BYTES;
      MemorySegment.copy(values, 0, blocks[b].samples, ValueLayout.JAVA_FLOAT, at, values.length);
    }
  }

  /**
   * Takes a step down the gradient of a batch, if one is given, and multiplies the samples of the
   * next batch by the new weights.
   *
   * @param batch rows of the samples the gradient is from; null for no step
   * @param deltas derivatives of the loss by the sums of the batch, {@code [batch * units]}
   * @param step what to do with the gradient
   * @param next rows of the samples to multiply
   * @return sums of the next batch, {@code [next * units]}
   */
  double[] advance(int[] batch, float[] deltas, AdamStep step, int[] next) {
    if (batch != null) {
      MemorySegment.copy(deltas, 0, signals, ValueLayout.JAVA_FLOAT, 0, batch.length * units);
    }
    Lanes.run(scratch.length, jobs, lane -> advance(lane, batch, step, next));
    var sums = new double[next.length * units];
    squares = 0;
    for (var part : scratch) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += part.sums.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      }
      squares += part.squares;
    }
    return sums;
  }

  private void advance(int lane, int[] batch, AdamStep step, int[] next) {
    var own = scratch[lane];
    own.squares = 0;
    own.sums.fill((byte) 0);
    for (int b = lane; b < blocks.length; b += scratch.length) {
      var block = blocks[b];
      if (batch != null) {
        gather(block, batch, own.batch);
        NativeBlas.multiply(
            true, block.width, units, batch.length, own.batch, signals, 0, own.gradient);
        step.apply(own.gradient, block.weights, block.means, block.squares, block.width * units);
      }
      own.squares += AdamStep.squares(block.weights, block.width * units);
      gather(block, next, own.batch);
      NativeBlas.multiply(
          false, next.length, units, block.width, own.batch, block.weights, 1, own.sums);
    }
  }

  private static void gather(Block block, int[] rows, MemorySegment into) {
    long bytes = (long) block.width * Float.BYTES;
    for (int i = 0; i < rows.length; i++) {
      MemorySegment.copy(block.samples, rows[i] * bytes, into, i * bytes, bytes);
    }
  }

  /** Sum of the squared weights, as they were multiplied last. */
  double squares() {
    return squares;
  }

  /** The weights, {@code [units * columns]}. */
  double[] weights() {
    var weights = new double[units * columns];
    for (int b = 0; b < blocks.length; b++) {
      for (int j = 0; j < blocks[b].width; j++) {
        for (int h = 0; h < units; h++) {
          weights[h * columns + b * BLOCK + j] =
              blocks[b].weights.getAtIndex(ValueLayout.JAVA_FLOAT, (long) j * units + h);
        }
      }
    }
    return weights;
  }

  @Override
  public void close() {
    arena.close();
  }
}
