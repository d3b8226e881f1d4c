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

  /** The samples of the blocks summed up at once. */
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

  /** What the plain version needs beside that. */
  float[][] plainSums = {};

  float[][] plainDifferences = {};
  float[][] plainRe = {};
  float[][] plainIm = {};

  /** Makes room for the spectra of some blocks, whose samples are summed up so many at once. */
  void reserve(BandPhases phases, int blocks, int atOnce) {
    int length = (atOnce - 1) * phases.hop + phases.block;
    if (samples.length < length) {
      samples = new float[length];
    }
    if (sums.length < phases.pairs * PANEL) {
      sums = new float[phases.pairs * PANEL];
      differences = new float[phases.pairs * PANEL];
    }
    int rows = (phases.bins + GROUP - 1) / GROUP * GROUP;
    int width = (blocks + PANEL / 2 + atOnce - 1) / atOnce * atOnce;
    re = rows(re, rows, width);
    im = rows(im, rows, width);
  }

  /** Makes room for the responses of some filters. */
  void reserve(int filters, int frames) {
    int wholeGroups = filters + GROUP;
    responseRe = rows(responseRe, wholeGroups, frames);
    responseIm = rows(responseIm, wholeGroups, frames);
  }

  /** Rows at least that many and long; those that there are, if they suffice. */
  static float[][] rows(float[][] rows, int count, int width) {
    boolean enough = rows.length >= count && rows[0].length >= width;
    if (enough) {
      return rows;
    }
    int padded =
        (Math.max(width, rows.length == 0 ? 0 : rows[0].length) + PANEL - 1) / PANEL * PANEL;
    return new float[Math.max(rows.length, count)][padded];
  }
}
