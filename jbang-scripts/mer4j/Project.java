package mer4j;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds the project's folder and the fixed places inside it. */
public final class Project {
  /**
   * An empty archive beside this file that every script names as a dependency. JBang compiles into
   * a cache shared by all checkouts, so neither the class files nor the working directory say which
   * checkout a script came from; the class path entry of this file does.
   */
  private static final Path MARKER = Path.of("jbang-scripts", "mer4j", "checkout.jar");

  private static volatile Path root;

  private Project() {}

  /**
   * The project's root: the first found of
   *
   * <ol>
   *   <li>{@code MER4J_HOME}, if set;
   *   <li>the checkout that the running script belongs to, wherever it was called from, also from
   *       inside another checkout;
   *   <li>the nearest checkout at or above the working directory (notebooks, IDEs);
   *   <li>the checkout at or above the library's own archive ({@code build/mer4j.jar}).
   * </ol>
   *
   * @return an absolute path, the same for the life of the process
   * @throws IllegalStateException if there is none, or {@code MER4J_HOME} is not a checkout
   */
  public static Path root() {
    var found = root;
    if (found == null) {
      found =
          find(
              System.getenv(),
              System.getProperty("java.class.path", ""),
              Path.of("").toAbsolutePath(),
              archive());
      root = found;
    }
    return found;
  }

  static Path find(Map<String, String> environment, String classPath, Path folder, Path archive) {
    var home = environment.get("MER4J_HOME");
    if (home != null && !home.isBlank()) {
      var path = Path.of(home).toAbsolutePath().normalize();
      if (!isRoot(path)) {
        throw new IllegalStateException("MER4J_HOME is not a mer4j checkout: " + path);
      }
      return path;
    }
    for (var entry : classPath.split(File.pathSeparator)) {
      if (entry.isEmpty()) {
        continue;
      }
      var path = Path.of(entry).toAbsolutePath().normalize();
      if (path.endsWith(MARKER)) {
        var checkout = path.getParent().getParent().getParent();
        if (checkout != null && isRoot(checkout)) {
          return checkout;
        }
      }
    }
    var above = atOrAbove(folder);
    if (above == null && archive != null) {
      above = atOrAbove(archive);
    }
    if (above == null) {
      throw new IllegalStateException(
          "No mer4j checkout at or above " + folder + "; set MER4J_HOME to it");
    }
    return above;
  }

  private static Path atOrAbove(Path folder) {
    for (var path = folder; path != null; path = path.getParent()) {
      if (isRoot(path)) {
        return path;
      }
    }
    return null;
  }

  private static Path archive() {
    var source = Project.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | RuntimeException e) {
      return null; // not a file: nothing to look above
    }
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
