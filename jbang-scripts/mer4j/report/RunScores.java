package mer4j.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.Interval;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.ResultTables;
import mer4j.runs.BaselineRun;
import mer4j.runs.RunConfig;
import mer4j.runs.RunFolder;
import mer4j.runs.UndefinedResult;

/**
 * What a committed run says of its models, from its small files alone: the data set need not be
 * there.
 *
 * @param name of its folder
 * @param config what it was started with
 * @param results a row per model and split
 * @param predictions of all test clips
 * @param undefined models without a result
 * @param artists artist of each clip by its id; clips that are not there stand alone
 */
public record RunScores(
    String name,
    RunConfig config,
    List<ModelResult> results,
    List<Prediction> predictions,
    List<UndefinedResult> undefined,
    Map<String, String> artists) {
  private static final int RESAMPLES = 2000;
  private static final double LEVEL = .95;

  static RunScores read(Path folder, ResultsFolder where) throws IOException {
    var config = RunConfig.read(folder);
    return new RunScores(
        folder.getFileName().toString(),
        config,
        ResultTables.readResults(folder.resolve(RunFolder.RESULTS)),
        ResultTables.readPredictions(folder.resolve(RunFolder.PREDICTIONS)),
        UndefinedResult.read(folder),
        where.artists(config.options().getOrDefault("dataset", "")));
  }

  /** Name of the protocol, as the scripts call it; empty if the run does not say. */
  public String protocol() {
    return config.options().getOrDefault("protocol", "");
  }

  /** Names of the models with a result or a reason for none, in the order of the run. */
  public List<String> models() {
    return results.stream().map(ModelResult::model).distinct().toList();
  }

  /**
   * How well one model did over all the splits of a run.
   *
   * @param tests counts of all test clips together
   * @param accuracies accuracy on each split
   * @param interval 95 % interval of the accuracy over all: Wilson's for one split, else by drawing
   *     artists
   * @param auc mean area over the classes; NaN if there is none
   * @param clips number of different clips among those tested
   */
  public record Score(
      ConfusionMatrix tests, double[] accuracies, Interval interval, double auc, int clips) {
    /** Accuracy over all test clips. */
    public double accuracy() {
      return tests.accuracy();
    }

    /** Standard deviation between splits, n - 1 in the denominator; NaN for one. */
    public double deviation() {
      double mean = Arrays.stream(accuracies).average().orElse(Double.NaN);
      double squares = Arrays.stream(accuracies).map(a -> (a - mean) * (a - mean)).sum();
      return accuracies.length < 2 ? Double.NaN : Math.sqrt(squares / (accuracies.length - 1));
    }
  }

  /** Why a model has no result; empty if it has one, or was not tried. */
  public Optional<String> reason(String model) {
    return undefined.stream()
        .filter(one -> one.model().equals(model))
        .map(UndefinedResult::reason)
        .findFirst();
  }

  /** How well a model did; empty if it is not in the run, undefined, or not through all splits. */
  public Optional<Score> score(String model) {
    var own = results.stream().filter(r -> r.model().equals(model)).toList();
    var whole =
        own.stream()
            .filter(r -> r.split().equals(BaselineRun.POOLED))
            .findFirst()
            .or(() -> divided() ? Optional.empty() : own.stream().findFirst());
    var tested =
        BaselineRun.wholeRepeats(
            predictions.stream().filter(p -> p.model().equals(model)).toList());
    if (whole.isEmpty() || !whole.get().defined() || tested.isEmpty()) {
      return Optional.empty();
    }
    int classes = Math.max(whole.get().auc().length, 2);
    var matrix = matrix(tested, classes);
    var splits = new LinkedHashMap<String, List<Prediction>>();
    for (var prediction : tested) {
      splits.computeIfAbsent(prediction.split(), split -> new ArrayList<>()).add(prediction);
    }
    var accuracies =
        splits.values().stream().mapToDouble(part -> matrix(part, classes).accuracy()).toArray();
    var interval =
        splits.size() == 1
            ? Interval.wilson(matrix.hits(), matrix.total(), LEVEL)
            : bootstrap(tested);
    int clips = (int) tested.stream().map(Prediction::clip).distinct().count();
    return Optional.of(new Score(matrix, accuracies, interval, whole.get().aucMacro(), clips));
  }

  /** Whether the run has more than one split, so that a model may not be through all of them. */
  private boolean divided() {
    return results.stream().map(ModelResult::split).distinct().count() > 1;
  }

  private static ConfusionMatrix matrix(List<Prediction> predictions, int classes) {
    return ConfusionMatrix.of(
        predictions.stream().mapToInt(Prediction::label).toArray(),
        predictions.stream().mapToInt(Prediction::predicted).toArray(),
        classes);
  }

  private Interval bootstrap(List<Prediction> tested) {
    var numbers = new HashMap<String, Integer>();
    var groups =
        tested.stream()
            .map(p -> artists.getOrDefault(p.clip(), "clip " + p.clip()))
            .mapToInt(artist -> numbers.computeIfAbsent(artist, key -> numbers.size()))
            .toArray();
    var right = tested.stream().mapToInt(p -> p.label() == p.predicted() ? 1 : 0).toArray();
    return Interval.bootstrapGroups(
        groups,
        drawn -> Arrays.stream(drawn).map(i -> right[i]).sum() / (double) drawn.length,
        RESAMPLES,
        LEVEL,
        config.seed());
  }
}
