package mer4j.report;

import static mer4j.report.ReportTable.number;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import mer4j.eval.Interval;
import mer4j.eval.Protocol;
import mer4j.eval.PublishedResults;
import mer4j.plots.Figure;
import mer4j.plots.PublishedComparisonChart;
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

  private static final List<String> COLUMNS =
      List.of(
          "model",
          "published",
          BaselineTable.RERUN,
          "repeated seeds, mean (sd)",
          BaselineTable.LEAK_FREE,
          BaselineTable.TESTED);

  /** The finished runs of a folder; none if it is not there. */
  static NetworkResults runs(ResultsFolder results, String dataset) throws IOException {
    var folder = results.path().resolve(dataset + "-networks");
    return Files.isDirectory(folder)
        ? NetworkResults.read(dataset, folder)
        : new NetworkResults(dataset, List.of());
  }

  static boolean leakFree(NetworkResult run) {
    return run.config().options().getOrDefault("protocol", "").equals(Protocol.LEAK_FREE.label());
  }

  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var all = runs(results, dataset);
    var published = all.asPublished().runs().stream().filter(run -> !leakFree(run)).toList();
    var honest = all.runs().stream().filter(NetworkTable::leakFree).toList();
    var rows = new ArrayList<List<String>>();
    var bars = new ArrayList<PublishedComparisonChart.Row>();
    for (var model : MODELS) {
      var seeds = published.stream().filter(run -> run.model().equals(model)).toList();
      var apart = honest.stream().filter(run -> run.model().equals(model)).toList();
      double value =
          PublishedResults.of(dataset, model)
              .map(PublishedResults.Published::accuracy)
              .orElse(Double.NaN);
      rows.add(row(model, value, seeds, apart));
      if (!seeds.isEmpty()) {
        var first = seeds.getFirst();
        var ends = first.interval();
        bars.add(
            new PublishedComparisonChart.Row(
                model, value, first.result().accuracy(), ends.low(), ends.high()));
      }
    }
    return new ReportTable(
        "Recurrent networks on " + dataset + ": accuracy", COLUMNS, rows, note(), pictures(bars));
  }

  private List<String> row(
      String model, double value, List<NetworkResult> seeds, List<NetworkResult> apart) {
    var repeated = new NetworkResults.Step(model, List.of(), seeds);
    int tests = seeds.isEmpty() ? 0 : seeds.getFirst().tests();
    int total = apart.stream().mapToInt(NetworkResult::tests).sum();
    int hits = apart.stream().mapToInt(NetworkResult::hits).sum();
    var tested = new ArrayList<String>();
    if (tests > 0) {
      tested.add((seeds.size() > 1 ? seeds.size() + " x " : "") + tests);
    }
    if (total > 0) {
      tested.add(Integer.toString(total));
    }
    return List.of(
        model,
        number(value),
        seeds.stream()
            .findFirst()
            .map(run -> number(run.result().accuracy(), run.interval()))
            .orElse(""),
        seeds.size() < 2
            ? ""
            : "%s (%s)"
                .formatted(
                    number(repeated.mean(run -> run.result().accuracy())),
                    number(repeated.deviation(run -> run.result().accuracy()))),
        total == 0 ? "" : number((double) hits / total, Interval.wilson(hits, total, .95)),
        String.join("; ", tested));
  }

  private String note() {
    return "Chance is "
        + number(1.0 / classes)
        + ". *Same protocol*: the study's division (seed 602, stratified, 720 clips to learn from,"
        + " 90 for validation, 90 for test), settings and number of epochs, its last epoch tested;"
        + " Wilson's interval; the first seed for weights and order of clips. *Repeated seeds*:"
        + " same division, other seeds, standard deviation between them. *Leak-free*: no artist on"
        + " two sides, the epoch chosen on validation clips. From"
        + " `environment/train_4q_networks.sh`.";
  }

  private List<ReportTable.Picture> pictures(List<PublishedComparisonChart.Row> bars) {
    if (bars.isEmpty()) {
      return List.of();
    }
    var chart =
        PublishedComparisonChart.of(
            dataset + ", networks as published, rerun, one split", bars, 1.0 / classes);
    return List.of(
        new ReportTable.Picture(
            dataset + "-networks.png",
            "the networks on %s: published values beside the same training rerun, 95 %% intervals"
                .formatted(dataset),
            Figure.of(chart)));
  }
}
