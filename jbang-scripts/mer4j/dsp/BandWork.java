package mer4j.dsp;

/**
 * Work space of constant-Q transforms, for one thread; grows as needed. Rows are longer than the
 * frames they hold, so that vectors may reach beyond the last one.
 */
final class BandWork {
  /** Blocks whose samples lie beside each other while they are summed up. */
  static final int PANEL = 32;

  /** Rows of spectra are computed in groups of this many. */
  static final int GROUP = 6;

  /** The samples of all blocks. */
  float[] samples = {};

  /** Sums of pairs of samples, {@code [pairs][PANEL]}. */
  float[] sums = {};

  /** Differences of pairs of samples, {@code [pairs][PANEL]}. */
  float[] differences = {};

  /** Real parts of the spectra, {@code [bins][frames]}. */
  float[][] re = {};

  /** Imaginary parts. */
  float[][] im = {};

  /** Real parts of the responses of the filters, {@code [filters][frames]}. */
  float[][] responseRe = {};

  /** Imaginary parts. */
  float[][] responseIm = {};

  /** How many samples {@link #samples} holds: those of whole panels. */
  int sampleCount(BandPhases phases, int blocks) {
    return (padded(blocks) - 1) * phases.hop + phases.block;
  }

  private static int padded(int count) {
    return (count + PANEL - 1) / PANEL * PANEL;
  }

  /** Makes room for the spectra of some blocks. */
  void reserve(BandPhases phases, int blocks) {
    int length = sampleCount(phases, blocks);
    if (samples.length < length) {
      samples = new float[length];
    }
    if (sums.length < phases.pairs * PANEL) {
      sums = new float[phases.pairs * PANEL];
      differences = new float[phases.pairs * PANEL];
    }
    int rows = (phases.bins + GROUP - 1) / GROUP * GROUP;
    re = rows(re, rows, padded(blocks + PANEL / 2));
    im = rows(im, rows, padded(blocks + PANEL / 2));
  }

  /** Makes room for the responses of some filters. */
  void reserve(int filters, int frames) {
    responseRe = rows(responseRe, filters, padded(frames));
    responseIm = rows(responseIm, filters, padded(frames));
  }

  /** Rows at least that many and long; those that there are, if they suffice. */
  static float[][] rows(float[][] rows, int count, int width) {
    boolean enough = rows.length >= count && rows[0].length >= width;
    return enough ? rows : new float[Math.max(rows.length, count)][padded(width)];
  }
}
