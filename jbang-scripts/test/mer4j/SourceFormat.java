package mer4j;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The project's source layout: google-java-format, with JBang's directives left as they are. */
public final class SourceFormat {
  /** Directives: long lines that must not be wrapped and bear no space after the slashes. */
  private static final Pattern DIRECTIVES =
      Pattern.compile("(?m)^(?:(?:///usr/bin/env .*|//[A-Z_]+(?: .*)?)\\n)+");

  private static final String PLACEHOLDER = "// @directives@\n";

  private SourceFormat() {}

  /** All Java files of the project, sorted. */
  public static List<Path> sources() throws IOException {
    try (var tree = Files.walk(Project.root().resolve("jbang-scripts"))) {
      return tree.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /**
   * Lays out one source file.
   *
   * @throws FormatterException if it is not Java
   */
  public static String format(String source) throws FormatterException {
    var matcher = DIRECTIVES.matcher(source);
    var found = matcher.find();
    var java = found ? matcher.replaceFirst(PLACEHOLDER) : source;
    var formatted =
        new Formatter(JavaFormatterOptions.builder().build())
            .formatSource(
                RemoveUnusedImports.removeUnusedImports(
                    ImportOrderer.reorderImports(java, JavaFormatterOptions.Style.GOOGLE)));
    return found ? formatted.replace(PLACEHOLDER, matcher.group()) : formatted;
  }

  /** Rewrites each source file whose layout differs and returns those files. */
  public static List<Path> rewriteAll() throws IOException, FormatterException {
    var changed = new ArrayList<Path>();
    for (var file : sources()) {
      var before = Files.readString(file);
      var after = format(before);
      if (!after.equals(before)) {
        Files.writeString(file, after);
        changed.add(file);
      }
    }
    return changed;
  }
}
