package mer4j.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.eval.ResultTables;
import mer4j.runs.Repeats;
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
 * @param artists artist of each clip by its id; clips that are not there stand alone, and all do in
 *     a run that kept other groups apart
 */
public record RunScores(
    String name,
    RunConfig config,
    List<ModelResult> results,
    List<Prediction> predictions,
    List<UndefinedResult> undefined,
    Map<String, String> artists) {
  static RunScores read(Path folder, ResultsFolder where) throws IOException {
    var config = RunConfig.read(folder);
    return new RunScores(
        folder.getFileName().toString(),
        config,
        ResultTables.readResults(folder.resolve(RunFolder.RESULTS)),
        ResultTables.readPredictions(folder.resolve(RunFolder.PREDICTIONS)),
        UndefinedResult.read(folder),
        config.options().containsKey("groups")
            ? Map.of()
            : where.artists(config.options().getOrDefault("dataset", "")));
  }

  /** Whether artists were kept apart and everything was fitted on training clips. */
  public boolean leakFree() {
    return Protocol.LEAK_FREE.label().equals(config.options().get("protocol"));
  }

  /** Names of the models with a result or a reason for none, in the order of the run. */
  public List<String> models() {
    return results.stream().map(ModelResult::model).distinct().toList();
  }

  /** Why a model has no result; empty if it has one, or was not tried. */
  public Optional<String> reason(String model) {
    return UndefinedResult.reason(undefined, model);
  }

  /** How well a model did; empty if it is not in the run, undefined, or not through all splits. */
  public Optional<Score> score(String model) {
    var tested = tested(model);
    return tested.isEmpty()
        ? Optional.empty()
        : Optional.of(Score.of(tested, tested.getFirst().classes(), artists, config.seed()));
  }

  /** What a model said of the clips that its {@link #score} counts; none without one. */
  List<Prediction> tested(String model) {
    var whole = ModelResult.whole(results, model);
    return whole.isPresent() && whole.get().defined()
        ? Repeats.whole(predictions.stream().filter(p -> p.model().equals(model)).toList())
        : List.of();
  }
}
