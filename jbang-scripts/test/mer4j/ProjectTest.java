package mer4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {
  @TempDir Path folder;

  private Path checkout(String name) throws IOException {
    var root = folder.resolve(name);
    Files.createDirectories(root.resolve("jbang-scripts/mer4j"));
    Files.createFile(root.resolve("jbang-scripts/mer4j/Mer4j.java"));
    Files.createFile(root.resolve("jbang-scripts/mer4j/checkout.jar"));
    return root;
  }

  private static String classPath(Path checkout) {
    return "/cache/Mer4j.jar"
        + File.pathSeparator
        + checkout.resolve("jbang-scripts/mer4j/checkout.jar");
  }

  @Test
  void theScriptsOwnCheckoutWinsOverTheWorkingDirectorys() throws IOException {
    var mine = checkout("with space and ü");
    var other = checkout("other");
    assertEquals(mine, Project.find(Map.of(), classPath(mine), other, null));
  }

  @Test
  void theEnvironmentWinsOverAll() throws IOException {
    var mine = checkout("mine");
    var chosen = checkout("chosen");
    var environment = Map.of("MER4J_HOME", chosen.toString());
    assertEquals(chosen, Project.find(environment, classPath(mine), mine, null));
  }

  @Test
  void aWrongEnvironmentIsNamed() {
    var environment = Map.of("MER4J_HOME", folder.toString());
    var error =
        assertThrows(
            IllegalStateException.class, () -> Project.find(environment, "", folder, null));
    assertTrue(error.getMessage().contains(folder.toString()), error.getMessage());
  }

  @Test
  void withoutScriptTheNearestCheckoutAboveIsUsed() throws IOException {
    var mine = checkout("mine");
    var below = Files.createDirectories(mine.resolve("notebooks/deep"));
    assertEquals(mine, Project.find(Map.of(), "/cache/a.jar", below, null));
  }

  @Test
  void theLibrarysArchiveIsTheLastResort() throws IOException {
    var mine = checkout("mine");
    var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    assertEquals(
        mine, Project.find(Map.of(), "", elsewhere, mine.resolve("build").resolve("mer4j.jar")));
  }

  @Test
  void noCheckoutIsAnErrorThatSaysWhatToDo() {
    var error =
        assertThrows(IllegalStateException.class, () -> Project.find(Map.of(), "", folder, null));
    assertTrue(error.getMessage().contains("MER4J_HOME"), error.getMessage());
  }
}
