package mer4j.audio;

import mer4j.VectorApi;

/**
 * Halves the sample rate of a signal piece by piece: the step between the octaves of a constant-Q
 * transform, and {@link Resampler}'s way from twice a rate to that rate. Every output is computed
 * in the same way wherever a piece begins, so pieces put together are equal, bit by bit, to the
 * signal halved at once.
 *
 * <p>An output is the sum of 389 weighted samples. Two consecutive outputs share some of their
 * work: with the samples split by their number modulo four, three filters of 96 coefficients, each
 * for the even and for the odd samples, do what four would. Their inputs are differences of the
 * split samples, their coefficients sums of the filter's.
 *
 * <p>Source: S. Winograd, "Arithmetic complexity of computations" (1980); for filters running side
 * by side: D. A. Parker and K. K. Parhi, "Low-area/power parallel FIR digital filter
 * implementations" (1997).
 *
 * <p>Keeps work space. Not thread-safe.
 */
public final class RateHalving {
  private static final int TAPS = HalvingKernel.TAPS;
  private static final int FILTERS = HalvingKernel.FILTERS;
  private static final int REST = HalvingKernel.REST;

  /** Outputs of a filter computed at a time: what they need stays in the processor's cache. */
  private static final int MOST = 12 * HalvingKernel.STEP;

  /** Samples that an output needs before and after its place. */
  private static final int REACH = (4 * TAPS + REST - 1) / 2;

  /** Inputs of a filter: each output needs those of its coefficients, and differences one more. */
  private static final int MARGIN = TAPS + 16;

  private static final int WIDTH = MOST + MARGIN;

  /** The last coefficients, for which the filters have no room. */
  private static final float[] LAST = new float[REST];

  /** Coefficients for the even samples, filter by filter, then those for the odd ones. */
  private static final float[] COEFFICIENTS = new float[2 * FILTERS * TAPS];

  static {
    var design = ResamplerDesign.of(2, 1);
    if (design.reach() != REACH) {
      throw new IllegalStateException("the filter reaches " + design.reach() + " samples");
    }
    for (int i = 0; i < REST; i++) {
      LAST[i] = (float) design.response(REACH - REST + 1 + i);
    }
    for (int odd = 0; odd < 2; odd++) {
      for (int i = 0; i < TAPS; i++) {
        double a = design.response(4 * i + odd - REACH);
        double b = design.response(4 * i + odd - REACH + 2);
        int at = odd * FILTERS * TAPS + i;
        COEFFICIENTS[at] = (float) a;
        COEFFICIENTS[at + TAPS] = (float) (a + b);
        COEFFICIENTS[at + 2 * TAPS] = (float) b;
      }
    }
  }

  private final HalvingKernel kernel;
  private final float[] samples = new float[4 * WIDTH];
  private final float[] split = new float[4 * WIDTH];
  private final float[] inputs = new float[2 * FILTERS * WIDTH];
  private final float[] sums = new float[FILTERS * MOST];
  private final float[] outputs = new float[2 * MOST];

  /** Makes work space. */
  public RateHalving() {
    this(VectorApi.AVAILABLE ? new VectorHalvingKernel() : new PlainHalvingKernel());
  }

  RateHalving(HalvingKernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Computes consecutive samples of the signal at half its rate.
   *
   * @param signal at its own rate
   * @param from number of the first output wanted, at least 0; output n lies at sample 2n
   * @param into receives the outputs
   * @param offset where in {@code into} the first one goes
   * @param count how many
   */
  public void read(Signal signal, long from, float[] into, int offset, int count) {
    // In which of the two ways an output is computed depends on its number alone.
    long start = from & -2;
    while (start < from + count) {
      int step = HalvingKernel.STEP;
      int half = (int) Math.min(MOST, (from + count - start + 1) / 2);
      half = (half + step - 1) / step * step;
      sum(signal, start, half);
      int skipped = (int) Math.max(0, from - start);
      int at = offset + (int) (start + skipped - from);
      if (skipped == 0 && at + 2 * half <= offset + count) {
        kernel.join(sums, MOST, split, WIDTH, LAST, into, at, half);
      } else {
        kernel.join(sums, MOST, split, WIDTH, LAST, outputs, 0, half);
        int length = Math.min(2 * half - skipped, offset + count - at);
        System.arraycopy(outputs, skipped, into, at, length);
      }
      start += 2L * half;
    }
  }

  private void sum(Signal signal, long start, int half) {
    int width = half + MARGIN;
    signal.read(2 * start - REACH, samples, 0, 4 * width);
    kernel.split(samples, split, WIDTH, width);
    kernel.differences(split, 0, inputs, 0, WIDTH, half + TAPS);
    kernel.differences(split, 1, inputs, FILTERS * WIDTH, WIDTH, half + TAPS);
    for (int filter = 0; filter < FILTERS; filter++) {
      kernel.filter(
          inputs,
          filter * WIDTH,
          (FILTERS + filter) * WIDTH,
          COEFFICIENTS,
          filter * TAPS,
          (FILTERS + filter) * TAPS,
          sums,
          filter * MOST,
          half);
    }
  }
}
