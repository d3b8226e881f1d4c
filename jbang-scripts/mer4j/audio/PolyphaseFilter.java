package mer4j.audio;

/**
 * A rational resampler in its polyphase form: for every position that an output can have between
 * two input samples there is one row of coefficients. Immutable, for use by several threads.
 */
final class PolyphaseFilter {
  /** Rows are padded with zeros to a multiple of this, so that vector loops have no tail. */
  private static final int LANES = 16;

  /** Above this size (coefficients) rows are computed when needed and not kept. */
  private static final long TABLE_LIMIT = 16L << 20;

  /** Outputs with the same coefficients that are computed side by side. */
  private static final int TOGETHER = 4;

  private final ResamplerDesign design;
  private final boolean vectors;
  private final int phases;
  private final int step;
  private final int before;
  private final int taps;
  private final float[] table;

  /**
   * Tabulates a filter.
   *
   * @param design its impulse response
   * @param vectors whether to use the Vector API
   */
  PolyphaseFilter(ResamplerDesign design, boolean vectors) {
    this.design = design;
    this.vectors = vectors;
    this.phases = design.phases();
    this.step = design.step();
    this.before = design.reach() / phases;
    var after = (design.reach() + phases - 1) / phases;
    this.taps = (before + after + 1 + LANES - 1) / LANES * LANES;
    this.table = (long) taps * phases <= TABLE_LIMIT ? new float[taps * phases] : null;
    for (var phase = 0; table != null && phase < phases; phase++) {
      fillRow(phase, table, phase * taps);
    }
  }

  /** Entry j of a row belongs to the input sample {@code before - j} behind the output. */
  private void fillRow(int phase, float[] into, int at) {
    for (var j = 0; j < taps; j++) {
      var distance = phase + (long) (before - j) * phases;
      into[at + j] =
          Math.abs(distance) <= design.reach() ? (float) design.response((int) distance) : 0;
    }
  }

  /**
   * Computes the first outputs of a signal.
   *
   * @param x input, zero before its first and after its last sample
   * @param count number of input samples
   * @param out receives the outputs
   * @param length number of outputs
   */
  void apply(float[] x, int count, float[] out, int length) {
    var period = (long) TOGETHER * phases;
    for (var n = 0; n < length; ) {
      var start = (long) n * step / phases - before;
      var end = start + (long) TOGETHER * step + taps;
      if (table != null && start >= 0 && end <= count && n + period <= length) {
        block(x, (int) start, out, n);
        n += (int) period;
      } else {
        var next = (int) Math.min(length, (long) n + phases);
        singly(x, count, out, n, next);
        n = next;
      }
    }
    for (var n = 0; n < length && design.ringsBeforeStart(n); n++) {
      out[n] -= (float) design.ringingBeforeStart(x, count, n);
    }
  }

  /** Outputs n to {@code n + TOGETHER * phases}, all their inputs inside the signal. */
  private void block(float[] x, int start, float[] out, int n) {
    var phase = 0;
    var at = start;
    for (var i = 0; i < phases; i++) {
      if (vectors) {
        VectorDotProducts.four(table, phase * taps, x, at, step, taps, out, n + i, phases);
      } else {
        DotProducts.four(table, phase * taps, x, at, step, taps, out, n + i, phases);
      }
      phase += step;
      at += phase / phases;
      phase %= phases;
    }
  }

  private void singly(float[] x, int count, float[] out, int from, int to) {
    var row = table == null ? new float[taps] : table;
    for (var n = from; n < to; n++) {
      var position = (long) n * step;
      var phase = (int) (position % phases);
      var rowAt = table == null ? 0 : phase * taps;
      if (table == null) {
        fillRow(phase, row, 0);
      }
      var at = position / phases - before;
      if (at < 0 || at + taps > count) {
        out[n] = atEdge(x, count, at, row, rowAt);
      } else {
        out[n] =
            vectors
                ? VectorDotProducts.one(row, rowAt, x, (int) at, taps)
                : DotProducts.one(row, rowAt, x, (int) at, taps);
      }
    }
  }

  private float atEdge(float[] x, int count, long at, float[] row, int rowAt) {
    var sum = 0.0;
    var to = (int) Math.min(taps, count - at);
    for (var j = (int) Math.max(0, -at); j < to; j++) {
      sum += (double) row[rowAt + j] * x[(int) (at + j)];
    }
    return (float) sum;
  }
}
