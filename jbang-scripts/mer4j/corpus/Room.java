package mer4j.corpus;

/**
 * Reverberation: four parallel feedback combs, each with a low-pass in its loop, and two all-pass
 * filters after them (M. Schroeder, 1962; J. Moorer, 1979).
 */
final class Room {
  /** Delays of the combs and all-passes in seconds, with no common factor. */
  private static final double[] COMBS = {.0297, .0371, .0411, .0437};

  private static final double[] ALL_PASSES = {.005, .0017};

  private Room() {}

  /**
   * Adds the room's answer.
   *
   * @param dry what was played
   * @param wet share of the room, 0 to 1
   * @param rate samples per second
   */
  static float[] add(float[] dry, double wet, int rate) {
    var sum = new double[dry.length];
    double seconds = .6 + 1.6 * wet;
    for (double delay : COMBS) {
      comb(dry, sum, (int) (delay * rate), StrictMath.pow(10, -3 * delay / seconds));
    }
    for (double delay : ALL_PASSES) {
      allPass(sum, (int) (delay * rate));
    }
    var result = new float[dry.length];
    for (int i = 0; i < dry.length; i++) {
      result[i] = (float) ((1 - .4 * wet) * dry[i] + .35 * wet * sum[i]);
    }
    return result;
  }

  private static void comb(float[] in, double[] sum, int delay, double feedback) {
    var line = new double[delay];
    double damped = 0;
    int at = 0;
    for (int i = 0; i < in.length; i++) {
      double out = line[at];
      damped = .7 * out + .3 * damped;
      line[at] = in[i] + feedback * damped;
      at = at + 1 == delay ? 0 : at + 1;
      sum[i] += out;
    }
  }

  private static void allPass(double[] signal, int delay) {
    var line = new double[delay];
    int at = 0;
    for (int i = 0; i < signal.length; i++) {
      double held = line[at];
      double out = held - .7 * signal[i];
      line[at] = signal[i] + .7 * out;
      at = at + 1 == delay ? 0 : at + 1;
      signal[i] = out;
    }
  }
}
