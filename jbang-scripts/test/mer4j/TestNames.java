package mer4j;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;

/** Finds tests by the names that people type. */
public final class TestNames {
  private TestNames() {}

  /**
   * A class by simple or full name, with {@code #method} one of its methods.
   *
   * @throws IllegalArgumentException if there is no such class
   */
  public static List<DiscoverySelector> select(String name) throws IOException {
    var hash = name.indexOf('#');
    var type = hash < 0 ? name : name.substring(0, hash);
    var source = Path.of(type.replace('.', '/') + ".java");
    var tests = Project.root().resolve("jbang-scripts/test");
    List<Path> files;
    try (var tree = Files.walk(tests)) {
      files = tree.filter(file -> tests.relativize(file).endsWith(source)).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no test class " + type + " below " + tests);
    }
    return files.stream()
        .map(file -> tests.relativize(file).toString().replaceAll("[/\\\\]", "."))
        .map(file -> file.substring(0, file.length() - ".java".length()))
        .<DiscoverySelector>map(
            found -> hash < 0 ? selectClass(found) : selectMethod(found + name.substring(hash)))
        .toList();
  }
}
