package mer4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mer4j.eval.Interval;
import mer4j.plots.Figure;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * One assembled table, its cells as they are printed, and the figures that go with it.
 *
 * @param title what was measured, on what and how many clips
 * @param columns names of the columns
 * @param rows a cell per column; empty where there is no result
 * @param note what one must know to read it, and where it comes from
 * @param pictures drawn from the same results
 */
public record ReportTable(
    String title,
    List<String> columns,
    List<List<String>> rows,
    String note,
    List<Picture> pictures) {
  /**
   * A figure to keep.
   *
   * @param file its name, such as {@code 4q-baselines.png}
   * @param caption what it shows
   * @param figure the picture
   */
  public record Picture(String file, String caption, Figure figure) {}

  /**
   * @throws IllegalArgumentException if a row has more or fewer cells than there are columns
   */
  public ReportTable {
    for (var row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            row.size() + " cells in a table of " + columns.size() + " columns: " + row);
      }
    }
  }

  /** A table as notebooks show it; numbers get three decimals, from ten on one. */
  static ReportTable of(Table table, String note, List<Picture> pictures) {
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < table.rowCount(); i++) {
      int row = i;
      rows.add(table.columns().stream().map(column -> text(column, row)).toList());
    }
    return new ReportTable(table.name(), table.columnNames(), rows, note, pictures);
  }

  private static String text(Column<?> column, int row) {
    return switch (column.get(row)) {
      case null -> "";
      case Double value when value >= 10 -> String.format(Locale.ROOT, "%.1f", value);
      case Double value -> number(value);
      case Object value -> value.toString();
    };
  }

  /** A share with three decimals, such as {@code .633}; nothing if it is undefined. */
  static String number(double value) {
    return Double.isNaN(value)
        ? ""
        : String.format(Locale.ROOT, "%.3f", value).replaceFirst("^(-?)0\\.", "$1.");
  }

  /** A share with its interval, such as {@code .644 (.572 to .711)}. */
  static String number(double value, Interval interval) {
    return "%s (%s to %s)"
        .formatted(number(value), number(interval.low()), number(interval.high()));
  }

  /** Only some of the columns, and no picture. */
  ReportTable only(List<String> wanted) {
    var at = wanted.stream().map(columns::indexOf).toList();
    return new ReportTable(
        title,
        wanted,
        rows.stream().map(row -> at.stream().map(row::get).toList()).toList(),
        note,
        List.of());
  }

  /** The table for a notebook, all cells as text. */
  Table table() {
    var table = Table.create(title);
    for (int j = 0; j < columns.size(); j++) {
      int column = j;
      table.addColumns(
          StringColumn.create(columns.get(j), rows.stream().map(row -> row.get(column))));
    }
    return table;
  }

  /** The table in Markdown, without its title. */
  public String markdown() {
    var text = new StringBuilder();
    text.append("| ").append(String.join(" | ", columns)).append(" |\n");
    text.append('|').append("---|".repeat(columns.size())).append('\n');
    for (var row : rows) {
      text.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    return text.append('\n').append(note).append('\n').toString();
  }
}
