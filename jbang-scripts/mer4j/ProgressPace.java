package mer4j;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How fast a long piece of work goes and how long the rest will take, from what it did of late:
 * units that were there before it began do not count, nor does a slow start for long.
 */
public final class ProgressPace {
  private static final long SPACING_NANOS = 1_000_000_000;
  private static final int WINDOW = 20;

  private record Mark(long time, long done) {}

  private final LongSupplier clock;
  private final long start;
  private final ArrayDeque<Mark> marks = new ArrayDeque<>();
  private Mark latest;

  /** A pace that is measured from now on. */
  public ProgressPace() {
    this(System::nanoTime);
  }

  /**
   * @param clock nanoseconds since whenever
   */
  public ProgressPace(LongSupplier clock) {
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  /** Notes how many units are finished by now. */
  public synchronized void reached(long done) {
    latest = new Mark(clock.getAsLong(), done);
    if (marks.isEmpty() || latest.time - marks.getLast().time >= SPACING_NANOS) {
      marks.add(latest);
    }
    if (marks.size() > WINDOW) {
      marks.removeFirst();
    }
  }

  /** Units per second over the last marks, of which there is one a second; 0 if not known yet. */
  public synchronized double perSecond() {
    if (latest == null || latest.time == marks.getFirst().time) {
      return 0;
    }
    var first = marks.getFirst();
    return (latest.done - first.done) / ((latest.time - first.time) / 1e9);
  }

  /** Rate, as in {@code 241 clips/s}; empty if not known yet. */
  public String rate(String unit) {
    var rate = perSecond();
    return rate > 0 ? String.format(Locale.ROOT, "%.3g %s/s", rate, unit) : "";
  }

  /** Time left, as in {@code 4 min 54 s left}; empty if not known. */
  public synchronized String left(long total) {
    var rate = perSecond();
    return rate > 0 && total > latest.done ? time((total - latest.done) / rate) + " left" : "";
  }

  /** Time since this was made, as in {@code 4 min 54 s}. */
  public String elapsed() {
    return time((clock.getAsLong() - start) / 1e9);
  }

  static String time(double seconds) {
    var s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600
        ? "%d min %02d s".formatted(s / 60, s % 60)
        : "%d h %02d min".formatted(s / 3600, s % 3600 / 60);
  }
}
