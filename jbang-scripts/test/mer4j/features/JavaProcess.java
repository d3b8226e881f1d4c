package mer4j.features;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a class of the tests in a Java process of its own. */
public final class JavaProcess {
  private JavaProcess() {}

  /**
   * What starts {@code main}, with the flags of this project and the class path of this process.
   */
  public static ProcessBuilder of(Class<?> main, String... arguments) {
    return of(List.of(), main, arguments);
  }

  /** The same with further flags. */
  public static ProcessBuilder of(List<String> flags, Class<?> main, String... arguments) {
    return new ProcessBuilder(command(flags, main, arguments));
  }

  /** The command line. */
  static List<String> command(List<String> flags, Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
