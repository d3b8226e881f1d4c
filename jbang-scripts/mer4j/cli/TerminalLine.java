package mer4j.cli;

import java.util.List;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;
import mer4j.ProgressPace;

/**
 * One line of progress, as wide as the terminal: what is done, how much of it, a bar, the time left
 * and a message. What can be missed most easily goes first where the line is too narrow: the rate,
 * the count, most of the bar; the message is cut last.
 */
final class TerminalLine implements ProgressBarRenderer {
  private static final int WIDE_BAR = 20;
  private static final int NARROW_BAR = 3;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private final ProgressPace pace;
  private final String unit;
  private final boolean unicode;

  TerminalLine(ProgressPace pace, String unit, boolean unicode) {
    this.pace = pace;
    this.unit = unit;
    this.unicode = unicode;
  }

  @Override
  public String render(ProgressState state, int width) {
    var done = state.getCurrent();
    var total = state.getMax();
    var message = state.getExtraMessage().strip();
    if (state.isIndefinite()) {
      return fit(state.getTaskName() + " " + joined(done + " " + unit, pace.rate(unit)), width);
    }
    var head = "%s %3d %% ".formatted(state.getTaskName(), 100 * done / total);
    var left = pace.left(total);
    var count = done + "/" + total + " " + unit;
    var tails = List.of(joined(count, pace.rate(unit), left), joined(count, left), left);
    var room = width - head.length() - (message.isEmpty() ? 0 : message.length() + 2);
    var tail =
        tails.stream()
            .filter(t -> room - t.length() - 1 >= WIDE_BAR)
            .findFirst()
            .orElse(tails.getLast());
    var bar = Math.max(NARROW_BAR, room - tail.length() - 1);
    var line = head + bar(bar, (double) done / total) + " " + tail;
    return fit(message.isEmpty() ? line : line + "  " + message, width);
  }

  private static String joined(String... parts) {
    return List.of(parts).stream().filter(p -> !p.isEmpty()).collect(Collectors.joining(", "));
  }

  private String bar(int cells, double share) {
    var eighths = (int) Math.floor(8 * cells * Math.clamp(share, 0, 1));
    var full = eighths / 8;
    var bar = new StringBuilder((unicode ? "█" : "=").repeat(full));
    if (full < cells) {
      bar.append(unicode ? EIGHTHS.charAt(eighths % 8) : ' ');
    }
    return bar.append(" ".repeat(cells - bar.length())).toString();
  }

  /** Exactly as wide as asked for, so that nothing of the line before is left standing. */
  private static String fit(String line, int width) {
    return line.length() > width
        ? line.substring(0, width)
        : line + " ".repeat(width - line.length());
  }
}
