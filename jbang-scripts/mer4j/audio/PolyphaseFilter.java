package mer4j.audio;

/**
 * A rational resampler in its polyphase form: for every position that an output can have between
 * two input samples there is one row of coefficients.
 */
final class PolyphaseFilter {
  /** Rows are padded with zeros to a multiple of this, so that vector loops have no tail. */
  private static final int LANES = 16;

  /** Above this size (coefficients) rows are computed when needed and not kept. */
  private static final long TABLE_LIMIT = 16L << 20;

  /** Outputs with the same coefficients computed side by side. */
  private static final int TOGETHER = 4;

  private final ResamplerDesign design;
  private final int before;
  private final int taps;
  private final float[] table;

  private PolyphaseFilter(ResamplerDesign design, int before, int taps, float[] table) {
    this.design = design;
    this.before = before;
    this.taps = taps;
    this.table = table;
  }

  static PolyphaseFilter of(ResamplerDesign design) {
    var before = design.reach() / design.phases;
    var after = (design.reach() + design.phases - 1) / design.phases;
    var taps = (before + after + 1 + LANES - 1) / LANES * LANES;
    float[] table = null;
    if ((long) taps * design.phases <= TABLE_LIMIT) {
      table = new float[taps * design.phases];
    }
    var filter = new PolyphaseFilter(design, before, taps, table);
    for (var phase = 0; table != null && phase < design.phases; phase++) {
      filter.fillRow(phase, table, phase * taps);
    }
    return filter;
  }

  /** Entry j of a row belongs to the input sample {@code before - j} ahead of the output. */
  private void fillRow(int phase, float[] into, int at) {
    for (var j = 0; j < taps; j++) {
      var distance = phase + (long) (before - j) * design.phases;
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
    var phases = design.phases;
    var step = design.step;
    var row = table == null ? new float[taps] : table;
    var n = 0;
    while (n < length) {
      // One block: `TOGETHER` periods of the pattern of phases, if they fit.
      var start = (long) n * step / phases - before;
      var end = ((long) n + (long) TOGETHER * phases) * step / phases - before + taps;
      var whole =
          table != null
              && start >= 0
              && end <= count
              && n + (long) TOGETHER * phases <= length
              && n % phases == 0;
      if (whole) {
        block(x, (int) start, out, n);
        n += TOGETHER * phases;
        continue;
      }
      var stop = Math.min(length, (n / phases + 1) * (long) phases);
      for (; n < stop; n++) {
        var position = (long) n * step;
        var phase = (int) (position % phases);
        if (table == null) {
          fillRow(phase, row, 0);
        }
        var at = position / phases - before;
        out[n] = single(x, count, at, row, table == null ? 0 : phase * taps);
      }
    }
    for (n = 0; n < length && design.ringsBeforeStart(n); n++) {
      out[n] -= (float) design.ringingBeforeStart(x, count, n);
    }
  }

  private void block(float[] x, int start, float[] out, int n) {
    var phases = design.phases;
    var step = design.step;
    var phase = 0;
    var at = start;
    for (var p = 0; p < phases; p++) {
      DotProducts.four(table, phase * taps, x, at, step, taps, out, n + p, phases);
      phase += step;
      at += phase / phases;
      phase %= phases;
    }
  }

  private float single(float[] x, int count, long at, float[] row, int rowAt) {
    if (at >= 0 && at + taps <= count) {
      return DotProducts.one(row, rowAt, x, (int) at, taps);
    }
    var sum = 0.0;
    var from = (int) Math.max(0, -at);
    var to = (int) Math.min(taps, count - at);
    for (var j = from; j < to; j++) {
      sum += (double) row[rowAt + j] * x[(int) (at + j)];
    }
    return (float) sum;
  }
}
