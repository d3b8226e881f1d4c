package mer4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What all scripts have in common, and the files that list them. */
class ScriptFilesTest {
  /** A script parses its command line and prints; work belongs to the library. */
  private static final int LINES = 150;

  private static List<Path> scripts() throws IOException {
    try (var files = Files.list(Project.root().resolve("jbang-scripts"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @Test
  void everyScriptStartsTheSameWay() throws IOException {
    var wanted =
        List.of(
            "///usr/bin/env jbang \"$0\" \"$@\" ; exit $?",
            "//JAVA 25+",
            "//DEPS mer4j/Mer4j.java",
            "//DEPS mer4j/checkout.jar",
            "//RUNTIME_OPTIONS --add-modules jdk.incubator.vector"
                + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
                + " -Xss8m");
    var found = new ArrayList<String>();
    for (var script : scripts()) {
      var lines = Files.readAllLines(script);
      for (var line : wanted) {
        if (lines.stream().noneMatch(l -> l.startsWith(line))) {
          found.add(script.getFileName() + " lacks " + line);
        }
      }
      if (lines.size() > LINES) {
        found.add(script.getFileName() + " has " + lines.size() + " lines");
      }
    }
    assertEquals("", String.join("\n", found));
  }

  @Test
  void theCatalogueListsEveryScript() throws IOException {
    var catalogue = Project.root().resolve("jbang-scripts/jbang-catalog.json");
    var aliases = new ObjectMapper().readTree(catalogue.toFile()).get("aliases");
    var listed = new TreeSet<String>();
    aliases
        .properties()
        .forEach(
            alias -> {
              assertEquals(alias.getKey() + ".java", alias.getValue().get("script-ref").asText());
              listed.add(alias.getKey());
            });
    var there = new TreeSet<String>();
    scripts().forEach(file -> there.add(file.getFileName().toString().replace(".java", "")));
    assertEquals(there, listed);
    assertTrue(
        StreamSupport.stream(aliases.spliterator(), false)
            .allMatch(alias -> alias.get("description").asText().length() > 10));
  }

  @Test
  void theCitationNamesTheVersion() throws IOException {
    assertTrue(
        Files.readAllLines(Project.root().resolve("CITATION.cff"))
            .contains("version: \"" + Mer4j.VERSION + "\""));
  }
}
