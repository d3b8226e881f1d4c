package mer4j.report;

import static mer4j.report.ReportTable.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mer4j.baselines.Baselines;
import mer4j.eval.PublishedResults;
import mer4j.plots.Figure;
import mer4j.plots.PublishedComparisonChart;

/**
 * The classical baselines on a data set: published, the same protocol rerun, over several splits,
 * and leak-free.
 *
 * @param dataset name of the data set
 * @param classes number of its classes, for the level of chance
 */
record BaselineTable(String dataset, int classes) implements StudyTable {
  static final String RERUN = "same protocol, rerun";
  static final String SPLITS = "repeated splits, mean (sd)";
  static final String LEAK_FREE = "leak-free (95 % interval)";
  static final String MACRO_F1 = "macro F1, leak-free";
  static final String MCC = "MCC, leak-free";
  static final String TESTED = "clips tested";

  private static final List<String> COLUMNS =
      List.of("model", "published", RERUN, SPLITS, LEAK_FREE, MACRO_F1, MCC, TESTED);

  /** The columns for a reader in a hurry. */
  static final List<String> SUMMARY =
      List.of("model", "published", RERUN, SPLITS, LEAK_FREE, TESTED);

  /** The three runs, as far as they are there. */
  private record Runs(
      Optional<RunScores> rerun, Optional<RunScores> splits, Optional<RunScores> leakFree) {}

  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var prefix = dataset + "-baselines-";
    var runs =
        new Runs(
            results.run(prefix + "as-published"),
            results.run(prefix + "splits"),
            results.run(prefix + "leak-free"));
    var rows = new ArrayList<List<String>>();
    var reruns = new ArrayList<PublishedComparisonChart.Row>();
    var honest = new ArrayList<PublishedComparisonChart.Row>();
    for (var baseline : Baselines.all()) {
      var model = baseline.name();
      rows.add(row(model, baseline.title(), runs));
      runs.rerun().flatMap(run -> bar(model, run)).ifPresent(reruns::add);
      runs.leakFree().flatMap(run -> bar(model, run)).ifPresent(honest::add);
    }
    return new ReportTable(
        "Classical baselines on " + dataset + ": accuracy",
        COLUMNS,
        rows,
        note(runs),
        pictures(runs, reruns, honest));
  }

  private List<String> row(String model, String title, Runs runs) {
    var rerun = runs.rerun().flatMap(run -> run.score(model));
    var splits = runs.splits().flatMap(run -> run.score(model));
    var leakFree = runs.leakFree().flatMap(run -> run.score(model));
    var undefined = runs.rerun().flatMap(run -> run.reason(model)).map(r -> "undefined").orElse("");
    return List.of(
        model + ", " + title,
        number(published(model)),
        rerun.map(Score::withInterval).orElse(undefined),
        splits
            .map(s -> "%s (%s)".formatted(number(s.accuracy()), number(s.deviation())))
            .orElse(""),
        leakFree.map(Score::withInterval).orElse(""),
        leakFree.map(s -> number(s.tests().macroF1())).orElse(""),
        leakFree.map(s -> number(s.tests().mcc())).orElse(""),
        String.join(
            "; ",
            List.of(rerun, splits, leakFree).stream()
                .flatMap(Optional::stream)
                .map(Score::tested)
                .toList()));
  }

  private double published(String model) {
    return PublishedResults.of(dataset, model)
        .map(PublishedResults.Published::accuracy)
        .orElse(Double.NaN);
  }

  /** A model that is undefined has its published value alone. */
  private Optional<PublishedComparisonChart.Row> bar(String model, RunScores run) {
    var undefined =
        run.reason(model).map(reason -> PublishedComparisonChart.Row.undefined(dataset, model));
    return undefined.or(() -> run.score(model).map(score -> bar(model, score)));
  }

  private PublishedComparisonChart.Row bar(String model, Score score) {
    var ends = score.interval();
    return PublishedComparisonChart.Row.of(
        dataset, model, score.accuracy(), ends.low(), ends.high());
  }

  /** Number of clips that the models of a run were tested on, such as {@code 3 x 900}. */
  private static String tested(Optional<RunScores> run) {
    return run.stream()
        .flatMap(r -> r.models().stream().flatMap(model -> r.score(model).stream()))
        .map(Score::tested)
        .findFirst()
        .orElse("no");
  }

  private List<ReportTable.Picture> pictures(
      Runs runs,
      List<PublishedComparisonChart.Row> reruns,
      List<PublishedComparisonChart.Row> honest) {
    if (reruns.isEmpty() || honest.isEmpty()) {
      return List.of();
    }
    double chance = 1.0 / classes;
    var figure =
        Figure.column(
            PublishedComparisonChart.of(
                dataset
                    + ", baselines, the study's protocol rerun: one split, "
                    + tested(runs.rerun())
                    + " test clips",
                reruns,
                chance),
            PublishedComparisonChart.of(
                dataset
                    + ", baselines, leak-free, artists kept apart: "
                    + tested(runs.leakFree())
                    + " clips tested",
                honest,
                chance));
    var caption =
        "the baselines on %s: published values beside the same protocol rerun (above) and"
            + " leak-free (below), 95 %% intervals of both, line at chance; QDA is published but"
            + " undefined here";
    return List.of(
        new ReportTable.Picture(dataset + "-baselines.png", caption.formatted(dataset), figure));
  }

  private String note(Runs runs) {
    var text = new StringBuilder();
    text.append("Chance is ").append(number(1.0 / classes)).append(". ");
    text.append(
        "*Same protocol*: one random split that knows no artists, columns standardised before it;"
            + " which files the published split tested cannot be recovered, so these are others;"
            + " Wilson's interval. *Repeated splits*: stratified, of the same size, standard"
            + " deviation between them. *Leak-free*: stratified folds with every artist in one"
            + " fold, everything fitted on training clips only, interval from resampled artists.");
    runs.rerun()
        .flatMap(run -> run.reason("QDA"))
        .ifPresent(reason -> text.append(" QDA is undefined: ").append(reason).append('.'));
    text.append(" From `environment/train_4q_baselines.sh`.");
    return text.toString();
  }
}
