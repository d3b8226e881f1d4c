package mer4j.dsp;

import mer4j.VectorApi;

/**
 * Estimates by how much a recording is tuned above or below A = 440 Hz, as a fraction of a bin.
 *
 * <p>In every frame the local maxima between 150 Hz and 4000 Hz that exceed a tenth of the frame's
 * maximum are located by a parabola through three bins. Of these peaks, the ones at least as high
 * as the median peak vote for their distance to the nearest bin of an equal-tempered scale, in a
 * histogram of 100 cells; the left edge of the fullest (the lowest of equal ones) is the result.
 *
 * <p>Source: the peak interpolation is that of J. O. Smith, "Spectral Audio Signal Processing"
 * (2011), section on sinusoidal peak interpolation.
 *
 * <p>Feed it frame by frame with {@link #add} (in any order), or whole with {@link #estimate}. Not
 * thread-safe.
 */
public final class TuningEstimator {
  private static final double LOW_HZ = 150;
  private static final double HIGH_HZ = 4000;
  private static final float THRESHOLD = 0.1f;
  private static final int CELLS = 100;
  private static final double LOG_2 = Math.log(2);

  private final int sampleRate;
  private final int frameLength;
  private final int binsPerOctave;
  private final int low;
  private final int high;
  private final VectorPeaks lanes;
  private final PeakList peaks = new PeakList();

  /**
   * @param sampleRate in Hz
   * @param frameLength samples per frame of the spectrum
   * @param binsPerOctave bins per octave of the scale, whose fractions the result is in
   * @throws IllegalArgumentException if one of them is not positive
   */
  public TuningEstimator(int sampleRate, int frameLength, int binsPerOctave) {
    Samples.requireRate(sampleRate);
    if (frameLength < 4 || binsPerOctave < 1) {
      throw new IllegalArgumentException(
          "a tuning estimate needs a frame of 4 samples or more and at least one bin per octave;"
              + " given "
              + frameLength
              + " and "
              + binsPerOctave);
    }
    this.sampleRate = sampleRate;
    this.frameLength = frameLength;
    this.binsPerOctave = binsPerOctave;
    double hzPerBin = (double) sampleRate / frameLength;
    low = (int) Math.ceil(LOW_HZ / hzPerBin);
    double top = Math.min(HIGH_HZ, sampleRate / 2.0);
    high = Math.min((int) Math.ceil(top / hzPerBin), frameLength / 2);
    lanes = VectorApi.AVAILABLE ? new VectorPeaks(Math.max(0, high - low)) : null;
  }

  /**
   * The tuning of a recording.
   *
   * @param spectra magnitude or power spectra, {@code [frames][frameLength / 2 + 1]}; which of the
   *     two changes the heights of the peaks and so the result
   * @param sampleRate in Hz
   * @param binsPerOctave bins per octave of the scale
   * @return tuning in fractions of a bin, -0.5 to 0.49; 0 when there is no peak
   */
  public static double estimate(float[][] spectra, int sampleRate, int binsPerOctave) {
    if (spectra.length == 0) {
      return 0;
    }
    var estimator = new TuningEstimator(sampleRate, 2 * (spectra[0].length - 1), binsPerOctave);
    for (float[] spectrum : spectra) {
      estimator.add(spectrum);
    }
    return estimator.tuning();
  }

  /**
   * Collects the peaks of one frame.
   *
   * @param spectrum magnitude or power, {@code [frameLength / 2 + 1]}
   */
  public void add(float[] spectrum) {
    Samples.requireLength("a spectrum", spectrum.length, frameLength / 2 + 1);
    float most = 0;
    for (float value : spectrum) {
      most = Math.max(most, value);
    }
    float least = THRESHOLD * most;
    for (int k = low; k < high; k++) {
      float here = spectrum[k];
      if (here > least && here > spectrum[k - 1] && here >= spectrum[k + 1]) {
        add(k, spectrum[k - 1], here, spectrum[k + 1]);
      }
    }
  }

  /** Collects a peak at bin k. */
  private void add(int k, float before, float here, float after) {
    double curve = (after + before) - 2.0 * here;
    double slope = (after - before) / 2.0;
    float shift = Math.abs(slope) >= Math.abs(curve) ? 0 : (float) (-slope / curve);
    peaks.add(
        (float) ((k + (double) shift) * sampleRate / frameLength),
        here + 0.5f * (float) slope * shift);
  }

  /**
   * Collects the peaks of a block of frames.
   *
   * @param spectra magnitude or power, {@code [frameLength / 2 + 1]} in every frame
   * @throws IllegalArgumentException if the block has another number of rows
   */
  public void add(FrameBlock spectra) {
    spectra.requireRows("a block of spectra", frameLength / 2 + 1);
    if (lanes == null) {
      for (float[] spectrum : spectra.byFrame()) {
        add(spectrum);
      }
      return;
    }
    float[] rows = spectra.byRow();
    long[] masks = lanes.find(rows, low, high, THRESHOLD);
    int perRow = VectorPeaks.masksPerRow();
    int lanesPerMask = FrameBlock.FRAMES / perRow;
    for (int k = low, i = 0; k < high; k++) {
      for (int group = 0; group < perRow; group++, i++) {
        for (long left = masks[i]; left != 0; left &= left - 1) {
          int at = k * FrameBlock.FRAMES + group * lanesPerMask + Long.numberOfTrailingZeros(left);
          add(k, rows[at - FrameBlock.FRAMES], rows[at], rows[at + FrameBlock.FRAMES]);
        }
      }
    }
  }

  /** The tuning by all peaks collected so far; 0 when there is none. */
  public double tuning() {
    if (peaks.size() == 0) {
      return 0;
    }
    float median = peaks.medianHeight();
    var counts = new int[CELLS];
    for (int i = 0; i < peaks.size(); i++) {
      if (peaks.height(i) >= median) {
        counts[cell(peaks.hertz(i))]++;
      }
    }
    int fullest = 0;
    for (int cell = 1; cell < CELLS; cell++) {
      if (counts[cell] > counts[fullest]) {
        fullest = cell;
      }
    }
    return -0.5 + (double) fullest / CELLS;
  }

  /**
   * The histogram cell of a frequency. Its position is rounded to {@code float} at each step, where
   * librosa does: two cells of nearly the same count may change places otherwise.
   */
  private int cell(float hz) {
    float octaves = (float) (Math.log(hz / 27.5f) / LOG_2);
    float position = binsPerOctave * octaves;
    float residual = (float) (position - Math.floor(position));
    residual -= residual >= 0.5f ? 1 : 0;
    int cell = Math.clamp((int) Math.floor((residual + 0.5) * CELLS), 0, CELLS - 1);
    // The product may round to the other side of an edge.
    if (residual < edge(cell)) {
      cell--;
    } else if (cell + 1 < CELLS && residual >= edge(cell + 1)) {
      cell++;
    }
    return Math.max(0, cell);
  }

  private static double edge(int cell) {
    return cell * 0.01 - 0.5;
  }

  /** Forgets all peaks, for the next recording. */
  public void clear() {
    peaks.clear();
  }
}
