package mer4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks files and folders named by the caller, who gave them relative to the working directory.
 */
public final class InputPath {
  private InputPath() {}

  /**
   * The path itself.
   *
   * @throws IllegalArgumentException if nothing is there, which is wrong usage
   */
  public static Path require(Path path) {
    // The empty path is the working directory, but an empty argument is a shell variable unset.
    if (path.toString().isEmpty() || !Files.exists(path)) {
      throw new IllegalArgumentException(
          "no such file or folder: " + (path.toString().isEmpty() ? "\"\"" : path));
    }
    return path;
  }

  /**
   * The paths themselves.
   *
   * @throws IllegalArgumentException naming the first that is not there
   */
  public static List<Path> require(List<Path> paths) {
    paths.forEach(InputPath::require);
    return paths;
  }

  /** As a person reads it best: relative to the working folder where the file lies below it. */
  public static Path relative(Path file) {
    var here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file) : file;
  }
}
