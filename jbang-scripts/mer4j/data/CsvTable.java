package mer4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import mer4j.CsvFile;

/**
 * A comma-separated table as found in data sets: header line, UTF-8 with or without byte-order
 * mark, any line ends. Cells are text without surrounding blanks.
 *
 * @param file where it was read
 * @param columns names in the order of the file
 * @param rows cells, each row as long as {@code columns}
 */
record CsvTable(Path file, List<String> columns, List<List<String>> rows) {
  /**
   * @throws IOException naming the file, if it cannot be read, is not UTF-8, is empty, has a row of
   *     another length than its header, or a column twice
   */
  static CsvTable read(Path file) throws IOException {
    var lines =
        CsvFile.lines(file).stream().map(l -> l.stream().map(String::strip).toList()).toList();
    var columns = lines.getFirst();
    if (new HashSet<>(columns).size() < columns.size()) {
      throw new IOException(file + ": a column stands twice in " + columns);
    }
    return new CsvTable(file, columns, lines.subList(1, lines.size()));
  }

  /** The same table with the given column moved to the front. */
  CsvTable withFirst(String column) {
    int at = columns.indexOf(column);
    return new CsvTable(
        file, toFront(columns, at), rows.stream().map(row -> toFront(row, at)).toList());
  }

  private static List<String> toFront(List<String> cells, int at) {
    var moved = new ArrayList<>(cells);
    moved.addFirst(moved.remove(at));
    return moved;
  }

  boolean has(String column) {
    return columns.contains(column);
  }

  /**
   * All cells of one column.
   *
   * @throws IOException naming file and column, if there is none of this name
   */
  List<String> column(String name) throws IOException {
    int at = columns.indexOf(name);
    if (at < 0) {
      throw new IOException(
          "%s: no column '%s'; it has %s".formatted(file, name, String.join(", ", columns)));
    }
    return rows.stream().map(row -> row.get(at)).toList();
  }

  /**
   * Row numbers by the cells of a column.
   *
   * @throws IOException if the column is missing or a cell stands in it twice
   */
  Map<String, Integer> rowsBy(String column) throws IOException {
    var result = new HashMap<String, Integer>();
    var cells = column(column);
    for (int i = 0; i < cells.size(); i++) {
      if (result.put(cells.get(i), i) != null) {
        throw new IOException("%s: '%s' stands twice in %s".formatted(file, cells.get(i), column));
      }
    }
    return result;
  }
}
