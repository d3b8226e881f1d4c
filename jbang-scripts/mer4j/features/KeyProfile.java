package mer4j.features;

import java.util.Arrays;

/**
 * Major or minor, how clearly, and what notes are used around the tonic: the parts of harmony that
 * listeners take for mood, told so that transposing the piece changes nothing but where a key is
 * unclear.
 *
 * <p>A key's strength is the correlation of the chroma with the probe-tone profile of C. Krumhansl
 * and E. Kessler (1982), turned to the key's tonic.
 */
final class KeyProfile {
  /** Numbers written. */
  static final int NUMBERS = 46;

  private static final int NOTES = 12;
  private static final int INTERVALS = 6;

  /** About one second. */
  private static final int WINDOW = 43;

  private static final double TINY = 1e-9;
  private static final double[] MAJOR = {
    6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88
  };
  private static final double[] MINOR = {
    6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17
  };

  private KeyProfile() {}

  /**
   * Writes, of the mean chroma: strength of the strongest major key, of the strongest minor key,
   * and their difference; its values in descending order; its values from the tonic of the
   * strongest key upwards. Then, for intervals of one to six semitones, how much of both notes
   * sounds together: mean over frames, and of the mean chroma. Then mean and deviation of the
   * frames' entropy. Last, over seconds: mean strength of the best major and minor keys, mean and
   * deviation of the difference, share of seconds in major.
   *
   * @param chroma {@code [12][frames]}
   */
  static void write(float[][] chroma, double[] numbers, int at) {
    int frames = chroma[0].length;
    var mean = mean(chroma, 0, frames);
    double[] major = strengths(mean, MAJOR);
    double[] minor = strengths(mean, MINOR);
    int tonic = 0;
    for (int key = 1; key < NOTES; key++) {
      if (Math.max(major[key], minor[key]) > Math.max(major[tonic], minor[tonic])) {
        tonic = key;
      }
    }
    numbers[at++] = max(major);
    numbers[at++] = max(minor);
    numbers[at++] = max(major) - max(minor);
    var sorted = mean.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < NOTES; i++) {
      numbers[at + i] = sorted[NOTES - 1 - i];
      numbers[at + NOTES + i] = mean[(tonic + i) % NOTES];
    }
    at = intervals(chroma, mean, numbers, at + 2 * NOTES);
    at = entropy(chroma, numbers, at);
    seconds(chroma, numbers, at);
  }

  private static double[] mean(float[][] chroma, int from, int to) {
    var mean = new double[NOTES];
    for (int note = 0; note < NOTES; note++) {
      for (int t = from; t < to; t++) {
        mean[note] += chroma[note][t];
      }
      mean[note] /= to - from;
    }
    return mean;
  }

  /** Correlation with the profile on each tonic; 0 for a chroma without any contrast. */
  private static double[] strengths(double[] chroma, double[] profile) {
    double centre = Arrays.stream(chroma).sum() / NOTES;
    double profileCentre = Arrays.stream(profile).sum() / NOTES;
    var strengths = new double[NOTES];
    for (int key = 0; key < NOTES; key++) {
      double product = 0;
      double squares = 0;
      double profileSquares = 0;
      for (int i = 0; i < NOTES; i++) {
        double a = chroma[(key + i) % NOTES] - centre;
        double b = profile[i] - profileCentre;
        product += a * b;
        squares += a * a;
        profileSquares += b * b;
      }
      strengths[key] = squares < TINY * TINY ? 0 : product / Math.sqrt(squares * profileSquares);
    }
    return strengths;
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  private static int intervals(float[][] chroma, double[] mean, double[] numbers, int at) {
    int frames = chroma[0].length;
    for (int interval = 1; interval <= INTERVALS; interval++) {
      for (int note = 0; note < NOTES; note++) {
        int other = (note + NOTES - interval) % NOTES;
        double together = 0;
        for (int t = 0; t < frames; t++) {
          together += (double) chroma[note][t] * chroma[other][t];
        }
        numbers[at + interval - 1] += together / frames;
        numbers[at + INTERVALS + interval - 1] += mean[note] * mean[other];
      }
    }
    return at + 2 * INTERVALS;
  }

  private static int entropy(float[][] chroma, double[] numbers, int at) {
    int frames = chroma[0].length;
    var entropies = new float[frames];
    for (int t = 0; t < frames; t++) {
      double sum = TINY;
      for (var note : chroma) {
        sum += note[t];
      }
      double entropy = 0;
      for (var note : chroma) {
        entropy -= note[t] / sum * Math.log(note[t] / sum + TINY);
      }
      entropies[t] = (float) entropy;
    }
    numbers[at] = RowMoments.mean(entropies);
    numbers[at + 1] = Math.sqrt(RowMoments.central(entropies, 2));
    return at + 2;
  }

  private static void seconds(float[][] chroma, double[] numbers, int at) {
    int frames = chroma[0].length;
    int length = Math.min(WINDOW, frames);
    int windows = frames / length;
    var differences = new float[windows];
    for (int w = 0; w < windows; w++) {
      var mean = mean(chroma, w * length, (w + 1) * length);
      double major = max(strengths(mean, MAJOR));
      double minor = max(strengths(mean, MINOR));
      differences[w] = (float) (major - minor);
      numbers[at] += major / windows;
      numbers[at + 1] += minor / windows;
      numbers[at + 4] += major > minor ? 1.0 / windows : 0;
    }
    numbers[at + 2] = RowMoments.mean(differences);
    numbers[at + 3] = Math.sqrt(RowMoments.central(differences, 2));
  }
}
