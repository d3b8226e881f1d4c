package mer4j.audio;

import mer4j.VectorApi;

/**
 * A rational resampler in its polyphase form: for every position that an output can have between
 * two input samples there is one row of coefficients. Immutable, for use by several threads.
 */
final class PolyphaseFilter {
  /** Above this size (coefficients) rows are computed when needed and not kept. */
  private static final long TABLE_LIMIT = 8L << 20;

  private final ResamplerDesign design;
  private final int phases;
  private final int step;
  private final int before;
  private final int taps;
  private final boolean tabulated;
  private final PolyphaseKernel kernel;

  /**
   * Tabulates a filter.
   *
   * @param design its impulse response
   */
  PolyphaseFilter(ResamplerDesign design) {
    this(design, VectorApi.AVAILABLE);
  }

  PolyphaseFilter(ResamplerDesign design, boolean vectors) {
    this.design = design;
    phases = design.phases();
    step = design.step();
    before = design.reach() / phases;
    taps = before + Math.ceilDiv(design.reach(), phases) + 1;
    tabulated = size() <= TABLE_LIMIT;
    var fast = tabulated && vectors ? VectorPolyphase.of(this) : null;
    kernel = fast == null ? new PlainPolyphase(this, tabulated) : fast;
  }

  /** Number of positions per input sample at which outputs can lie. */
  int phases() {
    return phases;
  }

  /** Distance between outputs, in such positions. */
  int step() {
    return step;
  }

  /** Number of input samples that an output depends on. */
  int taps() {
    return taps;
  }

  /** How many of these lie before the output. */
  int before() {
    return before;
  }

  /** Weight of input {@code j - before} behind an output's position, at that phase. */
  float coefficient(int phase, int j) {
    long distance = phase + (long) (before - j) * phases;
    return Math.abs(distance) <= design.reach() ? (float) design.response((int) distance) : 0;
  }

  /** Number of coefficients. */
  long size() {
    return (long) taps * phases;
  }

  /** Whether outputs cost no more than their sums of products. */
  boolean isTabulated() {
    return tabulated;
  }

  ResamplerDesign design() {
    return design;
  }

  PolyphaseKernel kernel() {
    return kernel;
  }
}
