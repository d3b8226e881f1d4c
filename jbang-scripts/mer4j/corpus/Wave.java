package mer4j.corpus;

/** Single-cycle waveforms, read by phase in cycles. */
final class Wave {
  /** Samples of a cycle. */
  static final int SIZE = 1024;

  private static final double[] SINE = new double[SIZE + 1];

  static {
    for (int i = 0; i <= SIZE; i++) {
      SINE[i] = StrictMath.sin(2 * Math.PI * i / SIZE);
    }
  }

  private Wave() {}

  /** The sine of a phase in cycles, 0 or more. */
  static double sine(double phase) {
    return read(SINE, phase);
  }

  /** A waveform at a phase in cycles, 0 or more, between two of its samples. */
  static double read(double[] wave, double phase) {
    double at = (phase - (long) phase) * SIZE;
    int i = (int) at;
    return wave[i] + (at - i) * (wave[i + 1] - wave[i]);
  }

  /**
   * Adds up partials.
   *
   * @param amplitudes of the first, second, ... partial
   * @param highest number of the highest partial below half the sample rate
   * @return one cycle and its first sample again, the largest value 1
   */
  static double[] ofPartials(double[] amplitudes, int highest) {
    var wave = new double[SIZE + 1];
    double largest = 0;
    for (int i = 0; i < SIZE; i++) {
      for (int k = 1; k <= Math.min(highest, amplitudes.length); k++) {
        wave[i] += amplitudes[k - 1] * SINE[i * k % SIZE];
      }
      largest = Math.max(largest, Math.abs(wave[i]));
    }
    for (int i = 0; i < SIZE && largest > 0; i++) {
      wave[i] /= largest;
    }
    wave[SIZE] = wave[0];
    return wave;
  }
}
