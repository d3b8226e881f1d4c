package mer4j.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mer4j.Project;

/**
 * A finished run of a script as a process of its own, called as a user calls it: {@code
 * environment/jbang jbang-scripts/NAME.java ARGUMENTS}.
 *
 * @param exitCode the exit code
 * @param out standard output
 * @param err standard error, JBang's own lines left out
 */
public record ScriptProcess(int exitCode, String out, String err) {
  private static final long LIMIT_MINUTES = 10;

  /**
   * Runs a script of this checkout.
   *
   * @param script its name, such as {@code predict}
   * @param folder the working directory
   * @param arguments the script's arguments, each converted to text
   */
  public static ScriptProcess run(String script, Path folder, Object... arguments)
      throws IOException, InterruptedException {
    return runFile(file(script), folder, Map.of(), arguments);
  }

  private static Path file(String script) {
    return Project.root().resolve("jbang-scripts").resolve(script + ".java");
  }

  /** The command that calls a script of this checkout, for a process that a test looks after. */
  public static List<String> command(String script, Object... arguments) {
    return command(file(script), arguments);
  }

  private static List<String> command(Path file, Object... arguments) {
    var command = new ArrayList<String>();
    command.add(Project.root().resolve("environment/jbang").toString());
    command.add(file.toString());
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  /**
   * Runs any JBang script.
   *
   * @param file the script
   * @param environment variables to set beside the test's own; an empty value removes one
   */
  public static ScriptProcess runFile(
      Path file, Path folder, Map<String, String> environment, Object... arguments)
      throws IOException, InterruptedException {
    return execute(command(file, arguments), folder, environment);
  }

  /** Runs a command and waits for its end, at most ten minutes. */
  public static ScriptProcess execute(
      List<String> command, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    // Files instead of pipes: a pipe that nobody reads would stop a talkative process.
    var out = Files.createTempFile("script", ".out");
    var err = Files.createTempFile("script", ".err");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      environment.forEach(
          (name, value) -> {
            if (value.isEmpty()) {
              builder.environment().remove(name);
            } else {
              builder.environment().put(name, value);
            }
          });
      var process = builder.start();
      process.outputWriter().close();
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        throw new IOException("no end after " + LIMIT_MINUTES + " minutes: " + command);
      }
      return new ScriptProcess(
          process.exitValue(), Files.readString(out), withoutJBang(Files.readString(err)));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String withoutJBang(String text) {
    var kept =
        text.lines()
            .filter(line -> !line.startsWith("[jbang]"))
            .filter(line -> !line.equals("WARNING: Using incubator modules: jdk.incubator.vector"))
            .toList();
    return kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
  }

  /** What a failing assertion shows. */
  @Override
  public String toString() {
    return "exit code " + exitCode + "\n--- out\n" + out + "--- err\n" + err;
  }
}
