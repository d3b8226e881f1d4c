package mer4j.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import mer4j.eval.PublishedResults;
import org.apache.commons.math3.stat.StatUtils;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Many training runs on one data set, as tables: each run beside the published value, and the
 * corrections one step at a time.
 *
 * @param dataset name of the data set
 * @param runs networks in the study's order, then by seed
 */
public record NetworkResults(String dataset, List<NetworkResult> runs) {
  private static final List<String> ORDER = List.of("RNN", "BRNN", "LSTM", "GRU", "BGRU");

  /** Sorts. */
  public NetworkResults {
    runs =
        runs.stream()
            .sorted(
                Comparator.comparingInt((NetworkResult run) -> ORDER.indexOf(run.model()))
                    .thenComparingLong(NetworkResult::seed)
                    .thenComparing(NetworkResult::name))
            .toList();
  }

  /**
   * Reads every finished run in a folder; a folder without {@code results.csv} is passed over.
   *
   * @param folder with a subfolder per run, such as {@code data/results/4q-networks}
   * @throws IOException naming the file that is damaged, or the folder if there is none
   */
  public static NetworkResults read(String dataset, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("no folder of runs: " + folder);
    }
    var runs = new ArrayList<NetworkResult>();
    try (var folders = Files.list(folder)) {
      for (var run : folders.sorted().toList()) {
        if (Files.isRegularFile(run.resolve(RunFolder.RESULTS))) {
          runs.add(NetworkResult.read(run));
        }
      }
    }
    return new NetworkResults(dataset, runs);
  }

  /** The runs with all of the study's choices and sizes on its division. */
  public NetworkResults asPublished() {
    return only(run -> studied(run) && run.splitSeed() == NetworkDivision.STUDY_SEED);
  }

  /**
   * The runs with all of the study's choices and sizes, one for each division, the study's first:
   * that with the lowest seed for everything else.
   */
  public List<NetworkResult> repeatedSplits(String model) {
    var divisions = new TreeMap<Long, NetworkResult>();
    var own = runs.stream().filter(run -> run.model().equals(model) && studied(run));
    own.forEach(run -> divisions.putIfAbsent(run.splitSeed(), run));
    var first = divisions.remove(NetworkDivision.STUDY_SEED);
    return Stream.concat(Stream.ofNullable(first), divisions.values().stream()).toList();
  }

  private static boolean studied(NetworkResult run) {
    return !run.leakFree() && run.deviations().isEmpty() && run.fullSize();
  }

  /**
   * The runs on the study's division that could end early: those that correct the study's choices
   * step by step.
   */
  public NetworkResults stepwise() {
    return only(run -> !run.leakFree() && run.stopsEarly());
  }

  /** Of each network the run with the lowest seed. */
  public NetworkResults firstSeeds() {
    var names = new HashSet<String>();
    return only(run -> names.add(run.model()));
  }

  /**
   * A whole leak-free cross-validation of a network: runs that differ in nothing but the fold they
   * tested, one per fold; none as long as a fold is missing. The first by name where there are two.
   *
   * @param model name of the network
   * @param groups column of the set's table that the folds kept apart; null for artists
   */
  public List<NetworkResult> folds(String model, String groups) {
    var alike = new LinkedHashMap<List<Object>, SortedMap<Integer, NetworkResult>>();
    for (var run : runs) {
      var fold = run.fold();
      boolean wanted = run.model().equals(model) && Objects.equals(run.groups(), groups);
      if (run.leakFree() && fold.isPresent() && wanted) {
        var others = new TreeMap<>(run.config().options());
        others.remove(NetworkResult.FOLD);
        var key = List.<Object>of(fold.get().count(), others, run.seed());
        alike.computeIfAbsent(key, k -> new TreeMap<>()).put(fold.get().number(), run);
      }
    }
    return alike.entrySet().stream()
        .filter(runs -> runs.getKey().getFirst().equals(runs.getValue().size()))
        .map(runs -> List.copyOf(runs.getValue().values()))
        .findFirst()
        .orElse(List.of());
  }

  private NetworkResults only(Predicate<NetworkResult> which) {
    return new NetworkResults(dataset, runs.stream().filter(which).toList());
  }

  /**
   * A row per run: network, seed, epochs, test accuracy with the 95 % interval, the published one,
   * training and validation accuracy of the last epoch, the best epoch on validation clips and its
   * accuracy, and minutes of training.
   */
  public Table table() {
    return Table.create(
        dataset + ", a row per run",
        text("model", NetworkResult::model),
        LongColumn.create("seed", runs.stream().mapToLong(NetworkResult::seed)),
        IntColumn.create("epochs", runs.stream().mapToInt(NetworkResult::epochs)),
        number("test accuracy", run -> run.result().accuracy()),
        text("95 % interval", run -> run.interval().toString()),
        number("published", this::published),
        number("training, last", NetworkResult::lastTraining),
        number("validation, last", NetworkResult::lastValidation),
        IntColumn.create("best epoch", runs.stream().mapToInt(NetworkResult::bestEpoch)),
        number("validation, best", NetworkResult::bestValidation),
        number("minutes", run -> run.seconds() / 60));
  }

  private double published(NetworkResult run) {
    return PublishedResults.of(dataset, run.model())
        .map(PublishedResults.Published::accuracy)
        .orElse(Double.NaN);
  }

  private StringColumn text(String name, Function<NetworkResult, String> value) {
    return StringColumn.create(name, runs.stream().map(value));
  }

  private DoubleColumn number(String name, ToDoubleFunction<NetworkResult> value) {
    return DoubleColumn.create(name, runs.stream().mapToDouble(value));
  }

  /**
   * Runs that differ in their seed only.
   *
   * @param model the network
   * @param label what it adds to the step above it, in the words of the scripts' options
   * @param runs one or more
   */
  public record Step(String model, String label, List<NetworkResult> runs) {
    /** Mean of a value over the seeds. */
    public double mean(ToDoubleFunction<NetworkResult> value) {
      return runs.stream().mapToDouble(value).average().orElseThrow();
    }

    /** Standard deviation of a value over the seeds, n - 1 in the denominator; NaN for one seed. */
    public double deviation(ToDoubleFunction<NetworkResult> value) {
      var values = runs.stream().mapToDouble(value).toArray();
      return values.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(values));
    }
  }

  /** The runs by network and choices, the fewest deviations from the study first. */
  public List<Step> steps() {
    var groups = new LinkedHashMap<List<Object>, List<NetworkResult>>();
    for (var run : runs) {
      var key = List.<Object>of(run.model(), run.config().options());
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(run);
    }
    var sorted =
        groups.values().stream()
            .sorted(
                Comparator.comparingInt(
                        (List<NetworkResult> own) -> ORDER.indexOf(own.getFirst().model()))
                    .thenComparingInt(own -> own.getFirst().deviations().size()))
            .toList();
    var steps = new ArrayList<Step>();
    NetworkResult above = null;
    for (var own : sorted) {
      var run = own.getFirst();
      steps.add(new Step(run.model(), label(run, above), own));
      above = run;
    }
    return steps;
  }

  private static String label(NetworkResult run, NetworkResult above) {
    var choices = run.deviations();
    if (choices.isEmpty()) {
      return "as published";
    }
    if (above == null || !above.model().equals(run.model())) {
      return String.join(", ", choices);
    }
    var added = new ArrayList<>(choices);
    added.removeAll(above.deviations());
    boolean continues = choices.containsAll(above.deviations()) && !added.isEmpty();
    return continues ? "+ " + String.join(", ", added) : String.join(", ", choices);
  }

  /**
   * A row per network and step, means over the seeds. A step is told by what it adds to the one
   * above it, in the words of the scripts' options.
   */
  public Table stepTable() {
    var steps = steps();
    return Table.create(
        dataset + ", one correction at a time, means over the seeds",
        StringColumn.create("model", steps.stream().map(Step::model)),
        StringColumn.create("step", steps.stream().map(Step::label)),
        IntColumn.create("seeds", steps.stream().mapToInt(step -> step.runs().size())),
        mean("test accuracy", steps, run -> run.result().accuracy()),
        DoubleColumn.create(
            "standard deviation",
            steps.stream().mapToDouble(step -> step.deviation(run -> run.result().accuracy()))),
        mean("macro F1", steps, run -> run.result().macroF1()),
        mean("validation, best", steps, NetworkResult::bestValidation),
        mean("best epoch", steps, NetworkResult::bestEpoch),
        mean("epochs", steps, NetworkResult::epochs),
        mean("minutes", steps, run -> run.seconds() / 60));
  }

  private static DoubleColumn mean(
      String name, List<Step> steps, ToDoubleFunction<NetworkResult> value) {
    return DoubleColumn.create(name, steps.stream().mapToDouble(step -> step.mean(value)));
  }
}
