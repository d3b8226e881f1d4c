package mer4j.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The terminal that standard error is shown on, if it is. */
final class Terminal {
  private static final int USUAL_COLUMNS = 80;
  private static final int MOST_COLUMNS = 120;

  private Terminal() {}

  /**
   * Whether standard error is a terminal; {@link System#console()} looks at the other two streams,
   * which a caller may well have redirected.
   */
  static boolean shown() {
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

  /**
   * Columns that a line may take without being broken: what {@code stty} says, or 80; 120 at most.
   */
  static int columns() {
    var terminal = new File("/dev/tty");
    if (!terminal.exists()) {
      return USUAL_COLUMNS - 1;
    }
    try {
      var stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return stty.waitFor(1, TimeUnit.SECONDS) ? columns(said) : USUAL_COLUMNS - 1;
    } catch (IOException e) {
      return USUAL_COLUMNS - 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_COLUMNS - 1;
    }
  }

  /**
   * Reads "rows columns"; the last column is left free, since many terminals break the line there.
   */
  static int columns(String size) {
    var parts = size.strip().split(" ");
    if (parts.length != 2 || !parts[1].matches("[1-9][0-9]{0,3}")) {
      return USUAL_COLUMNS - 1;
    }
    return Math.min(MOST_COLUMNS, Integer.parseInt(parts[1]) - 1);
  }
}
