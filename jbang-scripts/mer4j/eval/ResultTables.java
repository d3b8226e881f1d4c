package mer4j.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mer4j.CsvFile;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The two tables that every training run leaves, as CSV files and as Tablesaw tables. Their columns
 * are fixed: other people's scripts read them. An undefined value is an empty cell.
 */
public final class ResultTables {
  private static final List<String> RESULT_HEAD =
      List.of("model", "protocol", "split", "accuracy", "macro_f1", "mcc", "auc_macro");
  private static final List<String> RESULT_TAIL =
      List.of("fit_seconds", "predict_seconds", "published_accuracy");
  private static final List<String> PREDICTION_HEAD =
      List.of("model", "split", "clip", "label", "predicted");

  private ResultTables() {}

  /** Column names of {@code results.csv} for so many classes. */
  public static List<String> resultColumns(int classes) {
    return columns(RESULT_HEAD, "auc_", classes, RESULT_TAIL);
  }

  /** Column names of {@code predictions.csv} for so many classes. */
  public static List<String> predictionColumns(int classes) {
    return columns(PREDICTION_HEAD, "score_", classes, List.of());
  }

  private static List<String> columns(
      List<String> head, String prefix, int classes, List<String> tail) {
    var names = new ArrayList<>(head);
    for (int k = 0; k < classes; k++) {
      names.add(prefix + k);
    }
    names.addAll(tail);
    return names;
  }

  /** Writes {@code results.csv}, a row per model and split, replacing the file in one step. */
  public static void writeResults(Path file, List<ModelResult> results) throws IOException {
    int classes = results.stream().mapToInt(r -> r.auc().length).max().orElse(0);
    CsvFile.write(file, resultColumns(classes), results, result -> cells(result, classes));
  }

  private static List<String> cells(ModelResult result, int classes) {
    var row =
        new ArrayList<>(
            List.of(
                result.model(),
                result.protocol(),
                result.split(),
                cell(result.accuracy()),
                cell(result.macroF1()),
                cell(result.mcc()),
                cell(result.aucMacro())));
    addCells(row, result.auc(), classes);
    row.add(seconds(result.fitSeconds()));
    row.add(seconds(result.predictSeconds()));
    row.add(result.publishedAccuracy() == null ? "" : cell(result.publishedAccuracy()));
    return row;
  }

  /** Adds a cell per class, empty behind the last value. */
  private static void addCells(List<String> row, double[] values, int classes) {
    for (int k = 0; k < classes; k++) {
      row.add(k < values.length ? cell(values[k]) : "");
    }
  }

  /** Writes {@code predictions.csv}, a row per model and test clip. */
  public static void writePredictions(Path file, List<Prediction> predictions) throws IOException {
    int classes = predictions.stream().mapToInt(p -> p.scores().length).max().orElse(0);
    CsvFile.write(
        file, predictionColumns(classes), predictions, prediction -> cells(prediction, classes));
  }

  private static List<String> cells(Prediction prediction, int classes) {
    var row =
        new ArrayList<>(
            List.of(
                prediction.model(),
                prediction.split(),
                prediction.clip(),
                Integer.toString(prediction.label()),
                Integer.toString(prediction.predicted())));
    addCells(row, prediction.scores(), classes);
    return row;
  }

  /**
   * Reads {@code results.csv}.
   *
   * @throws IOException naming the file if it is missing or damaged
   */
  public static List<ModelResult> readResults(Path file) throws IOException {
    return CsvFile.read(file, columns(RESULT_HEAD, "", 0, RESULT_TAIL), ResultTables::result);
  }

  /**
   * Reads {@code predictions.csv}, or where there is none {@code predictions.csv.gz}, as long runs
   * are committed.
   *
   * @throws IOException naming the file if it is missing or damaged
   */
  public static List<Prediction> readPredictions(Path file) throws IOException {
    var packed = file.resolveSibling(file.getFileName() + CsvFile.PACKED);
    return CsvFile.read(
        Files.notExists(file) && Files.exists(packed) ? packed : file,
        PREDICTION_HEAD,
        r ->
            new Prediction(
                r.get("model"),
                r.get("split"),
                r.get("clip"),
                Integer.parseInt(r.get("label")),
                Integer.parseInt(r.get("predicted")),
                numbers(r, "score_")));
  }

  private static ModelResult result(Map<String, String> r) {
    return new ModelResult(
        r.get("model"),
        r.get("protocol"),
        r.get("split"),
        number(r.get("accuracy")),
        number(r.get("macro_f1")),
        number(r.get("mcc")),
        numbers(r, "auc_"),
        number(r.get("fit_seconds")),
        number(r.get("predict_seconds")),
        r.get("published_accuracy").isEmpty() ? null : number(r.get("published_accuracy")));
  }

  /** The results as a table with the columns of {@code results.csv}. */
  public static Table resultTable(List<ModelResult> results) {
    int classes = results.stream().mapToInt(r -> r.auc().length).max().orElse(0);
    var table = Table.create("results");
    table.addColumns(
        StringColumn.create("model", results.stream().map(ModelResult::model)),
        StringColumn.create("protocol", results.stream().map(ModelResult::protocol)),
        StringColumn.create("split", results.stream().map(ModelResult::split)),
        numbers("accuracy", results, ModelResult::accuracy),
        numbers("macro_f1", results, ModelResult::macroF1),
        numbers("mcc", results, ModelResult::mcc),
        numbers("auc_macro", results, ModelResult::aucMacro));
    for (int k = 0; k < classes; k++) {
      int index = k;
      table.addColumns(
          numbers("auc_" + k, results, r -> index < r.auc().length ? r.auc()[index] : Double.NaN));
    }
    table.addColumns(
        numbers("fit_seconds", results, ModelResult::fitSeconds),
        numbers("predict_seconds", results, ModelResult::predictSeconds),
        numbers(
            "published_accuracy",
            results,
            r -> r.publishedAccuracy() == null ? Double.NaN : r.publishedAccuracy()));
    return table;
  }

  /** The predictions as a table with the columns of {@code predictions.csv}. */
  public static Table predictionTable(List<Prediction> predictions) {
    int classes = predictions.stream().mapToInt(p -> p.scores().length).max().orElse(0);
    var table = Table.create("predictions");
    table.addColumns(
        StringColumn.create("model", predictions.stream().map(Prediction::model)),
        StringColumn.create("split", predictions.stream().map(Prediction::split)),
        StringColumn.create("clip", predictions.stream().map(Prediction::clip)),
        IntColumn.create("label", predictions.stream().mapToInt(Prediction::label).toArray()),
        IntColumn.create(
            "predicted", predictions.stream().mapToInt(Prediction::predicted).toArray()));
    for (int k = 0; k < classes; k++) {
      int index = k;
      table.addColumns(
          numbers(
              "score_" + k,
              predictions,
              p -> index < p.scores().length ? p.scores()[index] : Double.NaN));
    }
    return table;
  }

  private static <T> DoubleColumn numbers(
      String name, List<T> rows, java.util.function.ToDoubleFunction<T> value) {
    return DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
  }

  private static String seconds(double value) {
    return Double.isNaN(value) ? "" : cell(Math.round(value * 1000) / 1000.0);
  }

  private static String cell(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  private static double[] numbers(Map<String, String> row, String prefix) {
    int count = 0;
    while (row.containsKey(prefix + count)) {
      count++;
    }
    var values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = number(row.get(prefix + k));
    }
    return values;
  }
}
