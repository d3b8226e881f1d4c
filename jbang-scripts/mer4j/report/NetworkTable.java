package mer4j.report;

import static mer4j.report.ReportTable.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mer4j.eval.PublishedResults;
import mer4j.plots.Figure;
import mer4j.plots.LearningCurvePanels;
import mer4j.plots.PublishedComparisonChart;
import mer4j.report.ReportTable.Picture;
import mer4j.runs.NetworkResult;
import mer4j.runs.NetworkResults;

/**
 * The study's networks: published, the same training rerun, over several seeds, and leak-free.
 *
 * @param dataset name of the data set
 * @param classes number of its classes, for the level of chance
 */
record NetworkTable(String dataset, int classes) implements StudyTable {
  private static final List<String> MODELS = List.of("RNN", "BRNN", "LSTM");
  private static final String SEEDS = "repeated seeds, mean (sd)";
  private static final String MINUTES = "minutes (epochs)";

  private static final List<String> COLUMNS =
      List.of(
          "model",
          "published",
          BaselineTable.RERUN,
          MINUTES,
          SEEDS,
          BaselineTable.SPLITS,
          BaselineTable.LEAK_FREE,
          BaselineTable.MACRO_F1,
          BaselineTable.MCC,
          BaselineTable.TESTED);

  /** The columns for a reader in a hurry. */
  static final List<String> SUMMARY =
      List.of(
          "model",
          "published",
          BaselineTable.RERUN,
          MINUTES,
          SEEDS,
          BaselineTable.SPLITS,
          BaselineTable.LEAK_FREE,
          BaselineTable.TESTED);

  /**
   * What is known of one network.
   *
   * @param model its name
   * @param published accuracy, NaN if there is none
   * @param seeds runs as published, by seed
   * @param splits runs as published, one for each division
   * @param leakFree all folds together, if all are there
   */
  private record Known(
      String model,
      double published,
      List<NetworkResult> seeds,
      List<NetworkResult> splits,
      Optional<Score> leakFree) {}

  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var all = results.networks(dataset);
    var known = new ArrayList<Known>();
    for (var model : MODELS) {
      var seeds =
          all.asPublished().runs().stream().filter(run -> run.model().equals(model)).toList();
      double published =
          PublishedResults.of(dataset, model)
              .map(PublishedResults.Published::accuracy)
              .orElse(Double.NaN);
      known.add(
          new Known(model, published, seeds, all.repeatedSplits(model), results.folds(all, model)));
    }
    return new ReportTable(
        "Recurrent networks on " + dataset + ": accuracy",
        COLUMNS,
        known.stream().map(NetworkTable::row).toList(),
        note(),
        pictures(known, all.asPublished().firstSeeds()));
  }

  private static List<String> row(Known known) {
    var seeds = known.seeds();
    var first = seeds.stream().findFirst();
    var leakFree = known.leakFree();
    return List.of(
        known.model(),
        number(known.published()),
        first.map(run -> number(run.result().accuracy(), run.interval())).orElse(""),
        seeds.stream()
            .min(Comparator.comparingDouble(NetworkResult::seconds))
            .map(run -> "%d (%d)".formatted(Math.round(run.seconds() / 60), run.epochs()))
            .orElse(""),
        repeated(known.model(), seeds),
        repeated(known.model(), known.splits()),
        leakFree.map(Score::withInterval).orElse(""),
        leakFree.map(score -> number(score.tests().macroF1())).orElse(""),
        leakFree.map(score -> number(score.tests().mcc())).orElse(""),
        String.join(
            "; ",
            Stream.of(
                    tested(seeds),
                    tested(known.splits()).filter(text -> known.splits().size() > 1),
                    leakFree.map(Score::tested))
                .flatMap(Optional::stream)
                .distinct()
                .toList()));
  }

  private static Optional<String> tested(List<NetworkResult> runs) {
    var times = runs.size() > 1 ? runs.size() + " x " : "";
    return runs.stream().findFirst().map(run -> times + run.tests());
  }

  private static String repeated(String model, List<NetworkResult> runs) {
    if (runs.size() < 2) {
      return "";
    }
    var step = new NetworkResults.Step(model, "as published", runs);
    return "%s (%s)"
        .formatted(
            number(step.mean(run -> run.result().accuracy())),
            number(step.deviation(run -> run.result().accuracy())));
  }

  private String note() {
    return "Chance is "
        + number(1.0 / classes)
        + ". *Same protocol*: a division by the study's rule (seed 602, stratified, a tenth of the"
        + " clips for validation and a tenth for test), settings and number of epochs, its last"
        + " epoch tested; Wilson's interval; the first seed for weights and order of clips."
        + " *Minutes*: of the quickest seed, epochs times the median of one; the machine had other"
        + " work beside it. *Repeated seeds*: same division, other seeds, standard deviation"
        + " between them; *repeated splits*: divisions by other seeds. An empty cell of these has"
        + " not been made; one more run takes the minutes in the column before. *Leak-free*:"
        + " stratified folds with every artist in one fold, every clip tested once, inputs scaled"
        + " by training clips, row by row, padding left out, states averaged, the epoch chosen on"
        + " validation clips; interval from resampled artists. From"
        + " `environment/train_4q_networks.sh`.";
  }

  private List<Picture> pictures(List<Known> known, NetworkResults first) {
    if (first.runs().isEmpty()) {
      return List.of();
    }
    return List.of(
        comparison(known, first),
        new Picture(
            dataset + "-learning-curves.png",
            "the networks on %s trained as published: accuracy and loss of every epoch (thin) and"
                    .formatted(dataset)
                + " averaged over neighbouring epochs (thick), line at chance",
            LearningCurvePanels.of(first, classes)));
  }

  private Picture comparison(List<Known> known, NetworkResults first) {
    var reruns = new ArrayList<PublishedComparisonChart.Row>();
    var honest = new ArrayList<PublishedComparisonChart.Row>();
    for (var one : known) {
      for (var run : one.seeds().stream().limit(1).toList()) {
        var ends = run.interval();
        double accuracy = run.result().accuracy();
        reruns.add(bar(one, accuracy, ends.low(), ends.high()));
      }
      one.leakFree()
          .map(s -> bar(one, s.accuracy(), s.interval().low(), s.interval().high()))
          .ifPresent(honest::add);
    }
    var tested = known.stream().flatMap(one -> one.leakFree().stream()).map(Score::tested);
    double chance = 1.0 / classes;
    var above =
        PublishedComparisonChart.of(
            "%s, networks as published, rerun: one split, %d test clips"
                .formatted(dataset, first.runs().getFirst().tests()),
            reruns,
            chance);
    var file = dataset + "-networks.png";
    var shown = "the networks on " + dataset + ": published values beside the same training rerun";
    return honest.isEmpty()
        ? new Picture(file, shown + ", 95 % intervals of both", Figure.of(above))
        : new Picture(
            file,
            shown + " (above) and leak-free (below), 95 % intervals of both, line at chance",
            Figure.column(
                above,
                PublishedComparisonChart.of(
                    dataset
                        + ", networks leak-free, artists kept apart: "
                        + tested.findFirst().orElseThrow()
                        + " clips tested",
                    honest,
                    chance)));
  }

  private PublishedComparisonChart.Row bar(Known known, double value, double low, double high) {
    return PublishedComparisonChart.Row.of(dataset, known.model(), value, low, high);
  }
}
