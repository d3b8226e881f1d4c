package mer4j.audio;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link PlainPolyphase} with the Vector API: neighbouring outputs lie in the lanes of a vector,
 * and each input sample is multiplied with the coefficients it has in all of them.
 *
 * <p>Eight stretches of the signal, some periods of the filter long, are worked on side by side,
 * because they have the same coefficients. They are copied to rows at a fixed distance, so that one
 * running index addresses all of them.
 *
 * <p>The terms of every output are added in the same order, wherever it lies, so that a constant
 * stays constant to the last bit.
 */
final class VectorPolyphase implements PolyphaseKernel {
  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > OVERHANG
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();

  /** Stretches worked on side by side. */
  private static final int ROWS = 8;

  /** Distance of rows; no multiple of a power of two, so that they do not compete in the cache. */
  private static final int PITCH = 2448;

  /** Share of lanes that a period may leave empty in its last vector. */
  private static final double IDLE = 0.04;

  /** Outputs per row at most, unless a period has more. */
  private static final int ROW_OUTPUTS = 1 << 12;

  private static final int MOST_REPEATS = 16;

  /** Outputs and inputs of a period: whole vectors of outputs, nearly. */
  private final int periodOutputs;

  private final int periodInputs;

  /** Vectors of outputs per period, and the first input that each depends on. */
  private final int groups;

  private final int[] start;

  /** Inputs that a vector of outputs depends on. */
  private final int span;

  /** Most periods in a row. */
  private final int rowPeriods;

  /** Vectors of outputs that find their inputs in one row. */
  private final int rowGroups;

  /** Coefficients by vector of outputs, input and lane. */
  private final float[] table;

  private VectorPolyphase(PolyphaseFilter filter, int repeats, int span) {
    this.span = span;
    periodOutputs = repeats * filter.phases();
    periodInputs = repeats * filter.step();
    groups = Math.ceilDiv(periodOutputs, LANES);
    start = new int[groups];
    table = new float[groups * span * LANES];
    for (int n = 0; n < groups * LANES; n++) {
      int group = n / LANES;
      if (n % LANES == 0) {
        start[group] = first(filter, n);
      }
      int phase = (int) ((long) n * filter.step() % filter.phases());
      int at = (group * span + first(filter, n) - start[group]) * LANES + n % LANES;
      for (int j = 0; j < filter.taps(); j++) {
        table[at + j * LANES] = filter.coefficient(phase, j);
      }
    }
    int room = (PITCH - span - start[groups - 1]) / periodInputs + 1;
    rowPeriods = Math.max(1, Math.min(room, ROW_OUTPUTS / periodOutputs));
    int fit = 1;
    while (fit < groups && start[fit] + span <= PITCH) {
      fit++;
    }
    rowGroups = fit;
  }

  /** The kernel of a filter, or null if the filter is too long for it. */
  static VectorPolyphase of(PolyphaseFilter filter) {
    int repeats = 1;
    while (repeats < MOST_REPEATS && idle(repeats * filter.phases()) > IDLE) {
      repeats++;
    }
    // How far apart the first and last of a vector of outputs can begin.
    int spread = Math.ceilDiv((LANES - 1) * filter.step(), filter.phases());
    int span = filter.taps() + spread;
    return span > PITCH ? null : new VectorPolyphase(filter, repeats, span);
  }

  private static double idle(int outputs) {
    return (double) (Math.ceilDiv(outputs, LANES) * LANES - outputs) / outputs;
  }

  /** The first input of an output, relative to that of output 0. */
  private static int first(PolyphaseFilter filter, int output) {
    return (int) ((long) output * filter.step() / filter.phases());
  }

  @Override
  public int inputs() {
    return ROWS * rowPeriods * periodInputs;
  }

  @Override
  public int outputs() {
    return ROWS * rowPeriods * periodOutputs;
  }

  @Override
  public int context() {
    return start[groups - 1] + span;
  }

  @Override
  public Work work() {
    var rows = new float[ROWS * PITCH];
    return (x, out, wanted) -> run(x, out, wanted, rows);
  }

  private void run(float[] x, float[] out, int wanted, float[] rows) {
    int periods = Math.min(rowPeriods, Math.ceilDiv(wanted, ROWS * periodOutputs));
    int inputs = periods * periodInputs;
    int outputs = periods * periodOutputs;
    // From the end, because a period's last vector reaches over the next period's first outputs.
    int last = (groups - 1) / rowGroups * rowGroups;
    for (int from = last; from >= 0; from -= rowGroups) {
      int to = Math.min(groups, from + rowGroups);
      int length = inputs - periodInputs + start[to - 1] - start[from] + span;
      for (int row = 0; row < ROWS; row++) {
        System.arraycopy(x, row * inputs + start[from], rows, row * PITCH, length);
      }
      for (int g = to - 1; g >= from; g--) {
        for (int period = periods - 1; period >= 0; period--) {
          int at = period * periodInputs + start[g] - start[from];
          outputs(rows, at, g * span * LANES, out, period * periodOutputs + g * LANES, outputs);
        }
      }
    }
  }

  /** One vector of outputs of each row, {@code gap} apart. */
  private void outputs(float[] x, int at, int row, float[] out, int outAt, int gap) {
    var a0 = FloatVector.zero(SPECIES);
    var a1 = FloatVector.zero(SPECIES);
    var a2 = FloatVector.zero(SPECIES);
    var a3 = FloatVector.zero(SPECIES);
    var a4 = FloatVector.zero(SPECIES);
    var a5 = FloatVector.zero(SPECIES);
    var a6 = FloatVector.zero(SPECIES);
    var a7 = FloatVector.zero(SPECIES);
    for (int i = 0; i < span; i++) {
      var weights = FloatVector.fromArray(SPECIES, table, row + i * LANES);
      int j = at + i;
      a0 = FloatVector.broadcast(SPECIES, x[j]).fma(weights, a0);
      a1 = FloatVector.broadcast(SPECIES, x[j + PITCH]).fma(weights, a1);
      a2 = FloatVector.broadcast(SPECIES, x[j + 2 * PITCH]).fma(weights, a2);
      a3 = FloatVector.broadcast(SPECIES, x[j + 3 * PITCH]).fma(weights, a3);
      a4 = FloatVector.broadcast(SPECIES, x[j + 4 * PITCH]).fma(weights, a4);
      a5 = FloatVector.broadcast(SPECIES, x[j + 5 * PITCH]).fma(weights, a5);
      a6 = FloatVector.broadcast(SPECIES, x[j + 6 * PITCH]).fma(weights, a6);
      a7 = FloatVector.broadcast(SPECIES, x[j + 7 * PITCH]).fma(weights, a7);
    }
    a0.intoArray(out, outAt);
    a1.intoArray(out, outAt + gap);
    a2.intoArray(out, outAt + 2 * gap);
    a3.intoArray(out, outAt + 3 * gap);
    a4.intoArray(out, outAt + 4 * gap);
    a5.intoArray(out, outAt + 5 * gap);
    a6.intoArray(out, outAt + 6 * gap);
    a7.intoArray(out, outAt + 7 * gap);
  }
}
