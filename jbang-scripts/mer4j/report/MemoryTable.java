package mer4j.report;

import static mer4j.report.ReportTable.number;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mer4j.data.BalancingFacts;
import mer4j.eval.PublishedClass;
import mer4j.eval.PublishedCurve;
import mer4j.eval.PublishedResults;
import mer4j.plots.ClassSizeChart;
import mer4j.plots.Figure;
import mer4j.plots.PublishedCurveChart;
import mer4j.report.ReportTable.Picture;

/**
 * The study's models on a set that was filled up with copies before it was divided: published,
 * beside what a model reaches that does nothing but remember copies. The sound of such a set is not
 * at hand, so the cells of reruns say so, and why there is nothing leak-free.
 *
 * @param dataset name of the data set
 */
record MemoryTable(String dataset) implements StudyTable {
  static final String MEMORY = "pure memory";
  static final String PUBLISHED = "published (95 % interval)";
  static final String OVER = "over pure memory, points";
  static final String LEFT = "left for tracks never met";
  static final String NO_SOUND = "the audio is not here";

  private static final List<String> COLUMNS =
      List.of(
          "model",
          PUBLISHED,
          OVER,
          LEFT,
          BaselineTable.RERUN,
          BaselineTable.LEAK_FREE,
          BaselineTable.TESTED);

  @Override
  public ReportTable assemble(ResultsFolder results) throws IOException {
    var file = results.path().resolve(dataset + "-balancing.csv");
    var facts =
        Files.exists(file)
            ? Optional.of(BalancingFacts.read(file))
            : Optional.<BalancingFacts>empty();
    var classes = PublishedClass.of(dataset);
    var rows = new ArrayList<List<String>>();
    facts.ifPresent(found -> rows.add(memory(found)));
    for (var published : PublishedResults.all()) {
      if (published.dataset().equals(dataset)) {
        rows.add(row(published, facts));
      }
    }
    return new ReportTable(
        "The study's models on %s beside a pure memory: accuracy".formatted(dataset),
        COLUMNS,
        rows,
        note(classes.size(), facts),
        pictures(classes, facts));
  }

  private static List<String> memory(BalancingFacts facts) {
    var memorized = facts.memorized();
    var computed =
        "%s (sd %s), computed".formatted(number(memorized.mean()), number(memorized.deviation()));
    return List.of(MEMORY, "", "", "", computed, "", facts.draws() + " draws");
  }

  private static List<String> row(
      PublishedResults.Published published, Optional<BalancingFacts> facts) {
    double accuracy = published.accuracy();
    return List.of(
        published.model(),
        number(accuracy, published.interval()),
        facts.map(found -> points(accuracy - found.memorized().mean())).orElse(""),
        facts.map(found -> number(left(accuracy, found.leaked().mean()))).orElse(""),
        NO_SOUND,
        "",
        Integer.toString(published.tests()));
  }

  private static String points(double difference) {
    return String.format(Locale.ROOT, "%+.1f", 100 * difference);
  }

  /** Accuracy on other rows of a model that gets every copy right; 0 if copies alone are more. */
  private static double left(double accuracy, double copies) {
    return Math.max(0, (accuracy - copies) / (1 - copies));
  }

  private String note(int classes, Optional<BalancingFacts> facts) {
    var copies =
        facts
            .map(found -> "(%s of them, on average) ".formatted(number(found.leaked().mean())))
            .orElse("");
    return ("Chance is %s. The published models were tested on rows that were filled up with copies"
            + " before they were divided. *Pure memory*: right wherever the test row %sis a copy of"
            + " a training row, a guess elsewhere; computed from the published class sizes alone,"
            + " the balancing and division drawn anew each time. *Left for tracks never met*: the"
            + " accuracy on the other rows if every copy was answered rightly. *Same protocol,"
            + " rerun* and *leak-free* need the sound, about 35 GB, which is not part of this"
            + " checkout; leak-free therefore stays empty: no published figure knows the set's own"
            + " division, whose parts share no artist, so nothing can be derived for it. With the"
            + " sound, `fetch_data.java %s` and the scripts `train_*.java --dataset %s` with"
            + " `--protocol` make both. Notebook `06_large_scale`.")
        .formatted(number(1. / Math.max(1, classes)), copies, dataset, dataset);
  }

  private List<Picture> pictures(List<PublishedClass> classes, Optional<BalancingFacts> facts) {
    if (classes.isEmpty()) {
      return List.of();
    }
    var pictures = new ArrayList<Picture>();
    int[] sizes = classes.stream().mapToInt(PublishedClass::clips).toArray();
    int target = PublishedClass.labels(classes).length / classes.size();
    var areas = classes.stream().mapToDouble(PublishedClass::auc).toArray();
    var title = "Published: %s, linear softmax, %d classes".formatted(dataset, classes.size());
    pictures.add(
        new Picture(
            dataset + "-class-sizes.png",
            "published area under the ROC curve of each of the %d classes of %s against its number"
                    .formatted(classes.size(), dataset)
                + " of tracks, with Spearman's rank correlation: best where most copies were made",
            Figure.of(ClassSizeChart.of(title, sizes, areas, target))));
    var curves = PublishedCurve.of(dataset);
    if (!curves.isEmpty() && facts.isPresent()) {
      double memory = facts.get().memorized().mean();
      pictures.add(
          new Picture(
              dataset + "-published-curves.png",
              "published accuracies and losses of the networks on %s at the epochs that are known, lines at a"
                      .formatted(dataset)
                  + " pure memory and at chance",
              PublishedCurveChart.of(curves, dataset, memory, 1. / classes.size())));
    }
    return pictures;
  }
}
