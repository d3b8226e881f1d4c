package mer4j.notebook;

import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as HTML: at most twenty rows, numbers to the right, rounded to read. */
final class HtmlTable {
  private static final int SHOWN = 20;

  private HtmlTable() {}

  static String of(Table table) {
    int rows = table.rowCount();
    int head = rows <= SHOWN ? rows : SHOWN / 2;
    var html = new StringBuilder("<table>");
    if (table.name() != null && !table.name().isBlank()) {
      html.append("<caption>").append(escape(table.name())).append("</caption>");
    }
    html.append("<thead><tr>");
    table.columns().forEach(c -> html.append("<th>").append(escape(c.name())).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (int row = 0; row < head; row++) {
      appendRow(html, table, row);
    }
    if (head < rows) {
      html.append("<tr>").append("<td>&hellip;</td>".repeat(table.columnCount())).append("</tr>");
      for (int row = rows - SHOWN / 2; row < rows; row++) {
        appendRow(html, table, row);
      }
    }
    html.append("</tbody></table>");
    if (head < rows) {
      html.append("<p>").append(rows).append(" rows, ");
      html.append(table.columnCount()).append(" columns</p>");
    }
    return html.toString();
  }

  private static void appendRow(StringBuilder html, Table table, int row) {
    html.append("<tr>");
    for (var column : table.columns()) {
      html.append(column instanceof NumericColumn<?> ? "<td align=\"right\">" : "<td>");
      html.append(escape(text(column, row))).append("</td>");
    }
    html.append("</tr>");
  }

  private static String text(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    return switch (column.get(row)) {
      case Double value -> number(value);
      case Float value -> number(value);
      case Object value -> value.toString();
    };
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 1e-3 && size < 1e6 ? "%.3f" : "%.3g", value);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
