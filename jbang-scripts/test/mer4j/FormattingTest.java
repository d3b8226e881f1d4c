package mer4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormattingTest {
  @Test
  void everySourceIsLaidOutByTheFormatter() throws Exception {
    var differing = new ArrayList<Path>();
    for (var file : SourceFormat.sources()) {
      var source = Files.readString(file);
      if (!SourceFormat.format(source).equals(source)) {
        differing.add(Project.root().relativize(file));
      }
    }
    assertEquals(List.of(), differing, "environment/format.sh lays these out");
  }

  @Test
  void directivesAreLeftAlone() throws Exception {
    var script =
        """
        ///usr/bin/env jbang "$0" "$@" ; exit $?
        //JAVA 25+
        //RUNTIME_OPTIONS -Dlong=%s

        class demo {}
        """
            .formatted("x".repeat(200));
    assertEquals(script, SourceFormat.format(script));
    assertTrue(SourceFormat.format("class  A{}").startsWith("class A {}"));
  }
}
