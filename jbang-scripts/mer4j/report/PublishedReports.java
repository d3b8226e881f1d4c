package mer4j.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import mer4j.CsvFile;
import mer4j.eval.ConfusionMatrix;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The classification reports that the recurrent-network study prints (Chang et al. 2024), {@code
 * published-reports.csv} of the results, beside those measured here.
 */
public final class PublishedReports {
  private static final String FILE = "published-reports.csv";
  private static final List<String> COLUMNS =
      List.of("dataset", "model", "class", "precision", "recall", "f1", "support");

  private PublishedReports() {}

  /**
   * A row per class: precision, recall and F1 as published and as measured, and the number of test
   * clips of the class. Nothing is published about other data sets: their cells are empty.
   *
   * @param dataset name of the data set
   * @param model LR, SVC (linear kernel) or RF50 (forest of 50 trees)
   * @param here what the test clips were taken for here
   * @param classes names of the classes
   * @throws IOException if the published values cannot be read
   */
  public static Table beside(
      ResultsFolder results,
      String dataset,
      String model,
      ConfusionMatrix here,
      List<String> classes)
      throws IOException {
    var published =
        CsvFile.read(results.path().resolve(FILE), COLUMNS).stream()
            .filter(row -> row.get("dataset").equals(dataset) && row.get("model").equals(model))
            .toList();
    return Table.create(
        "%s on %s, %d clips tested, accuracy %s"
            .formatted(model, dataset, here.total(), ReportTable.number(here.accuracy())),
        StringColumn.create("class", classes),
        published("precision", published, classes),
        measured("precision", classes, here::precision),
        published("recall", published, classes),
        measured("recall", classes, here::recall),
        published("f1", published, classes),
        measured("f1", classes, here::f1),
        IntColumn.create(
            "clips tested", IntStream.range(0, classes.size()).map(here::support).toArray()));
  }

  private static DoubleColumn published(
      String measure, List<Map<String, String>> published, List<String> classes) {
    return DoubleColumn.create(
        measure + ", published",
        classes.stream()
            .mapToDouble(
                name ->
                    published.stream()
                        .filter(row -> row.get("class").equals(name))
                        .mapToDouble(row -> Double.parseDouble(row.get(measure)))
                        .findFirst()
                        .orElse(Double.NaN))
            .toArray());
  }

  private static DoubleColumn measured(
      String measure, List<String> classes, IntToDoubleFunction value) {
    return DoubleColumn.create(
        measure, IntStream.range(0, classes.size()).mapToDouble(value).toArray());
  }
}
