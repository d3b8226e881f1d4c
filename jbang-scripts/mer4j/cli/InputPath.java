package mer4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import mer4j.Folders;

/**
 * Checks files and folders named by the caller, who gave them relative to the working directory.
 */
public final class InputPath {
  private InputPath() {}

  /**
   * The path that an argument names.
   *
   * @throws IllegalArgumentException if the text is empty, as a shell variable that is not set
   *     gives it (Java would take it for the working directory), or cannot be a file name
   */
  public static Path parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("no such file or folder: \"\" (an empty name)");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(Failure.of(e).message());
    }
  }

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
   * Checks a path that may be left out.
   *
   * @param path {@code null} if it was not given
   * @throws IllegalArgumentException as {@link #require(Path)}
   */
  public static void requireIfGiven(Path path) {
    if (path != null) {
      require(path);
    }
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

  /**
   * Refuses to write among what is read: results and sound would lie in one folder, where the next
   * look for sound finds both.
   *
   * @throws IllegalArgumentException naming the input folder that the output lies in
   */
  public static void requireOutside(Path output, List<Path> inputs) throws IOException {
    for (var input : inputs) {
      if (Files.isDirectory(input) && Folders.isInside(output, input)) {
        throw new IllegalArgumentException(
            "the output folder %s lies inside the input folder %s; name one outside"
                .formatted(output, input));
      }
    }
  }

  /** As a person reads it best: relative to the working folder where the file lies below it. */
  public static Path relative(Path file) {
    var here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file) : file;
  }
}
