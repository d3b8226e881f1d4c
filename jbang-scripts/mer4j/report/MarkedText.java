package mer4j.report;

import java.io.IOException;
import java.nio.file.Path;
import mer4j.CsvFile;

/** A part of a text file that is written by a program, between two comments that name it. */
final class MarkedText {
  private MarkedText() {}

  /**
   * Replaces what stands between {@code <!-- NAME: begin -->} and {@code <!-- NAME: end -->}.
   *
   * @param text what is to stand there, on lines of its own
   * @return the file
   * @throws IOException if it has not both marks once, in this order, or cannot be written
   */
  static Path replace(Path file, String name, String text) throws IOException {
    var begin = "<!-- " + name + ": begin -->\n";
    var end = "<!-- " + name + ": end -->";
    var whole = CsvFile.readText(file);
    int from = whole.indexOf(begin) + begin.length();
    int to = whole.indexOf(end);
    if (from < begin.length() || to < from || whole.indexOf(begin, from) >= 0) {
      throw new IOException(
          "%s: the marks of the part '%s' are missing or out of order".formatted(file, name));
    }
    CsvFile.writeText(
        file, whole.substring(0, from) + "\n" + text.strip() + "\n\n" + whole.substring(to));
    return file;
  }
}
