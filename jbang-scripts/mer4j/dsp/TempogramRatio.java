package mer4j.dsp;

/**
 * Tempogram ratio: the tempogram's values at musically related multiples of every frame's own
 * tempo. The 13 rows are the multiples 4, 8/3, 3, 2, 4/3, 3/2, 1, 2/3, 3/4, 1/2, 1/3, 3/8 and 1/4
 * (from sixteenth notes to whole notes, dotted, plain and triplet). Values between lags are
 * interpolated linearly over tempo; beyond the tempogram's tempi they are 0.
 *
 * <p>Source: M. Prockup, A. F. Ehmann, F. Gouyon, E. M. Schmidt and Y. E. Kim, "Modeling musical
 * rhythm at scale with the music genome project" (2015).
 */
public final class TempogramRatio {
  private static final double[] FACTORS = {
    4, 8.0 / 3, 3, 2, 4.0 / 3, 3.0 / 2, 1, 2.0 / 3, 3.0 / 4, 1.0 / 2, 1.0 / 3, 3.0 / 8, 1.0 / 4
  };

  private TempogramRatio() {}

  /** Number of rows. */
  public static int rows() {
    return FACTORS.length;
  }

  /**
   * @param tempogram {@code [frames][lags]}, 3 lags or more
   * @param tempo gives the tempo of a frame and the tempi of lags
   * @return {@code [frames][13]}
   */
  public static float[][] of(float[][] tempogram, Tempo tempo) {
    var result = new float[tempogram.length][FACTORS.length];
    for (int t = 0; t < tempogram.length; t++) {
      var frame = new double[tempogram[t].length];
      for (int lag = 0; lag < frame.length; lag++) {
        frame[lag] = tempogram[t][lag];
      }
      double bpm = tempo.bpm(tempo.bestLag(frame));
      for (int row = 0; row < FACTORS.length; row++) {
        result[t][row] = (float) valueAt(frame, tempo, bpm * FACTORS[row]);
      }
    }
    return result;
  }

  /** The tempogram's value at a tempo, 0 beyond the tempi of its lags. */
  private static double valueAt(double[] frame, Tempo tempo, double bpm) {
    int last = frame.length - 1;
    if (!(bpm >= tempo.bpm(last) && bpm <= tempo.bpm(1))) {
      return 0;
    }
    // Tempo falls with the lag, so the lag just above this tempo follows from one division.
    int low = Math.clamp((int) Math.ceil(tempo.bpm(1) / bpm), 2, last);
    while (low < last && tempo.bpm(low) > bpm) {
      low++;
    }
    while (low > 2 && tempo.bpm(low - 1) < bpm) {
      low--;
    }
    double from = tempo.bpm(low);
    double to = tempo.bpm(low - 1);
    return frame[low] + (frame[low - 1] - frame[low]) * (bpm - from) / (to - from);
  }
}
