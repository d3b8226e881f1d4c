package mer4j.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mer4j.plots.EffectChart;
import mer4j.plots.Figure;
import mer4j.report.ReportTable.Picture;
import mer4j.runs.AuditFault;
import mer4j.runs.FaultMovement;

/**
 * What each fault of the study's protocol is worth, with every model it was measured with.
 *
 * @param dataset name of the data set
 */
record AuditTable(String dataset) implements StudyTable {
  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var movements = StudyFaults.of(results, dataset);
    var title = "One fault at a time on " + dataset + ": balanced accuracy";
    if (movements.isEmpty()) {
      return new ReportTable(title, FaultMovement.COLUMNS, List.of(), note(List.of()), List.of());
    }
    var missing = new ArrayList<AuditFault>(List.of(AuditFault.values()));
    movements.forEach(movement -> missing.remove(movement.fault()));
    var picture =
        new Picture(
            dataset + "-audit.png",
            "what each fault of the protocol adds to balanced accuracy on %s, every model measured,"
                    .formatted(dataset)
                + " with 95 % intervals",
            Figure.of(
                EffectChart.of(
                    "One fault at a time on " + dataset + ", all else alike", movements)));
    return ReportTable.of(FaultMovement.table(title, movements), note(missing), List.of(picture));
  }

  private String note(List<AuditFault> missing) {
    var gaps =
        missing.isEmpty()
            ? ""
            : "**Not measured on %s yet**: %s.%s "
                .formatted(
                    dataset,
                    String.join("; ", missing.stream().map(AuditFault::title).toList()),
                    missing.contains(AuditFault.AUGMENTATION)
                        ? " The runs on the augmented set are those of `environment/augment_4q.sh`."
                        : "");
    return gaps
        + "Baselines: means over ten splits, all else alike: stratified 80/20, columns standardised"
        + " on all clips; the interval of the difference is corrected for the training clips that"
        + " splits share (Nadeau and Bengio 2003). *One split*: its mean is right by definition;"
        + " the interval is where a single split comes to lie about it. Networks (RNN, LSTM): the"
        + " study's split, each correction keeping those before it (scale, mel in decibels, states,"
        + " epoch), every run ending 20 epochs after its best on validation clips; the interval is"
        + " over the seeds alone, as all test the same clips. *Last state* was not corrected alone:"
        + " with it came the padding that had been read, and of the LSTM the random state it began"
        + " with, so its row is worth all"
        + " of them together. *Variants*: other clips are tested with the fault than without, and"
        + " the interval is that of two shares (Newcombe 1998). From `environment/audit_4q.sh`,"
        + " `train_4q_baselines.sh`, `train_4q_networks.sh` and `augment_4q.sh`; notebook"
        + " `07_protocol_audit`.";
  }
}
