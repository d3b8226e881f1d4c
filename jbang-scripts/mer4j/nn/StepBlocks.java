package mer4j.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Cuts a sequence into blocks of neighbouring time steps, each one matrix {@code [steps x
 * clips][features]} with the clips of a step in neighbouring rows, so that a matrix product treats
 * many frames at once and its operands stay in the processor's cache.
 */
final class StepBlocks {
  /** Rows of a block, about: one of 256 features takes half a megabyte. */
  private static final int ROWS = 512;

  private final StepView states;
  private final StepMask mask;
  private final int steps;
  private final double[] state;

  StepBlocks(StepView states, StepMask mask) {
    this.states = states;
    this.mask = mask;
    steps = Math.clamp(ROWS / states.clips(), 1, states.time());
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

  /** Rows of a block's matrix. */
  int rows(int block) {
    return (to(block) - from(block)) * states.clips();
  }

  /** A new matrix for a block, outside of all workspaces; to be closed. */
  INDArray newMatrix(int block, int columns) {
    try (var _ = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(
          states.array().dataType(), new long[] {rows(block), columns}, 'f');
    }
  }

  /** Number of rows in the blocks before a block. */
  int first(int block) {
    return from(block) * states.clips();
  }

  /** The frames of a block, zeros in place of padding; to be closed. */
  INDArray frames(int block) {
    int rows = rows(block);
    int clips = states.clips();
    var values = new double[rows * states.features()];
    for (int t = from(block); t < to(block); t++) {
      states.read(t, state);
      var valid = mask.step(t);
      int first = (t - from(block)) * clips;
      for (int f = 0; f < states.features(); f++) {
        for (int b = 0; b < clips; b++) {
          values[f * rows + first + b] = valid[b] ? state[f * clips + b] : 0;
        }
      }
    }
    var matrix = newMatrix(block, states.features());
    StepView.of(matrix).write(0, values);
    return matrix;
  }
}
