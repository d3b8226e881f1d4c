package mer4j.audio;

import java.util.Arrays;

/**
 * The kernel in plain Java. The signal is cut into stretches of some periods of the filter; the
 * samples at one place of all stretches lie side by side, so that the inner loop, which multiplies
 * them with one coefficient, is one that compilers turn into vector instructions.
 */
final class PlainPolyphase implements PolyphaseKernel {
  /** Coefficients applied in one loop; rows of them are padded with zeros. */
  private static final int AT_ONCE = 8;

  /** Stretches worked on side by side, unless periods are very long. */
  private static final int STRETCHES = 256;

  private static final int MOST_INPUTS = 1 << 20;

  /** Inputs per stretch at least, so that few belong to two of them. */
  private static final int STRETCH = 256;

  private final PolyphaseFilter filter;
  private final int stretches;
  private final int mostPeriods;
  private final int rowLength;
  private final float[][] table;

  /**
   * @param filter its coefficients
   * @param tabulate whether to keep all of them, or to compute each one when it is needed
   */
  PlainPolyphase(PolyphaseFilter filter, boolean tabulate) {
    this.filter = filter;
    stretches = Math.clamp(MOST_INPUTS / filter.step(), 1, STRETCHES);
    mostPeriods = Math.ceilDiv(STRETCH, filter.step());
    rowLength = Math.ceilDiv(filter.taps(), AT_ONCE) * AT_ONCE;
    table = tabulate ? new float[filter.phases()][rowLength] : null;
    for (int phase = 0; table != null && phase < filter.phases(); phase++) {
      fillRow(phase, table[phase]);
    }
  }

  private void fillRow(int phase, float[] into) {
    for (int j = 0; j < filter.taps(); j++) {
      into[j] = filter.coefficient(phase, j);
    }
  }

  @Override
  public int inputs() {
    return stretches * mostPeriods * filter.step();
  }

  @Override
  public int outputs() {
    return stretches * mostPeriods * filter.phases();
  }

  @Override
  public int context() {
    return rowLength;
  }

  @Override
  public Work work() {
    var places = new float[mostPeriods * filter.step() + rowLength][stretches];
    var sums = new float[stretches];
    var row = new float[rowLength];
    return (x, out, wanted) -> run(x, out, wanted, places, sums, row);
  }

  private void run(
      float[] x, float[] out, int wanted, float[][] places, float[] sums, float[] row) {
    int periods = Math.min(mostPeriods, Math.ceilDiv(wanted, stretches * filter.phases()));
    int inputs = periods * filter.step();
    int outputs = periods * filter.phases();
    for (int i = 0; i < inputs + rowLength; i++) {
      var place = places[i];
      for (int stretch = 0, j = i; stretch < stretches; stretch++, j += inputs) {
        place[stretch] = x[j];
      }
    }
    for (int n = 0; n < Math.min(wanted, outputs); n++) {
      long position = (long) n * filter.step();
      int phase = (int) (position % filter.phases());
      int first = (int) (position / filter.phases());
      Arrays.fill(sums, 0);
      if (table == null) {
        fillRow(phase, row);
      }
      for (int j = 0; j < rowLength; j += AT_ONCE) {
        add(places, first + j, table == null ? row : table[phase], j, sums);
      }
      for (int stretch = 0, at = n; stretch < stretches; stretch++, at += outputs) {
        out[at] = sums[stretch];
      }
    }
  }

  private static void add(float[][] x, int from, float[] row, int at, float[] sums) {
    float w0 = row[at];
    float w1 = row[at + 1];
    float w2 = row[at + 2];
    float w3 = row[at + 3];
    float w4 = row[at + 4];
    float w5 = row[at + 5];
    float w6 = row[at + 6];
    float w7 = row[at + 7];
    float[] x0 = x[from];
    float[] x1 = x[from + 1];
    float[] x2 = x[from + 2];
    float[] x3 = x[from + 3];
    float[] x4 = x[from + 4];
    float[] x5 = x[from + 5];
    float[] x6 = x[from + 6];
    float[] x7 = x[from + 7];
    for (int i = 0; i < sums.length; i++) {
      float low = (w0 * x0[i] + w1 * x1[i]) + (w2 * x2[i] + w3 * x3[i]);
      float high = (w4 * x4[i] + w5 * x5[i]) + (w6 * x6[i] + w7 * x7[i]);
      sums[i] += low + high;
    }
  }
}
