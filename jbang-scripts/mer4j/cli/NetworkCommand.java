package mer4j.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import mer4j.eval.Protocol;
import mer4j.nn.RecurrentKind;
import mer4j.plots.ConfusionMatrixChart;
import mer4j.plots.Figure;
import mer4j.plots.LearningCurveChart;
import mer4j.runs.NetworkDivision;
import mer4j.runs.NetworkFold;
import mer4j.runs.NetworkOptions;
import mer4j.runs.NetworkOutcome;
import mer4j.runs.NetworkRun;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the three scripts that train a recurrent network have in common: all but their names. */
public abstract class NetworkCommand implements Callable<Integer> {
  private final RecurrentKind kind;

  @Mixin private CommonOptions common;

  @Mixin private DatasetOption dataset;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "as-published",
      description = {
        "as-published (default): the study's split and all its choices;",
        "leak-free: split by artist, rows scaled, mel in dB, padding masked, mean of the states,"
            + " best epoch."
      })
  private Protocol protocol;

  @Mixin private GroupsOption groups;

  @Option(
      names = "--fold",
      paramLabel = "K/N",
      description = {
        "Which of how many leak-free folds is tested, such as 2/5 (default: 1/10, of small sets"
            + " 1/5)."
      })
  private NetworkFold fold;

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      description = "Seed of the division into parts (default: 602, the study's).")
  private long splitSeed = NetworkDivision.STUDY_SEED;

  @Mixin private NetworkChoices choices;

  @Mixin private RunOptions options;

  @Mixin private JobsOption jobs;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that train; other numbers give other last bits (default: all cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private AllowMissingOption allowMissing;

  /** A command for one kind of network. */
  protected NetworkCommand(RecurrentKind kind) {
    this.kind = kind;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var wanted =
        new NetworkOptions(
            kind,
            dataset.name(),
            allowMissing.given(),
            protocol,
            new NetworkDivision(groups.column(), fold, splitSeed),
            choices::change,
            options.folder("train_" + kind.lowerCase(), dataset.name()),
            options.resume(),
            jobs.count(),
            threads);
    NetworkRun run;
    try (var progress = new TerminalProgress("extract", "clips")) {
      run = NetworkRun.prepare(wanted, progress);
    }
    NetworkOutcome outcome;
    try (run;
        var progress = new TerminalProgress("train", "batches")) {
      outcome = run.train(progress);
    }
    draw(outcome);
    print(outcome);
    if (run.missing().isEmpty()) {
      return Scripts.DONE;
    }
    System.err.println(run.missing().size() + " clips were left out:");
    run.missing().forEach(System.err::println);
    return Scripts.SOME_SKIPPED;
  }

  private static void draw(NetworkOutcome outcome) throws IOException {
    Figure.column(
            LearningCurveChart.of(outcome.title(), "accuracy", outcome.accuracies()),
            LearningCurveChart.of(outcome.title(), "cross-entropy", outcome.losses()))
        .write(outcome.folder().resolve("learning-curves.png"));
    var counts = outcome.confusion().counts();
    Figure.of(ConfusionMatrixChart.of(outcome.title(), outcome.classes(), counts))
        .write(outcome.folder().resolve("confusion-matrix.png"));
  }

  private static void print(NetworkOutcome outcome) {
    System.out.println(outcome.summary());
    System.out.println(outcome.folder());
  }
}
