package mer4j.runs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mer4j.CsvFile;

/**
 * {@code metrics.csv}: a row of numbers per epoch, appended as training goes. A row that was cut
 * off in the middle of writing is dropped when the file is opened again.
 */
public final class MetricsLog {
  /** Name of the first column. */
  public static final String EPOCH = "epoch";

  private final Path file;
  private final List<Map<String, Double>> rows;

  private MetricsLog(Path file, List<Map<String, Double>> rows) {
    this.file = file;
    this.rows = rows;
  }

  /**
   * Opens a file that may not exist yet.
   *
   * @throws IOException naming the file if more than its last line is damaged
   */
  public static MetricsLog open(Path file) throws IOException {
    var rows = new ArrayList<Map<String, Double>>();
    if (Files.exists(file)) {
      var text = CsvFile.readText(file);
      var whole = text.substring(0, text.lastIndexOf('\n') + 1);
      if (whole.length() < text.length()) {
        CsvFile.writeText(file, whole);
      }
      if (!whole.isEmpty()) {
        for (var cells : CsvFile.read(file, List.of(EPOCH))) {
          rows.add(numbers(file, cells));
        }
      }
    }
    return new MetricsLog(file, rows);
  }

  private static Map<String, Double> numbers(Path file, Map<String, String> cells)
      throws IOException {
    var row = new LinkedHashMap<String, Double>();
    for (var cell : cells.entrySet()) {
      try {
        row.put(
            cell.getKey(),
            cell.getValue().isEmpty() ? Double.NaN : Double.parseDouble(cell.getValue()));
      } catch (NumberFormatException e) {
        throw new IOException(
            file + ": '" + CsvFile.quotable(cell.getValue()) + "' is no number", e);
      }
    }
    return row;
  }

  /** All rows, in order, columns in the file's order; an empty cell is NaN. */
  public List<Map<String, Double>> rows() {
    return List.copyOf(rows);
  }

  /** One column, such as {@code train_loss}; NaN where a row lacks it. */
  public double[] column(String name) {
    return rows.stream().mapToDouble(row -> row.getOrDefault(name, Double.NaN)).toArray();
  }

  /**
   * Appends an epoch.
   *
   * @param epoch its number, from 1
   * @param values further columns; the same names in the same order in every call
   * @throws IllegalArgumentException if the columns differ from those of the file
   */
  public void append(int epoch, Map<String, Double> values) throws IOException {
    var row = new LinkedHashMap<String, Double>();
    row.put(EPOCH, (double) epoch);
    row.putAll(values);
    var names = new ArrayList<>(row.keySet());
    var text = new StringBuilder();
    if (rows.isEmpty()) {
      text.append(CsvFile.line(names));
    } else if (!names.equals(new ArrayList<>(rows.getFirst().keySet()))) {
      throw new IllegalArgumentException(
          "columns " + names + " do not fit " + rows.getFirst().keySet() + " of " + file);
    }
    text.append(line(row));
    if (rows.isEmpty()) {
      CsvFile.writeText(file, text.toString());
    } else {
      Files.write(
          file, text.toString().getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }
    rows.add(row);
  }

  /** Drops the epochs after this one, which a resumed run will compute again. */
  public void keepUntil(int epoch) throws IOException {
    if (rows.removeIf(row -> row.get(EPOCH) > epoch)) {
      var text = new StringBuilder();
      if (!rows.isEmpty()) {
        text.append(CsvFile.line(List.copyOf(rows.getFirst().keySet())));
        rows.forEach(row -> text.append(line(row)));
      }
      CsvFile.writeText(file, text.toString());
    }
  }

  private static String line(Map<String, Double> row) {
    var cells = new ArrayList<String>();
    row.forEach(
        (name, value) ->
            cells.add(
                name.equals(EPOCH)
                    ? Integer.toString(value.intValue())
                    : value.isNaN() ? "" : value.toString()));
    return CsvFile.line(cells);
  }
}
