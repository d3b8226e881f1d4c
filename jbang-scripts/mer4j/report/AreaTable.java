package mer4j.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mer4j.baselines.Baselines;
import mer4j.eval.ModelResult;
import mer4j.eval.PublishedResults;

/**
 * The areas under the baselines' ROC curves, each class against the rest: published, and the same
 * protocol rerun.
 *
 * @param dataset name of the data set
 * @param classes names of its classes
 */
record AreaTable(String dataset, List<String> classes) implements StudyTable {
  static final String PUBLISHED = ", published";
  static final String RERUN = ", rerun";

  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var columns = new ArrayList<>(List.of("model"));
    for (var name : classes) {
      columns.add(name + PUBLISHED);
      columns.add(name + RERUN);
    }
    columns.add(BaselineTable.TESTED);
    var run = results.run(dataset + "-baselines-as-published");
    var rows = new ArrayList<List<String>>();
    for (var model : Baselines.study()) {
      var published = PublishedResults.of(dataset, model).map(PublishedResults.Published::auc);
      var rerun =
          run.flatMap(r -> ModelResult.whole(r.results(), model))
              .filter(ModelResult::defined)
              .map(ModelResult::auc);
      var row = new ArrayList<>(List.of(model));
      for (int k = 0; k < classes.size(); k++) {
        row.add(ReportTable.number(at(published.orElse(new double[0]), k)));
        row.add(ReportTable.number(at(rerun.orElse(new double[0]), k)));
      }
      row.add(run.flatMap(r -> r.score(model)).map(Score::tested).orElse(""));
      rows.add(row);
    }
    return new ReportTable(
        "Classical baselines on " + dataset + ": area under the ROC curve of each class",
        columns,
        rows,
        "Each class against the rest, chance .500; one random split each, not the same clips. The"
            + " study prints two decimals.",
        List.of());
  }

  private static double at(double[] areas, int k) {
    return k < areas.length ? areas[k] : Double.NaN;
  }
}
