package mer4j.dsp;

import java.util.Arrays;

/**
 * The centre frequencies of a constant- or variable-Q transform, upwards from C1 (32.7032 Hz), the
 * same steps in every octave.
 *
 * @param frequencies in Hz, ascending; a whole number of octaves
 * @param binsPerOctave how many of them make one octave
 */
public record PitchScale(double[] frequencies, int binsPerOctave) {
  /** C1, 45 semitones below A4 = 440 Hz. */
  private static final double LOWEST_HZ = 440 * Math.pow(2, -45 / 12.0);

  /** Ratios made of the primes 2, 3 and 5, chosen to be as simple as twelve steps allow. */
  private static final double[] FIVE_LIMIT = {
    1, 16 / 15.0, 9 / 8.0, 6 / 5.0, 5 / 4.0, 4 / 3.0, 45 / 32.0, 3 / 2.0, 8 / 5.0, 5 / 3.0, 9 / 5.0,
    15 / 8.0
  };

  /**
   * Keeps a copy of the frequencies.
   *
   * @throws IllegalArgumentException if they are not ascending, not positive, fewer than two or no
   *     whole number of octaves
   */
  public PitchScale {
    frequencies = frequencies.clone();
    if (binsPerOctave < 1 || frequencies.length < 2 || frequencies.length % binsPerOctave != 0) {
      throw new IllegalArgumentException(
          "a pitch scale needs whole octaves of two frequencies or more; given "
              + frequencies.length
              + " frequencies, "
              + binsPerOctave
              + " per octave");
    }
    for (int i = 0; i < frequencies.length; i++) {
      if (!(frequencies[i] > (i == 0 ? 0 : frequencies[i - 1]))) {
        throw new IllegalArgumentException(
            "the frequencies of a pitch scale must be positive and ascend; number "
                + i
                + " is "
                + frequencies[i]);
      }
    }
  }

  /**
   * Equal steps.
   *
   * @param binsPerOctave steps per octave, at least 1
   * @param octaves how many octaves, at least 1
   * @param tuning by how much all frequencies are raised, in fractions of a step
   */
  public static PitchScale equalTempered(int binsPerOctave, int octaves, double tuning) {
    var ratios = new double[Math.max(0, binsPerOctave)];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = Math.pow(2, (double) i / binsPerOctave);
    }
    return of(LOWEST_HZ * Math.pow(2, tuning / binsPerOctave), ratios, octaves);
  }

  /**
   * Twelve steps of five-limit just intonation: 1, 16/15, 9/8, 6/5, 5/4, 4/3, 45/32, 3/2, 8/5, 5/3,
   * 9/5, 15/8 (librosa's {@code ji5}).
   *
   * @param octaves how many octaves, at least 1
   */
  public static PitchScale fiveLimit(int octaves) {
    return of(LOWEST_HZ, FIVE_LIMIT, octaves);
  }

  private static PitchScale of(double lowest, double[] ratios, int octaves) {
    var frequencies = new double[ratios.length * Math.max(0, octaves)];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = Math.scalb(ratios[i % ratios.length], i / ratios.length) * lowest;
    }
    return new PitchScale(frequencies, ratios.length);
  }

  /** A copy of the centre frequencies in Hz. */
  @Override
  public double[] frequencies() {
    return frequencies.clone();
  }

  /** Number of frequencies. */
  public int bins() {
    return frequencies.length;
  }

  /** Number of octaves. */
  public int octaves() {
    return frequencies.length / binsPerOctave;
  }

  /**
   * Bandwidth over frequency of every bin, {@code (r - 1) / (r + 1)} where r is the ratio between
   * the two neighbours of the bin (at both ends: the squared ratio to the only neighbour). Its
   * reciprocal is the bin's Q.
   */
  double[] relativeBandwidths() {
    int last = frequencies.length - 1;
    var result = new double[last + 1];
    for (int i = 0; i <= last; i++) {
      int below = Math.max(0, i - 1);
      int above = Math.min(last, i + 1);
      double octaves = log2(frequencies[above]) - log2(frequencies[below]);
      double ratio = Math.pow(2, 2 * octaves / (above - below));
      result[i] = (ratio - 1) / (ratio + 1);
    }
    return result;
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PitchScale scale
        && binsPerOctave == scale.binsPerOctave
        && Arrays.equals(frequencies, scale.frequencies);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(frequencies) + binsPerOctave;
  }
}
