package mer4j.report;

import static mer4j.report.ReportTable.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Every model of some runs, a row each: for results that no study has published.
 *
 * @param title of the table
 * @param folder of one run, or of a folder per run, below {@code data/results}
 * @param note what one must know to read it, and where it comes from
 */
record RunTable(String title, String folder, String note) implements StudyTable {
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

  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var rows = new ArrayList<List<String>>();
    for (var run : results.runs(folder)) {
      for (var model : run.models()) {
        run.score(model)
            .ifPresent(
                s ->
                    rows.add(
                        List.of(
                            run.name(),
                            model,
                            run.protocol(),
                            s.withInterval(),
                            number(s.tests().macroF1()),
                            number(s.tests().mcc()),
                            number(s.tests().majorityAccuracy()),
                            s.tested())));
      }
    }
    return new ReportTable(title, COLUMNS, rows, note, List.of());
  }
}
