package mer4j.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import mer4j.plots.EffectChart;
import mer4j.plots.Figure;
import mer4j.report.ReportTable.Picture;
import mer4j.runs.AuditFault;
import mer4j.runs.FaultMovement;
import org.knowm.xchart.internal.chartpart.Chart;

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
    return ReportTable.of(
        FaultMovement.table(title, movements), note(missing), List.of(picture(movements)));
  }

  /**
   * One split that is taken for the mean moves nothing on average, so it has a panel of its own.
   */
  private Picture picture(List<FaultMovement> movements) {
    var parts =
        movements.stream()
            .collect(
                Collectors.partitioningBy(movement -> movement.fault() == AuditFault.SINGLE_SPLIT));
    var charts = new ArrayList<Chart<?, ?>>();
    if (!parts.get(false).isEmpty()) {
      charts.add(EffectChart.of("One fault at a time on " + dataset, parts.get(false)));
    }
    if (!parts.get(true).isEmpty()) {
      charts.add(
          EffectChart.of(
              "%s: where one split comes to lie about the mean of many".formatted(dataset),
              parts.get(true)));
    }
    return new Picture(
        dataset + "-audit.png",
        "what each fault of the protocol adds to balanced accuracy on %s, every model measured,"
                .formatted(dataset)
            + " with 95 % intervals (the last state of networks not alone, but with the padding"
            + " that was read); below, where a single split of 180 clips comes to lie",
        Figure.column(charts.toArray(Chart[]::new)));
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
        + " splits share (Nadeau and Bengio 2003). *Copies*: classes are made unequal first, each"
        + " half as large as the one before it, which leaves 421 of 900 clips. *One split*: its"
        + " mean is right by definition; the interval is where a single split comes to lie about"
        + " it. Networks (RNN, LSTM): one split by the study's rule, each correction keeping those"
        + " before it (scale, mel in decibels, states, epoch), every run ending 20 epochs after its"
        + " best on validation clips; the interval is over the seeds alone, as all test the same"
        + " clips. *Last state* was not corrected alone: with it came the padding that had been"
        + " read, and of the LSTM the random state it began with, so its row is worth all of them"
        + " together. *Variants*: one random split of all variants, whose recordings are tested"
        + " again in folds of recordings; scaler and number of training clips (2,880 and some"
        + " 3,240) differ a little, too; the interval is from clips drawn in pairs. The LSTM's two"
        + " tests have too few clips in common: other clips are tested with the fault than without,"
        + " and the interval is that of two shares (Newcombe 1998). Of so many intervals at 95 % a"
        + " few miss zero by chance alone. The splits of *one split* are drawn by other seeds than"
        + " those of the other rows. From `environment/audit_4q.sh`, `train_4q_baselines.sh`,"
        + " `train_4q_networks.sh` and `augment_4q.sh`; notebook `07_protocol_audit`.";
  }
}
