package mer4j.report;

import java.io.IOException;
import java.util.List;
import mer4j.plots.Figure;
import mer4j.plots.StepChart;
import mer4j.report.ReportTable.Picture;

/**
 * The corrections of the study's networks one at a time, means over seeds.
 *
 * @param dataset name of the data set
 * @param classes number of its classes, for the level of chance
 */
record StepTable(String dataset, int classes) implements StudyTable {
  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var steps = results.networks(dataset).stepwise();
    var note =
        "Each step keeps those above it. Every run may end early, after 20 epochs without a better"
            + " validation accuracy; the split is the study's, with 90 test clips. From"
            + " `environment/train_4q_networks.sh`.";
    if (steps.runs().isEmpty()) {
      return new ReportTable(
          dataset + ", one correction at a time",
          List.of("model", "step", "test accuracy"),
          List.of(),
          note,
          List.of());
    }
    var picture =
        new Picture(
            dataset + "-network-steps.png",
            "the networks on %s corrected one step at a time: test accuracy of each seed and mean"
                .formatted(dataset),
            Figure.of(StepChart.of(steps, classes)));
    return ReportTable.of(steps.stepTable(), note, List.of(picture));
  }
}
