package mer4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * Reads and writes comma-separated tables (RFC 4180, UTF-8): a header line, cells quoted where they
 * must be. Commons CSV is not used because it needs a newer commons-io than Deeplearning4j brings.
 */
public final class CsvFile {
  /** Ending of a file that gzip has packed; it is read like any other. */
  public static final String PACKED = ".gz";

  private static final int LONGEST_QUOTE = 120;

  private CsvFile() {}

  /** One line of cells, quoted where needed, ended by a line feed. */
  public static String line(List<String> cells) {
    var text = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.get(i);
      text.append(i == 0 ? "" : ",");
      boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      text.append(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
    }
    return text.append('\n').toString();
  }

  /**
   * Replaces a file with these rows in one step: a reader sees the old or the new file, never half.
   *
   * @throws IOException naming the file if it cannot be written
   */
  public static void write(Path file, List<List<String>> rows) throws IOException {
    var text = new StringBuilder();
    rows.forEach(row -> text.append(line(row)));
    writeText(file, text.toString());
  }

  /**
   * Replaces a table in one step.
   *
   * @param columns names for the header
   * @param items what the table lists
   * @param cells of the row of an item
   * @throws IOException naming the file if it cannot be written
   */
  public static <T> void write(
      Path file, List<String> columns, Collection<T> items, Function<T, List<String>> cells)
      throws IOException {
    var rows = new ArrayList<List<String>>();
    rows.add(columns);
    items.forEach(item -> rows.add(cells.apply(item)));
    write(file, rows);
  }

  /** Replaces a text file in one step. */
  public static void writeText(Path file, String text) throws IOException {
    var temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      // A file name that is not Unicode throughout must not cost the whole table.
      Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + Folders.reason(e), e);
    }
  }

  /**
   * Reads a table with a header line.
   *
   * @param required columns that must be there
   * @return a map from column to cell per row, in order
   * @throws IOException naming the file if it is missing, damaged or lacks a column
   */
  public static List<Map<String, String>> read(Path file, List<String> required)
      throws IOException {
    var lines = lines(file);
    var header = lines.getFirst();
    for (var column : required) {
      if (!header.contains(column)) {
        throw new IOException(file + ": no column " + column);
      }
    }
    var rows = new ArrayList<Map<String, String>>();
    for (var cells : lines.subList(1, lines.size())) {
      var row = new LinkedHashMap<String, String>();
      for (int j = 0; j < cells.size(); j++) {
        row.put(header.get(j), cells.get(j));
      }
      rows.add(row);
    }
    return rows;
  }

  /**
   * Reads a table with a header line, an item per row.
   *
   * @param required columns that must be there
   * @param item what the cells of a row stand for
   * @throws IOException naming the file if it is missing, damaged or lacks a column, or if {@code
   *     item} refuses a row by an {@link IllegalArgumentException}, as a cell that is no number
   */
  public static <T> List<T> read(
      Path file, List<String> required, Function<Map<String, String>, T> item) throws IOException {
    var rows = read(file, required);
    try {
      return rows.stream().map(item).toList();
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": damaged table (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Reads a table as lines of cells, the header first, all of one length. A byte-order mark is
   * passed over, any line ends will do.
   *
   * @throws IOException naming the file if it is missing, empty, not UTF-8 or damaged
   */
  public static List<List<String>> lines(Path file) throws IOException {
    var text = readText(file);
    var lines = new ArrayList<List<String>>();
    if (!parse(text.startsWith("\uFEFF") ? text.substring(1) : text, lines)) {
      throw new IOException(file + ": a quoted cell has no end");
    }
    if (lines.isEmpty()) {
      throw new IOException(file + ": empty table");
    }
    int columns = lines.getFirst().size();
    for (int i = 1; i < lines.size(); i++) {
      int cells = lines.get(i).size();
      if (cells != columns) {
        throw new IOException(
            file + ": row " + i + " has " + cells + " cells, the header has " + columns);
      }
    }
    return lines;
  }

  /** What stands in a file, as a message of one line may quote it. */
  public static String quotable(String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
  }

  /**
   * The whole text of a file, unpacked if its name ends in {@value #PACKED}.
   *
   * @throws IOException naming the file if it cannot be read or is not UTF-8
   */
  public static String readText(Path file) throws IOException {
    try {
      return file.toString().endsWith(PACKED)
          ? unpacked(file)
          : Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": it is not in UTF-8", e);
    } catch (IOException e) {
      throw new IOException("cannot read " + file + ": " + Folders.reason(e), e);
    }
  }

  private static String unpacked(Path file) throws IOException {
    try (var stream = new GZIPInputStream(Files.newInputStream(file))) {
      var bytes = ByteBuffer.wrap(stream.readAllBytes());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }
  }

  /**
   * The rows of a text, whatever number of cells they have.
   *
   * @param text RFC 4180; LF or CRLF ends a line, the last one may lack it; blank lines are
   *     skipped, and so is a last line whose quoted cell has no end
   */
  public static List<List<String>> parse(String text) {
    var rows = new ArrayList<List<String>>();
    parse(text, rows);
    return rows;
  }

  /** Adds the rows of a text; whether all its quoted cells have an end. */
  private static boolean parse(String text, List<List<String>> rows) {
    var row = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (c == '\n') {
        endRow(rows, row, cell);
        row = new ArrayList<>();
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    if (!quoted) {
      endRow(rows, row, cell);
    }
    return !quoted;
  }

  private static void endRow(List<List<String>> rows, List<String> row, StringBuilder cell) {
    if (!row.isEmpty() || !cell.isEmpty()) {
      row.add(cell.toString());
      cell.setLength(0);
      rows.add(row);
    }
  }
}
