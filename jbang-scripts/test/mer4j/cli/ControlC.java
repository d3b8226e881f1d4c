package mer4j.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Starts processes that can be interrupted, and interrupts them as Ctrl-C does. */
public final class ControlC {
  /**
   * What GNU's {@code env} undoes: a shell in the background hands on that interrupts are ignored.
   */
  private static final List<String> DEFAULT = List.of("env", "--default-signal=INT");

  private ControlC() {}

  /**
   * The command so that it heeds interrupts even where this process was started without them.
   * Without such a way the test is skipped.
   */
  public static List<String> heeding(List<String> command)
      throws IOException, InterruptedException {
    for (var prefix : List.of(List.<String>of(), DEFAULT)) {
      if (heeds(prefix)) {
        return joined(prefix, command);
      }
    }
    assumeTrue(false, "processes here are started with interrupts ignored");
    return command;
  }

  private static List<String> joined(List<String> prefix, List<String> command) {
    var whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  private static boolean heeds(List<String> prefix) throws InterruptedException {
    var shell = joined(prefix, List.of("sh", "-c", "kill -INT $$; exit 42"));
    try {
      int code = new ProcessBuilder(shell).start().waitFor();
      return code == 130; // not 42, nor what a program says that does not know the option
    } catch (IOException e) {
      return false; // no such command
    }
  }

  /** Sends the signal of Ctrl-C. */
  public static void press(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }
}
