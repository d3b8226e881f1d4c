package mer4j;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that the compiler can check once told, and a few that a pattern can. */
class SourceRulesTest {
  /** Packages in the order data flows: each may use those before it. */
  private static final List<String> ORDER =
      List.of(
          "audio",
          "dsp",
          "features",
          "corpus",
          "data",
          "eval",
          "baselines",
          "recurrent",
          "nn",
          "runs",
          "bench",
          "plots",
          "report",
          "cli",
          "notebook");

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?mer4j\\.([a-z]+)\\.");

  /** A summary sentence often says what each parameter or result is: those tags may be left out. */
  private static final List<String> OPTIONAL =
      List.of("no @", "no main description", "use of default constructor");

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(?m)^import .*\\*;|\\bTODO\\b|\\bFIXME\\b|\\bObject(?:In|Out)putStream\\b"
              + "|printStackTrace\\(\\)");

  private static final Pattern PRINTING =
      Pattern.compile("\\bSystem\\.(?:out|err)\\b|\\bIO\\.print");

  private static List<Path> library() throws IOException {
    var folder = Project.root().resolve("jbang-scripts/mer4j");
    return SourceFormat.sources().stream().filter(file -> file.startsWith(folder)).toList();
  }

  private static String packageOf(Path file) {
    var parent = file.getParent().getFileName().toString();
    return parent.equals("mer4j") ? "" : parent;
  }

  private static void assertNone(List<String> found) {
    assertEquals("", String.join("\n", found));
  }

  @Test
  void theCompilerHasNoWarningAndPublicMembersAreDocumented(@TempDir Path classes)
      throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var told = new DiagnosticCollector<JavaFileObject>();
    try (var files = compiler.getStandardFileManager(told, Locale.ROOT, StandardCharsets.UTF_8)) {
      var options =
          List.of(
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "--add-modules",
              "jdk.incubator.vector",
              "-proc:none",
              // native calls and the vector module are used on purpose; the class path is not ours
              "-Xlint:all,-incubating,-restricted,-path,-serial,-classfile",
              "-Xdoclint:all/protected",
              "-Xmaxwarns",
              "5000");
      compiler
          .getTask(null, files, told, options, null, files.getJavaFileObjectsFromPaths(library()))
          .call();
    }
    var found = new ArrayList<String>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : told.getDiagnostics()) {
      var message = diagnostic.getMessage(Locale.ROOT).lines().findFirst().orElse("");
      if (diagnostic.getSource() != null && OPTIONAL.stream().noneMatch(message::startsWith)) {
        found.add(
            "%s:%d: %s"
                .formatted(
                    Path.of(diagnostic.getSource().getName()).getFileName(),
                    diagnostic.getLineNumber(),
                    message));
      }
    }
    assertNone(found);
  }

  @Test
  void packagesUseOnlyThoseBeforeThem() throws IOException {
    var found = new ArrayList<String>();
    for (var file : library()) {
      var rank = ORDER.indexOf(packageOf(file));
      if (rank < 0 && !packageOf(file).isEmpty()) {
        found.add(file + ": not a package of the design");
      }
      var source = Files.readString(file);
      for (var match = IMPORT.matcher(source); match.find(); ) {
        if (ORDER.indexOf(match.group(1)) > rank) {
          found.add(Project.root().relativize(file) + " uses mer4j." + match.group(1));
        }
      }
      if (packageOf(file).equals("nn") && source.contains("import mer4j.baselines.")) {
        found.add(Project.root().relativize(file) + " uses mer4j.baselines");
      }
    }
    assertNone(found);
  }

  @Test
  void nothingForbiddenIsWritten() throws IOException {
    var found = new ArrayList<String>();
    var self = Path.of("SourceRulesTest.java");
    for (var file : SourceFormat.sources()) {
      if (file.endsWith(self)) {
        continue;
      }
      var source = Files.readString(file);
      var lines =
          FORBIDDEN
              .matcher(source)
              .results()
              .map(match -> match.group().strip())
              .collect(joining(", "));
      if (!lines.isEmpty()) {
        found.add(Project.root().relativize(file) + ": " + lines);
      }
    }
    assertNone(found);
  }

  /** TarsosDSP's stretcher prints while it is built; its wrapper silences that. */
  @Test
  void theLibraryPrintsNothing() throws IOException {
    var found = new ArrayList<String>();
    for (var file : library()) {
      if (!Set.of("cli", "notebook").contains(packageOf(file))
          && !file.endsWith("TimeStretch.java")
          && PRINTING.matcher(Files.readString(file)).find()) {
        found.add(Project.root().relativize(file).toString());
      }
    }
    assertNone(found);
  }
}
