package mer4j.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import mer4j.Project;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of two checkouts with the same content share JBang's cache, yet not their data. */
class CheckoutTest {
  @TempDir Path folder;

  private Path mine;
  private Path other;

  @BeforeEach
  void twoCheckouts() throws IOException {
    mine = checkout("my checkout ü");
    other = checkout("other");
  }

  private Path checkout(String name) throws IOException {
    var root = folder.toRealPath().resolve(name);
    var library = Files.createDirectories(root.resolve("jbang-scripts/mer4j"));
    for (var file : new String[] {"Project.java", "checkout.jar"}) {
      Files.copy(
          Project.root().resolve("jbang-scripts/mer4j").resolve(file), library.resolve(file));
    }
    Files.writeString(
        library.resolve("Mer4j.java"),
        """
        package mer4j;
        //SOURCES Project.java
        public class Mer4j {}
        """);
    Files.writeString(
        root.resolve("jbang-scripts/where.java"),
        """
        ///usr/bin/env jbang "$0" "$@" ; exit $?
        //JAVA 25+
        //DEPS mer4j/Mer4j.java
        //DEPS mer4j/checkout.jar
        class where {
          public static void main(String[] args) {
            System.out.println(mer4j.Project.root());
          }
        }
        """);
    return root;
  }

  private static String where(Path script, Path workingFolder, Map<String, String> environment)
      throws Exception {
    var variables = new HashMap<>(Map.of("MER4J_HOME", ""));
    variables.putAll(environment);
    var run = ScriptProcess.runFile(script, workingFolder, variables, "it's", "a \"b\"");
    assertEquals(0, run.exitCode(), run::toString);
    return run.out().strip();
  }

  @Test
  void aScriptBelongsToItsOwnCheckoutWhereverItIsCalled() throws Exception {
    var script = Path.of("jbang-scripts/where.java");
    assertEquals(mine.toString(), where(mine.resolve(script), folder, Map.of()));
    assertEquals(other.toString(), where(other.resolve(script), folder, Map.of()));
    assertEquals(mine.toString(), where(mine.resolve(script), other, Map.of()));
    assertEquals(mine.toString(), where(script, mine, Map.of()));
    assertEquals(mine.toString(), where(mine.resolve(script), folder, Map.of("LC_ALL", "")));
  }

  @Test
  void theEnvironmentChoosesAnother() throws Exception {
    var script = mine.resolve("jbang-scripts/where.java");
    assertEquals(other.toString(), where(script, mine, Map.of("MER4J_HOME", other.toString())));
  }
}
