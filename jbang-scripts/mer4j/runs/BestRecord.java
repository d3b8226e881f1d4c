package mer4j.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;

/**
 * What a {@link BestRun} has found so far, as its folder holds it: per model and fold a result and
 * a prediction of every test clip, per fold a choice. Kept in the order of folds and models, in
 * whatever order they were added: a model may have joined when a run was half done.
 */
final class BestRecord {
  private final RunFolder folder;
  private final List<String> clips;
  private final List<String> models;
  private final List<BestProtocol.Fold> folds;
  private final List<String> splits;
  private final List<ModelResult> results;
  private final List<Prediction> predictions;
  private final List<BestChoice> choices;

  /**
   * Reads what the folder holds of these models and folds.
   *
   * @param clips ids of all clips, which the folds count
   */
  BestRecord(
      RunFolder folder, List<BestModel> models, List<BestProtocol.Fold> folds, List<String> clips)
      throws IOException {
    this.folder = folder;
    this.clips = clips;
    this.models = models.stream().map(BestModel::name).toList();
    this.folds = folds;
    this.splits = folds.stream().map(BestProtocol.Fold::name).toList();
    this.results = new ArrayList<>(folder.results());
    this.predictions = new ArrayList<>(folder.predictions());
    this.choices = new ArrayList<>(BestChoice.read(folder.path()));
    results.removeIf(r -> !splits.contains(r.split()) || !this.models.contains(r.model()));
    predictions.removeIf(p -> !splits.contains(p.split()) || !this.models.contains(p.model()));
    choices.removeIf(c -> !splits.contains(c.split()));
  }

  List<ModelResult> results() {
    return results;
  }

  List<Prediction> predictions() {
    return predictions;
  }

  List<BestChoice> choices() {
    return choices;
  }

  /** Whether a model is through with a fold: a prediction of each of its test clips, in order. */
  boolean holds(BestModel model, BestProtocol.Fold fold) {
    return result(model.name(), fold).size() == 1
        && tested(model.name(), fold).stream()
            .map(Prediction::clip)
            .toList()
            .equals(Arrays.stream(fold.test()).mapToObj(clips::get).toList())
        && (!(model instanceof BestModel.Nested)
            || choices.stream().anyMatch(c -> c.split().equals(fold.name())));
  }

  /** What a model said in a fold, in the order of its test clips. */
  List<Prediction> tested(String model, BestProtocol.Fold fold) {
    return predictions.stream()
        .filter(p -> p.model().equals(model) && p.split().equals(fold.name()))
        .toList();
  }

  /** The one result of a model in a fold; none if it is not through with it. */
  List<ModelResult> result(String model, BestProtocol.Fold fold) {
    return results.stream()
        .filter(r -> r.model().equals(model) && r.split().equals(fold.name()))
        .toList();
  }

  /** Puts in what a model said in a fold, instead of what was there. */
  void put(ModelResult result, List<Prediction> tested) {
    results.removeIf(r -> r.model().equals(result.model()) && r.split().equals(result.split()));
    predictions.removeIf(p -> p.model().equals(result.model()) && p.split().equals(result.split()));
    results.add(result);
    predictions.addAll(tested);
  }

  /** Puts in what was chosen in a fold, instead of what was there. */
  void put(BestChoice choice) {
    choices.removeIf(c -> c.split().equals(choice.split()));
    choices.add(choice);
  }

  /** Adds the figures of every model over the folds of each repeat, and over all folds. */
  void pool(int classes) {
    for (var model : models) {
      for (var repeat : folds.stream().map(BestProtocol.Fold::repeat).distinct().toList()) {
        pool(model, repeat, repeat + "-", classes);
      }
      pool(model, ModelResult.POOLED, "", classes);
    }
  }

  private void pool(String model, String split, String prefix, int classes) {
    var own =
        predictions.stream()
            .filter(p -> p.model().equals(model) && p.split().startsWith(prefix))
            .toList();
    var parts =
        results.stream()
            .filter(r -> r.model().equals(model) && splits.contains(r.split()))
            .filter(r -> r.split().startsWith(prefix))
            .toList();
    results.add(
        ModelResult.measure(
            model,
            parts.getFirst().protocol(),
            split,
            own,
            classes,
            parts.stream().mapToDouble(ModelResult::fitSeconds).sum(),
            parts.stream().mapToDouble(ModelResult::predictSeconds).sum(),
            null));
  }

  /** Writes the three tables, replacing what was there. */
  void write() throws IOException {
    results.sort(order(ModelResult::split, ModelResult::model));
    predictions.sort(order(Prediction::split, Prediction::model));
    choices.sort(Comparator.comparingInt(c -> splits.indexOf(c.split())));
    BestChoice.write(folder.path(), choices);
    folder.writePredictions(predictions);
    folder.writeResults(results);
  }

  /** By fold, figures over several folds behind them; then by model. */
  private <T> Comparator<T> order(Function<T, String> split, Function<T, String> model) {
    return Comparator.<T>comparingInt(
            row -> {
              int at = splits.indexOf(split.apply(row));
              return at < 0 ? splits.size() : at;
            })
        .thenComparingInt(row -> models.indexOf(model.apply(row)));
  }
}
