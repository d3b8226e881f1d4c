package mer4j.features;

import java.util.List;

/**
 * What an extraction came to.
 *
 * @param done clips computed and stored
 * @param skipped clips whose stored features were still right
 * @param failures inputs that could not be used, sorted by source
 * @param seconds time it took
 * @param audioSeconds duration of the clips computed
 */
public record ExtractionReport(
    int done, int skipped, List<Failure> failures, double seconds, double audioSeconds) {

  /** Clips computed per second, 0 if none was. */
  public double clipsPerSecond() {
    return done == 0 ? 0 : done / seconds;
  }

  /** How many times faster than playing the clips it was, 0 if none was computed. */
  public double timesRealTime() {
    return done == 0 ? 0 : audioSeconds / seconds;
  }
}
