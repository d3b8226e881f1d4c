package mer4j.data;

import java.util.HashMap;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Turns text cells into typed Tablesaw columns. */
final class TableColumns {
  private TableColumns() {}

  /**
   * Adds the columns of {@code source} that {@code table} lacks. Its first column holds clip ids or
   * names of files without extension.
   */
  static void join(Table table, List<Clip> clips, CsvTable source) {
    var rowOf = new HashMap<String, List<String>>();
    source.rows().forEach(row -> rowOf.put(row.getFirst(), row));
    var rows =
        clips.stream()
            .map(clip -> rowOf.getOrDefault(clip.id(), rowOf.get(FolderDataset.stem(clip.audio()))))
            .toList();
    for (int c = 1; c < source.columns().size(); c++) {
      var columnName = source.columns().get(c);
      if (!table.containsColumn(columnName)) {
        int at = c;
        var cells = rows.stream().map(row -> row == null ? "" : row.get(at)).toList();
        table.addColumns(typed(columnName, cells));
      }
    }
  }

  /** The same table with the named columns first, as far as it has them. */
  static Table inOrder(Table table, List<String> first) {
    var names = new java.util.ArrayList<>(first);
    names.retainAll(table.columnNames());
    table.columnNames().stream().filter(name -> !first.contains(name)).forEach(names::add);
    return table.selectColumns(names.toArray(String[]::new));
  }

  private static Column<?> typed(String name, List<String> cells) {
    if (cells.stream().allMatch(cell -> cell.matches("|-?\\d{1,9}"))
        && cells.stream().anyMatch(cell -> !cell.isEmpty())) {
      var column = IntColumn.create(name);
      cells.forEach(cell -> append(column, cell));
      return column;
    }
    if (cells.stream().allMatch(TableColumns::isNumber)
        && cells.stream().anyMatch(cell -> !cell.isEmpty())) {
      var column = DoubleColumn.create(name);
      cells.forEach(cell -> append(column, cell));
      return column;
    }
    return StringColumn.create(name, cells);
  }

  private static void append(IntColumn column, String cell) {
    if (cell.isEmpty()) {
      column.appendMissing();
    } else {
      column.append(Integer.parseInt(cell));
    }
  }

  private static void append(DoubleColumn column, String cell) {
    if (cell.isEmpty()) {
      column.appendMissing();
    } else {
      column.append(Double.parseDouble(cell));
    }
  }

  private static boolean isNumber(String cell) {
    return cell.matches("|-?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  }
}
