package mer4j.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that run a class of this project in a process of its own. */
final class JavaProcess {
  private JavaProcess() {}

  /**
   * The command that runs a class as this process runs: the same Java, options and class path.
   *
   * @param options of the Java machine, beside those of this process
   */
  static List<String> command(Class<?> main, List<String> options, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }
}
