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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mer4j.baselines.Baselines;
import mer4j.eval.Prediction;
import mer4j.eval.PublishedResults;
import mer4j.plots.Figure;
import mer4j.plots.IntervalChart;
import mer4j.report.ReportTable.Picture;
import org.apache.commons.math3.stat.StatUtils;

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
  static final String OF_IT_LEAK = "leak on the same recordings, points (95 % interval)";
  static final String TRUE_GAIN = "gain without leak, points (95 % interval)";

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
   * @param leaking recordings whose variants were learned from, beside the same recordings divided
   *     first
   * @param gaining recordings divided first with variants, beside the same without
   */
  private record Known(
      String model,
      double[] random,
      Optional<Score> leak,
      Optional<Score> apart,
      Optional<Score> alone,
      SameClips leaking,
      SameClips gaining) {
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
    var leak = Optional.ofNullable(runs.get(kind + "-leak"));
    var apart = Optional.ofNullable(runs.get(kind + "-by-source"));
    var alone = Optional.ofNullable(runs.get(kind + "-recordings"));
    return new Known(
        model,
        random,
        leak.flatMap(run -> run.score(model)),
        apart.flatMap(run -> run.score(model)),
        alone.flatMap(run -> run.score(model)),
        SameClips.of(tested(leak, model), tested(apart, model)),
        SameClips.of(tested(apart, model), tested(alone, model)));
  }

  private static List<Prediction> tested(Optional<RunScores> run, String model) {
    return run.map(found -> found.tested(model)).orElse(List.of());
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
        known
            .leak()
            .map(score -> score.accuracy() - before)
            .filter(Double::isFinite)
            .map(AugmentedTable::points)
            .orElse(""),
        points(known.leaking()),
        points(known.gaining()),
        String.join(
            "; ",
            Stream.of(known.leak(), known.apart(), known.alone())
                .flatMap(Optional::stream)
                .map(Score::tested)
                .toList()));
  }

  private static String points(SameClips clips) {
    if (!clips.enough()) {
      return "";
    }
    var ends = clips.interval(SameClips::accuracy);
    return "%s (%s to %s)"
        .formatted(
            points(clips.difference(SameClips::accuracy)), points(ends.low()), points(ends.high()));
  }

  private static String points(double difference) {
    return String.format(Locale.ROOT, "%+.1f", 100 * difference);
  }

  private String note() {
    return ("Chance is %s. The study prints no result for its augmented set. Four clips of every"
            + " recording: as it is, with noise, shifted, two semitones up. *Recordings alone,"
            + " random*: ten stratified splits without variants (LSTM: three seeds on one split"
            + " by the study's rule), standard deviation between them. *Same protocol*:"
            + " variants and recordings divided at random, the study's settings; Wilson's"
            + " interval, which takes variants for independent. *By recording*: recordings"
            + " divided first (baselines: ten folds, interval from resampled clips; LSTM: one"
            + " fold of ten, Wilson's), variants of training recordings learned from,"
            + " recordings alone tested; artists may be on both sides, as in the column before."
            + " *Recordings alone, same folds*: the same test clips, nothing augmented. *Leak"
            + " on the same recordings*: those of the random test that are recordings"
            + " themselves (some 180), less the same clips when recordings are divided first;"
            + " *gain without leak*: divided first with variants, less the same clips without;"
            + " intervals from clips drawn in pairs, empty where fewer than 30 clips are in"
            + " both tests. The LSTM gets a quarter of the study's 250 epochs wherever an epoch"
            + " has four times the clips. From `environment/augment_4q.sh`; notebook"
            + " `05_augmentation`.")
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
    var groups = new ArrayList<IntervalChart.Group>();
    groups.add(
        new IntervalChart.Group(
            "variants of one recording on both sides", rows(both, Known::leak)));
    groups.add(new IntervalChart.Group("recordings divided first", rows(both, Known::apart)));
    groups.add(new IntervalChart.Group("the same folds, no variants", rows(both, Known::alone)));
    var title =
        "%s augmented: %s clips tested, then %s recordings%s"
            .formatted(
                dataset,
                both.getFirst().leak().orElseThrow().tested(),
                both.getFirst().apart().orElseThrow().tested(),
                both.stream()
                    .filter(known -> known.model().equals(LSTM))
                    .map(
                        known ->
                            " (LSTM: %s, %s)"
                                .formatted(
                                    known.leak().orElseThrow().tested(),
                                    known.apart().orElseThrow().tested()))
                    .collect(Collectors.joining()));
    return List.of(
        new Picture(
            dataset + "-augmented.png",
            "accuracy with the augmented set of %s: variants of one recording on both sides,"
                    .formatted(dataset)
                + " recordings divided first, and no variants at all; 95 % intervals, line at"
                + " chance",
            Figure.of(IntervalChart.grouped(title, "accuracy", groups, 1.0 / classes))));
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
