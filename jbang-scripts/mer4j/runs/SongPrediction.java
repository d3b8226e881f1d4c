package mer4j.runs;

import java.nio.file.Path;
import java.util.List;

/**
 * What a model says about one song.
 *
 * @param song the file
 * @param classes class names
 * @param seconds length of the song
 * @param truncated whether the file ends in the middle
 * @param times middle of each window, in seconds
 * @param windows {@code [windows][classes]}, probabilities that sum to one in each window
 */
public record SongPrediction(
    Path song,
    List<String> classes,
    double seconds,
    boolean truncated,
    double[] times,
    double[][] windows) {

  /** Probability of each class for the whole song: the mean over its windows. */
  public double[] probabilities() {
    var mean = new double[classes.size()];
    for (var window : windows) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += window[k] / windows.length;
      }
    }
    return mean;
  }

  /** Index of the likeliest class, the first of equals. */
  public int predicted() {
    var mean = probabilities();
    int best = 0;
    for (int k = 1; k < mean.length; k++) {
      if (mean[k] > mean[best]) {
        best = k;
      }
    }
    return best;
  }
}
