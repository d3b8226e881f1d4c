package mer4j;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the project's folder and the fixed places inside it. */
public final class Project {
  private Project() {}

  /**
   * The project's root: {@code MER4J_HOME} if set, else the nearest folder at or above the working
   * directory, or above this class's own archive, that holds {@code jbang-scripts/mer4j}.
   *
   * @throws IllegalStateException if there is none
   */
  public static Path root() {
    var home = System.getenv("MER4J_HOME");
    if (home != null && !home.isBlank()) {
      var path = Path.of(home).toAbsolutePath().normalize();
      if (!isRoot(path)) {
        throw new IllegalStateException("MER4J_HOME is not a mer4j checkout: " + path);
      }
      return path;
    }
    for (var path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
      if (isRoot(path)) {
        return path;
      }
    }
    throw new IllegalStateException(
        "No mer4j checkout at or above " + Path.of("").toAbsolutePath() + "; set MER4J_HOME to it");
  }

  private static boolean isRoot(Path path) {
    return Files.isRegularFile(path.resolve("jbang-scripts/mer4j/Mer4j.java"));
  }

  /** Where data sets lie, one folder each. */
  public static Path data() {
    return root().resolve("data");
  }

  /** Where run folders lie unless {@code --output} says otherwise. */
  public static Path runs() {
    return root().resolve("runs");
  }

  /** Where derived files that can be made again lie. */
  public static Path build() {
    return root().resolve("build");
  }
}
