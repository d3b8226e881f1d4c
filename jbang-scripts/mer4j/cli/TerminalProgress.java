package mer4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import mer4j.ProgressListener;

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
  private static final int WIDTH = 100;

  private final String task;
  private final String unit;
  private final PrintStream err;
  private final boolean terminal;
  private final LongSupplier clock;
  private final long start;
  private boolean silent;

  private ProgressBar bar;
  private long printedAt;
  private long printedDone;
  private long first = -1;

  /**
   * @param task what is being done, one or two words
   * @param unit what is counted, such as {@code clips} or {@code epochs}
   */
  public TerminalProgress(String task, String unit) {
    this(task, unit, System.err, onTerminal(), System::nanoTime);
  }

  /** Leaves messages out, for work whose messages tell the rate and time left once more. */
  public static TerminalProgress counting(String task, String unit) {
    var progress = new TerminalProgress(task, unit);
    progress.silent = true;
    return progress;
  }

  TerminalProgress(
      String task, String unit, PrintStream err, boolean terminal, LongSupplier clock) {
    this.task = task;
    this.unit = unit;
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.start = clock.getAsLong();
    this.printedAt = start;
  }

  @Override
  public synchronized void update(long done, long total, String message) {
    if (silent) {
      message = "";
    }
    if (first < 0) {
      first = done; // units already there when the work began do not count for the rate
    }
    if (terminal) {
      draw(done, total, message);
    } else {
      print(done, total, message);
    }
  }

  private void draw(long done, long total, String message) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(
                  FileNames.encodingIsUtf8()
                      ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                      : ProgressBarStyle.ASCII)
              .setUnit(" " + unit, 1)
              .showSpeed()
              .startsFrom(first, Duration.ZERO)
              .setUpdateIntervalMillis(250)
              .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
              .build();
    }
    bar.maxHint(total);
    bar.stepTo(done);
    bar.setExtraMessage(message == null || message.isEmpty() ? "" : " " + message);
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
    var seconds = Math.max(1e-9, (now - start) / 1e9);
    var rate = (done - first) / seconds;
    var line = new StringBuilder(task).append(": ").append(done);
    if (total > 0) {
      line.append(" of ").append(total);
    }
    line.append(' ').append(unit);
    if (total > 0) {
      line.append(" (").append(100 * done / total).append(" %)");
    }
    if (last) {
      line.append(", ").append(time(seconds));
    } else if (rate > 0) {
      line.append(String.format(Locale.ROOT, ", %.3g %s/s", rate, unit));
      if (total > 0) {
        line.append(", ").append(time((total - done) / rate)).append(" left");
      }
    }
    if (message != null && !message.isEmpty()) {
      line.append("  ").append(message);
    }
    err.println(line);
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

  /** Leaves the bar as it stands and goes to a new line. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /**
   * Whether standard error is a terminal; {@link System#console()} looks at the other two streams,
   * which a caller may well have redirected.
   */
  private static boolean onTerminal() {
    var term = System.getenv("TERM");
    if (term == null || term.equals("dumb") || System.getenv("CI") != null) {
      return false;
    }
    var link = Path.of("/proc/self/fd/2");
    if (Files.isSymbolicLink(link)) {
      try {
        var target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    var console = System.console();
    return console != null && console.isTerminal();
  }
}
