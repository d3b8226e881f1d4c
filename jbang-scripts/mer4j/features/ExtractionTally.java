package mer4j.features;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import mer4j.ProgressListener;

/**
 * What an extraction has come to so far: clips done, skipped and failed. Safe for use by several
 * threads; the listener is told of one clip at a time.
 */
final class ExtractionTally {
  /** Orders failures as they are listed. */
  static final Comparator<Failure> BY_SOURCE =
      Comparator.comparing(Failure::source).thenComparing(Failure::reason);

  private final long start = System.nanoTime();
  private final int clips;
  private final ProgressListener progress;

  // Guarded by this.
  private final List<Failure> failures;
  private int done;
  private int skipped;
  private int finished;
  private double audioSeconds;

  /**
   * @param clips how many there are
   * @param unusable inputs that were not even found to be clips
   * @param progress told of every clip finished
   */
  ExtractionTally(int clips, List<Failure> unusable, ProgressListener progress) {
    this.clips = clips;
    this.failures = new ArrayList<>(unusable);
    this.progress = progress;
  }

  /**
   * Counts a clip whose features are stored.
   *
   * @param seconds its duration; empty if they were stored before
   */
  synchronized void stored(OptionalDouble seconds) {
    if (seconds.isPresent()) {
      done++;
      audioSeconds += seconds.getAsDouble();
    } else {
      skipped++;
    }
    finished();
  }

  /** Counts a clip that cannot be used. */
  synchronized void failed(Failure failure) {
    failures.add(failure);
    finished();
  }

  private void finished() {
    progress.update(++finished, clips, "");
  }

  /** Inputs that cannot be used, in the order of lists. */
  synchronized List<Failure> failures() {
    return failures.stream().sorted(BY_SOURCE).toList();
  }

  /** What it came to, with the time since this was made. */
  synchronized ExtractionReport report() {
    return new ExtractionReport(
        done, skipped, failures(), (System.nanoTime() - start) / 1e9, audioSeconds);
  }
}
