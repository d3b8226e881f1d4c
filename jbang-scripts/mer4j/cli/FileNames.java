package mer4j.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Tells when the system's locale keeps Java from reading a file name: under {@code LC_ALL=C} it
 * replaces each byte of an accented letter, and cannot open the file by the name it then has.
 */
public final class FileNames {
  private static final char REPLACEMENT = '\uFFFD';

  private FileNames() {}

  /** Whether the Java machine reads file names as UTF-8. */
  public static boolean encodingIsUtf8() {
    var name = System.getProperty("sun.jnu.encoding", "UTF-8");
    try {
      return Charset.forName(name).equals(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Whether this name was read wrongly.
   *
   * @param path as given by a folder's listing or on the command line
   */
  public static boolean unreadable(Path path) {
    return unreadable(path.toString());
  }

  static boolean unreadable(String name) {
    return !encodingIsUtf8() && name.indexOf(REPLACEMENT) >= 0;
  }

  /** What to do about names that cannot be read. */
  public static String advice() {
    return "file names are read as "
        + System.getProperty("sun.jnu.encoding")
        + "; set LC_ALL=C.UTF-8 (environment/jbang does)";
  }

  static void warnIfUnreadable(PrintStream err, String... names) {
    for (var name : names) {
      if (unreadable(name)) {
        err.println("warning: cannot read the name " + name + ": " + advice());
        return;
      }
    }
  }
}
