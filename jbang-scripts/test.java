///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//DEPS org.junit.jupiter:junit-jupiter:6.0.1
//DEPS org.junit.platform:junit-platform-launcher:6.0.1
//DEPS com.google.googlejavaformat:google-java-format:1.33.0
//SOURCES test/mer4j/**.java
//COMPILE_OPTIONS --add-modules jdk.incubator.vector -Xlint:-incubating
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -Xmx4g -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages
//RUNTIME_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import mer4j.SlowTestsLast;
import mer4j.SourceFormat;
import mer4j.TestLog;
import mer4j.TestNames;
import mer4j.cli.CommonOptions;
import mer4j.cli.Scripts;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the tests. */
@Command(
    name = "test",
    description = "Runs the project's tests: all of them, or the classes and methods named.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jbang test.java",
      "  jbang test.java ProjectTest mer4j.dsp.StftTest#parseval",
      "  jbang test.java --format"
    })
class test implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Parameters(
      arity = "0..*",
      paramLabel = "TEST",
      description = "Test classes, or methods as CLASS#METHOD (default: all tests).")
  List<String> names = List.of();

  @Option(names = "--format", description = "Lay out the Java sources instead, and list them.")
  boolean format;

  public static void main(String[] args) {
    System.exit(Scripts.run(new test(), args));
  }

  @Override
  public Integer call() throws Exception {
    if (format) {
      SourceFormat.rewriteAll().forEach(System.out::println);
      return Scripts.DONE;
    }
    var selectors = new ArrayList<DiscoverySelector>();
    for (var name : names) {
      selectors.addAll(TestNames.select(name));
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
    return log.finish() ? Scripts.DONE : Scripts.FAILED;
  }
}
