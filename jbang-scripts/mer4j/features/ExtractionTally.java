package mer4j.features;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import mer4j.ProgressListener;

/**
 * What an extraction has come to so far: clips done, skipped and failed, and how fast it goes. Safe
 * for use by several threads; the listener is told of one clip at a time.
 */
final class ExtractionTally {
  /** Orders failures as they are listed. */
  static final Comparator<Failure> BY_SOURCE =
      Comparator.comparing(Failure::source).thenComparing(Failure::reason);

  /** Clips that the rate is taken over. */
  private static final int RATE_WINDOW = 64;

  private final long start = System.nanoTime();
  private final int clips;
  private final ProgressListener progress;

  // Guarded by this.
  private final List<Failure> failures;
  private final ArrayDeque<Long> finishTimes = new ArrayDeque<>();
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
    finishTimes.add(System.nanoTime());
    if (finishTimes.size() > RATE_WINDOW) {
      finishTimes.removeFirst();
    }
    finished++;
    progress.update(finished, clips, message(clips - finished));
  }

  /** Clips per second over the last clips, and the time left at that rate. */
  private String message(int left) {
    double seconds = (finishTimes.getLast() - finishTimes.getFirst()) / 1e9;
    if (finishTimes.size() < 2 || seconds <= 0) {
      return "";
    }
    double rate = (finishTimes.size() - 1) / seconds;
    long wait = Math.round(left / rate);
    var time = wait < 60 ? wait + " s" : wait / 60 + " min " + wait % 60 + " s";
    return String.format(Locale.ROOT, "%.1f clips/s, %s left", rate, time);
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
