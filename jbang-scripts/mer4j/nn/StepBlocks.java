package mer4j.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Cuts a sequence into blocks of neighbouring time steps, each one matrix {@code
 * [features][frames]} with a column per step and clip, the clips of a step side by side, so that a
 * matrix product treats many frames at once and its operands stay in the processor's cache. A
 * column's values lie together in memory.
 */
final class StepBlocks {
  /** Frames of a block, about: of 256 features each they take half a megabyte. */
  private static final int FRAMES = 512;

  private final StepView states;
  private final StepMask mask;
  private final int steps;
  private final double[] state;

  StepBlocks(StepView states, StepMask mask) {
    this.states = states;
    this.mask = mask;
    steps = Math.clamp(FRAMES / states.clips(), 1, states.time());
    state = states.newStep();
  }

  /** Number of blocks. */
  int count() {
    return Math.ceilDiv(states.time(), steps);
  }

  /** First time step of a block. */
  int from(int block) {
    return block * steps;
  }

  /** Time step after the last of a block. */
  int to(int block) {
    return Math.min((block + 1) * steps, states.time());
  }

  /** Frames of a block, padding included. */
  int frames(int block) {
    return (to(block) - from(block)) * states.clips();
  }

  /** A new matrix for a block, outside of all workspaces; to be closed. */
  INDArray newMatrix(int block, int rows) {
    try (var _ = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(
          states.array().dataType(), new long[] {rows, frames(block)}, 'f');
    }
  }

  /** Number of frames in the blocks before a block. */
  int first(int block) {
    return from(block) * states.clips();
  }

  /** The states of a block, zeros in place of padding; to be closed. */
  INDArray states(int block) {
    int clips = states.clips();
    int features = states.features();
    var values = new double[frames(block) * features];
    for (int t = from(block); t < to(block); t++) {
      states.read(t, state);
      int first = (t - from(block)) * clips;
      for (int b = 0; b < clips; b++) {
        if (mask.step(t)[b]) {
          System.arraycopy(state, b * features, values, (first + b) * features, features);
        }
      }
    }
    var matrix = newMatrix(block, features);
    write(matrix, values);
    return matrix;
  }

  /** The values of a matrix, column after column. */
  static double[] read(INDArray matrix) {
    var view = StepView.of(matrix.transpose());
    var values = view.newStep();
    view.read(0, values);
    return values;
  }

  /** Sets the values of a matrix, column after column. */
  static void write(INDArray matrix, double[] values) {
    StepView.of(matrix.transpose()).write(0, values);
  }
}
