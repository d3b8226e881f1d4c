package mer4j.report;

import java.io.IOException;
import java.util.List;
import mer4j.runs.AuditRun;

/**
 * What each fault of the study's protocol is worth, measured with baselines.
 *
 * @param dataset name of the data set
 */
record AuditTable(String dataset) implements StudyTable {
  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var effects = AuditRun.read(results.path().resolve(dataset + "-audit"));
    var title = "One fault at a time on " + dataset + ": balanced accuracy of baselines";
    var note =
        "Means over ten splits; all else alike: stratified 80/20, columns standardised on all"
            + " clips. The interval of the difference is corrected for the training clips that"
            + " splits share (Nadeau and Bengio 2003). From `environment/audit_4q.sh`; notebook"
            + " `07_protocol_audit`.";
    var table = AuditRun.table(title, effects);
    return effects.isEmpty()
        ? new ReportTable(title, table.columnNames(), List.of(), note, List.of())
        : ReportTable.of(table, note, List.of());
  }
}
