package mer4j.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import mer4j.ProgressListener;
import mer4j.ProgressPace;

/**
 * Shows progress on standard error: a bar with rate and time left on a terminal, elsewhere (a log
 * file, a pipe) a plain line now and then. One object per phase of the work.
 *
 * <pre>{@code
 * try (var progress = new TerminalProgress("extract", "clips")) {
 *   BatchExtraction.run(clips, settings, output, jobs, progress);
 * }
 * }</pre>
 */
public final class TerminalProgress implements ProgressListener, AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int STEP_PERCENT = 10;

  private final String task;
  private final String unit;
  private final PrintStream err;
  private final boolean terminal;
  private final LongSupplier clock;
  private final ProgressPace pace;

  private ProgressBar bar;
  private long printedAt;
  private long printedDone;

  /**
   * @param task what is being done, one or two words
   * @param unit what is counted, such as {@code clips} or {@code epochs}
   */
  public TerminalProgress(String task, String unit) {
    this(task, unit, System.err, Terminal.shown(), System::nanoTime);
  }

  TerminalProgress(
      String task, String unit, PrintStream err, boolean terminal, LongSupplier clock) {
    this.task = task;
    this.unit = unit;
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.pace = new ProgressPace(clock);
    this.printedAt = clock.getAsLong();
  }

  @Override
  public synchronized void update(long done, long total, String message) {
    pace.reached(done);
    if (terminal) {
      draw(done, total, message);
    } else {
      print(done, total, message);
    }
  }

  private void draw(long done, long total, String message) {
    var known = total > 0 ? total : -1; // as the bar's library wants it
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(known)
              .startsFrom(done, Duration.ZERO)
              .setRenderer(new TerminalLine(pace, unit, FileNames.encodingIsUtf8()))
              .setUpdateIntervalMillis(250)
              .setConsumer(new ConsoleProgressBarConsumer(err, Terminal.columns()))
              .build();
    }
    bar.maxHint(known);
    bar.stepTo(done);
    bar.setExtraMessage(message == null ? "" : message);
  }

  private void print(long done, long total, String message) {
    var now = clock.getAsLong();
    var waited = now - printedAt;
    var last = total > 0 && done >= total && printedDone < total;
    var advanced = total > 0 && (done - printedDone) * 100 >= STEP_PERCENT * total;
    if (!last
        && (waited < PAUSE.toNanos() || !advanced)
        && (waited < SILENCE.toNanos() || done == printedDone)) {
      return;
    }
    printedAt = now;
    printedDone = done;
    var line = new StringBuilder(task).append(": ").append(done);
    if (total > 0) {
      line.append(" of ").append(total);
    }
    line.append(' ').append(unit);
    if (total > 0) {
      line.append(" (").append(100 * done / total).append(" %)");
    }
    for (var part : last ? List.of(pace.elapsed()) : List.of(pace.rate(unit), pace.left(total))) {
      line.append(part.isEmpty() ? "" : ", ").append(part);
    }
    if (message != null && !message.isEmpty()) {
      line.append("  ").append(message);
    }
    err.println(line);
  }

  /** Leaves the bar as it stands and goes to a new line. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
