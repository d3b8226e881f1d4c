package mer4j.report;

import static mer4j.report.ReportTable.number;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import mer4j.baselines.Baselines;
import mer4j.eval.PublishedResults;
import mer4j.plots.Figure;
import mer4j.plots.IntervalChart;
import mer4j.report.ReportTable.Picture;
import org.apache.commons.math3.stat.StatUtils;
import org.knowm.xchart.XYChart;

/**
 * What augmentation gains: as the study measures it, with variants of one recording on both sides
 * of the split, and with recordings divided first.
 *
 * @param dataset name of the data set that was augmented
 * @param classes number of its classes, for the level of chance
 */
record AugmentedTable(String dataset, int classes) implements StudyTable {
  static final String RANDOM = "recordings alone, random, mean (sd)";
  static final String LEAK = "same protocol, rerun (variants on both sides)";
  static final String APART = "leak-free, by recording (95 % interval)";
  static final String ALONE = "recordings alone, same folds";
  static final String GAIN = "gain as the study measures it, points";
  static final String OF_IT_LEAK = "lost by dividing recordings first, points";
  static final String TRUE_GAIN = "gain without leak, points";

  private static final String LSTM = "LSTM";
  private static final List<String> COLUMNS =
      List.of(
          "model",
          "published",
          RANDOM,
          LEAK,
          APART,
          ALONE,
          GAIN,
          OF_IT_LEAK,
          TRUE_GAIN,
          BaselineTable.TESTED);

  /**
   * What is known of one model.
   *
   * @param model its name
   * @param random accuracies without augmentation, of several random splits or seeds
   * @param leak variants divided at random
   * @param apart recordings divided first
   * @param alone the same folds without variants
   */
  private record Known(
      String model,
      double[] random,
      Optional<Score> leak,
      Optional<Score> apart,
      Optional<Score> alone) {
    boolean any() {
      return leak.isPresent() || apart.isPresent() || alone.isPresent();
    }
  }

  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var runs = new LinkedHashMap<String, RunScores>();
    for (var run : results.runs(dataset + "-augmented")) {
      runs.put(run.name(), run);
    }
    var splits = results.run(dataset + "-baselines-splits");
    var known = new ArrayList<Known>();
    for (var baseline : Baselines.all()) {
      var model = baseline.name();
      var random = splits.flatMap(run -> run.score(model)).map(Score::accuracies);
      known.add(known(runs, "baselines", model, random.orElse(new double[0])));
    }
    var seeds =
        results.networks(dataset).asPublished().runs().stream()
            .filter(run -> run.model().equals(LSTM))
            .mapToDouble(run -> run.result().accuracy())
            .toArray();
    known.add(known(runs, "lstm", LSTM, seeds));
    var found = known.stream().filter(Known::any).toList();
    return new ReportTable(
        "The augmented set of %s, with its leak and without: accuracy".formatted(dataset),
        COLUMNS,
        found.stream().map(this::row).toList(),
        note(),
        pictures(found));
  }

  private static Known known(
      Map<String, RunScores> runs, String kind, String model, double[] random) {
    return new Known(
        model,
        random,
        score(runs, kind + "-leak", model),
        score(runs, kind + "-by-source", model),
        score(runs, kind + "-recordings", model));
  }

  private static Optional<Score> score(Map<String, RunScores> runs, String run, String model) {
    return Optional.ofNullable(runs.get(run)).flatMap(found -> found.score(model));
  }

  private List<String> row(Known known) {
    double published =
        PublishedResults.of(dataset + "-augmented", known.model())
            .map(PublishedResults.Published::accuracy)
            .orElse(Double.NaN);
    double before = StatUtils.mean(known.random());
    double deviation = Math.sqrt(StatUtils.variance(known.random()));
    return List.of(
        known.model(),
        number(published),
        known.random().length == 0 ? "" : "%s (%s)".formatted(number(before), number(deviation)),
        known.leak().map(Score::withInterval).orElse(""),
        known.apart().map(Score::withInterval).orElse(""),
        known.alone().map(Score::withInterval).orElse(""),
        points(known.leak().map(s -> s.accuracy() - before).filter(Double::isFinite)),
        points(difference(known.leak(), known.apart())),
        points(difference(known.apart(), known.alone())),
        String.join(
            "; ",
            Stream.of(known.leak(), known.apart(), known.alone())
                .flatMap(Optional::stream)
                .map(Score::tested)
                .toList()));
  }

  private static Optional<Double> difference(Optional<Score> more, Optional<Score> less) {
    return more.flatMap(a -> less.map(b -> a.accuracy() - b.accuracy()));
  }

  private static String points(Optional<Double> difference) {
    return difference.map(d -> String.format(Locale.ROOT, "%+.1f", 100 * d)).orElse("");
  }

  private String note() {
    return ("Chance is %s. The study prints no result for its augmented set. Four clips of every"
            + " recording: as it is, with noise, shifted, two semitones up. *Recordings alone,"
            + " random*: ten stratified splits without variants (LSTM: three seeds of the"
            + " study's split), standard deviation between them. *Same protocol*: variants and"
            + " recordings divided at random, the study's settings; Wilson's interval, which"
            + " takes variants for independent. *By recording*: recordings divided first"
            + " (baselines: ten folds, interval from resampled clips; LSTM: one fold of ten,"
            + " Wilson's), variants of training recordings learned from, recordings alone"
            + " tested; artists may be on both sides, as in the column before. *Recordings"
            + " alone, same folds*: the same test clips, nothing augmented. The LSTM gets a"
            + " quarter of the study's 250 epochs wherever an epoch has four times the clips."
            + " From `environment/augment_4q.sh`; notebook `05_augmentation`.")
        .formatted(number(1.0 / classes));
  }

  private List<Picture> pictures(List<Known> found) {
    var both =
        found.stream()
            .filter(known -> known.leak().isPresent() && known.apart().isPresent())
            .toList();
    if (both.isEmpty()) {
      return List.of();
    }
    var charts = new ArrayList<XYChart>();
    double chance = 1.0 / classes;
    charts.add(
        chart("variants divided at random, as in the study", rows(both, Known::leak), chance));
    charts.add(chart("recordings divided first", rows(both, Known::apart), chance));
    var alone = rows(both, Known::alone);
    if (!alone.isEmpty()) {
      charts.add(chart("nothing augmented, the same folds of recordings", alone, chance));
    }
    return List.of(
        new Picture(
            dataset + "-augmented.png",
            "accuracy with the augmented set of %s: variants of one recording on both sides, and"
                    .formatted(dataset)
                + " recordings divided first; 95 % intervals, line at chance",
            Figure.grid(charts, 1)));
  }

  private XYChart chart(String title, List<IntervalChart.Row> rows, double chance) {
    return IntervalChart.of(dataset + ", " + title, "accuracy", rows, chance);
  }

  private static List<IntervalChart.Row> rows(
      List<Known> found, Function<Known, Optional<Score>> which) {
    var rows = new ArrayList<IntervalChart.Row>();
    for (var known : found) {
      which
          .apply(known)
          .map(
              s ->
                  new IntervalChart.Row(
                      known.model(), s.accuracy(), s.interval().low(), s.interval().high()))
          .ifPresent(rows::add);
    }
    return rows;
  }
}
