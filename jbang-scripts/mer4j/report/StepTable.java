package mer4j.report;

import java.io.IOException;
import java.util.List;
import mer4j.runs.NetworkResults;

/**
 * The corrections of the study's networks one at a time, means over seeds.
 *
 * @param dataset name of the data set
 */
record StepTable(String dataset) implements StudyTable {
  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var all = NetworkTable.runs(results, dataset).stepwise().runs();
    var own = all.stream().filter(run -> !NetworkTable.leakFree(run)).toList();
    var steps = new NetworkResults(dataset, own);
    var note =
        "Each step keeps those above it. Every run may end early, after 20 epochs without a better"
            + " validation accuracy; the split is the study's. From"
            + " `environment/train_4q_networks.sh`.";
    return steps.runs().isEmpty()
        ? new ReportTable(
            dataset + ", one correction at a time",
            List.of("model", "step", "test accuracy"),
            List.of(),
            note,
            List.of())
        : ReportTable.of(steps.stepTable(), note, List.of());
  }
}
