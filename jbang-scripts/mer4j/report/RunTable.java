package mer4j.report;

import static mer4j.report.ReportTable.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every model of some runs, a row each, below what others have published, if anything.
 *
 * @param title of the table
 * @param folder of one run, or of a folder per run, below {@code data/results}
 * @param published macro F1 by name of the model; empty if nothing is
 * @param note what one must know to read it, and where it comes from
 */
record RunTable(String title, String folder, List<Published> published, String note)
    implements StudyTable {
  private static final List<String> COLUMNS =
      List.of(
          "run",
          "model",
          "protocol",
          "accuracy (95 % interval)",
          "macro F1",
          "MCC",
          "chance",
          BaselineTable.TESTED);

  private static final String PUBLISHED = "published macro F1";

  /**
   * A figure of others.
   *
   * @param model what it was reached with, and by whom
   * @param protocol how they divided the clips
   * @param macroF1 as published
   */
  record Published(String model, String protocol, double macroF1) {}

  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var rows = new ArrayList<Map<String, String>>();
    for (var run : results.runs(folder)) {
      for (var model : run.models()) {
        run.score(model).ifPresent(score -> rows.add(row(run, model, score)));
      }
    }
    if (!rows.isEmpty()) {
      published.stream().map(RunTable::row).forEach(rows::addLast);
    }
    var columns = new ArrayList<>(COLUMNS);
    if (!published.isEmpty()) {
      columns.add(3, PUBLISHED);
    }
    var cells =
        rows.stream()
            .map(row -> columns.stream().map(column -> row.getOrDefault(column, "")).toList())
            .toList();
    return new ReportTable(title, columns, cells, note, List.of());
  }

  private static Map<String, String> row(RunScores run, String model, Score score) {
    return Map.of(
        "run",
        run.name(),
        "model",
        model,
        "protocol",
        run.protocol(),
        "accuracy (95 % interval)",
        score.withInterval(),
        "macro F1",
        number(score.tests().macroF1()),
        "MCC",
        number(score.tests().mcc()),
        "chance",
        number(score.tests().majorityAccuracy()),
        BaselineTable.TESTED,
        score.tested());
  }

  private static Map<String, String> row(Published other) {
    return Map.of(
        "run",
        "published",
        "model",
        other.model(),
        "protocol",
        other.protocol(),
        PUBLISHED,
        number(other.macroF1()));
  }
}
