package mer4j.features;

import java.util.List;
import java.util.Locale;

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

  /** One line: clips done, skipped and failed, and how fast. */
  @Override
  public String toString() {
    var counts = "done %d, skipped %d, failed %d".formatted(done, skipped, failures.size());
    return done == 0
        ? counts
        : String.format(
            Locale.ROOT,
            "%s in %.1f s: %.1f clips/s, %.0f times real time",
            counts,
            seconds,
            clipsPerSecond(),
            timesRealTime());
  }
}
