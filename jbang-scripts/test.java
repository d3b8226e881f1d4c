///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//DEPS org.junit.jupiter:junit-jupiter:6.0.1
//DEPS org.junit.platform:junit-platform-launcher:6.0.1
//DEPS com.google.googlejavaformat:google-java-format:1.33.0
//SOURCES test/mer4j/**.java
//COMPILE_OPTIONS --add-modules jdk.incubator.vector -Xlint:-incubating
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -Xmx4g
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mer4j.Project;
import mer4j.SlowTestsLast;
import mer4j.SourceFormat;
import mer4j.TestLog;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests: all of them, or the classes and methods named.
 *
 * <pre>
 * jbang jbang-scripts/test.java
 * jbang jbang-scripts/test.java ProjectTest mer4j.dsp.StftTest#parseval
 * jbang jbang-scripts/test.java --format     (lays out the sources instead)
 * </pre>
 */
class test {
  public static void main(String[] names) throws Exception {
    if (names.length == 1 && names[0].equals("--format")) {
      SourceFormat.rewriteAll().forEach(System.out::println);
      return;
    }
    var selectors = new ArrayList<DiscoverySelector>();
    try {
      for (var name : names) {
        selectors.addAll(select(name));
      }
    } catch (IllegalArgumentException e) {
      System.err.println("test: " + e.getMessage());
      System.exit(2);
    }
    if (selectors.isEmpty()) {
      selectors.add(selectPackage("mer4j"));
    }
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectors)
            .configurationParameter(
                "junit.jupiter.testclass.order.default", SlowTestsLast.class.getName())
            .build();
    var log = new TestLog(System.out);
    LauncherFactory.create().execute(request, log);
    System.exit(log.finish() ? 0 : 1);
  }

  /** A class by simple or full name, with {@code #method} one of its methods. */
  private static List<DiscoverySelector> select(String name) throws IOException {
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
