package mer4j.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import mer4j.baselines.Baseline;
import mer4j.baselines.PreparedSamples;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.PublishedResults;

/**
 * What a run of baselines has found so far: a row per model and split, the predictions behind it,
 * and why a model has none. Starts with what the run's folder holds.
 */
final class BaselineResults {
  private final BaselineData data;
  private final BaselineOptions options;
  private final List<BaselineProtocol.Fold> folds;
  private final RunFolder folder;
  private final List<ModelResult> results;
  private final List<Prediction> predictions;
  private final List<UndefinedResult> undefined;

  /**
   * @param folds all splits of the run
   * @throws IOException naming the file if a table in the folder is damaged
   */
  BaselineResults(
      BaselineData data,
      BaselineOptions options,
      List<BaselineProtocol.Fold> folds,
      RunFolder folder)
      throws IOException {
    this.data = data;
    this.options = options;
    this.folds = folds;
    this.folder = folder;
    this.results = new ArrayList<>(folder.results());
    this.predictions = new ArrayList<>(folder.predictions());
    this.undefined = new ArrayList<>(UndefinedResult.read(folder.path()));
  }

  /** Whether a model is known to be undefined on a split. */
  boolean isUndefined(Baseline model, BaselineProtocol.Fold fold) {
    return undefined.stream()
        .anyMatch(u -> u.model().equals(model.name()) && u.split().equals(fold.name()));
  }

  /** Whether a model is defined on all splits tried so far. */
  boolean isDefined(Baseline model) {
    return UndefinedResult.reason(undefined, model.name()).isEmpty();
  }

  /** Whether a model was measured on a split, and all its predictions were kept. */
  boolean hold(Baseline model, BaselineProtocol.Fold fold) {
    long predicted = predictions.stream().filter(predicted(model.name(), fold.name())).count();
    return predicted == fold.test().length
        && results.stream().anyMatch(measured(model.name(), fold.name()));
  }

  private static Predicate<ModelResult> measured(String model, String split) {
    return result -> result.model().equals(model) && result.split().equals(split);
  }

  private static Predicate<Prediction> predicted(String model, String split) {
    return prediction -> prediction.model().equals(model) && prediction.split().equals(split);
  }

  /** Adds what a model said about the test clips of a split, in place of what it said before. */
  void add(
      Baseline model,
      BaselineProtocol.Fold fold,
      PreparedSamples.Answer answer,
      double fitSeconds,
      double predictSeconds) {
    var tested =
        Prediction.of(
            model.name(),
            fold.name(),
            fold.test(),
            data.clips(),
            data.labels(),
            answer.predicted(),
            answer.scores());
    predictions.removeIf(predicted(model.name(), fold.name()));
    predictions.addAll(tested);
    measure(model.name(), fold.name(), tested, fitSeconds, predictSeconds);
  }

  private void measure(
      String model,
      String split,
      List<Prediction> tested,
      double fitSeconds,
      double predictSeconds) {
    results.removeIf(measured(model, split));
    results.add(
        ModelResult.measure(
            model,
            options.protocol().label(),
            split,
            tested,
            data.classes().size(),
            fitSeconds,
            predictSeconds,
            published(model, split)));
  }

  /** Notes that a model is undefined on a split, or in the pool of splits, and why. */
  void addUndefined(String model, String split, String reason) {
    predictions.removeIf(predicted(model, split));
    undefined.removeIf(u -> u.model().equals(model) && u.split().equals(split));
    undefined.add(new UndefinedResult(model, split, reason));
    results.removeIf(measured(model, split));
    results.add(
        ModelResult.undefined(
            model,
            options.protocol().label(),
            split,
            data.classes().size(),
            published(model, split)));
  }

  /** What the study reports; null for one of several splits. */
  private Double published(String model, String split) {
    if (folds.size() > 1 && !split.equals(ModelResult.POOLED)) {
      return null;
    }
    return PublishedResults.of(data.dataset(), model)
        .map(PublishedResults.Published::accuracy)
        .orElse(null);
  }

  /** Measures all splits of a model together, as far as a repeat. */
  void pool(Baseline model, int repeat) {
    var name = model.name();
    var reason = UndefinedResult.reason(undefined, name);
    if (reason.isPresent()) {
      addUndefined(name, ModelResult.POOLED, reason.get());
      return;
    }
    var splits =
        folds.stream()
            .filter(fold -> fold.repeat() <= repeat)
            .map(BaselineProtocol.Fold::name)
            .collect(Collectors.toSet());
    var own =
        predictions.stream()
            .filter(p -> p.model().equals(name) && splits.contains(p.split()))
            .toList();
    var parts =
        results.stream().filter(r -> r.model().equals(name) && splits.contains(r.split())).toList();
    measure(
        name,
        ModelResult.POOLED,
        own,
        parts.stream().mapToDouble(ModelResult::fitSeconds).sum(),
        parts.stream().mapToDouble(ModelResult::predictSeconds).sum());
  }

  /** The run's tables as far as they are known. */
  BaselineReport report() {
    return BaselineReport.of(data, options, results, predictions, undefined);
  }

  /** Writes everything into the run's folder, models in the order asked for. */
  void write() throws IOException {
    var order = options.models().stream().map(Baseline::name).toList();
    results.sort(Comparator.comparingInt(r -> order.indexOf(r.model())));
    predictions.sort(Comparator.comparingInt(p -> order.indexOf(p.model())));
    UndefinedResult.write(folder.path(), undefined);
    folder.writePredictions(predictions);
    folder.writeResults(results);
  }
}
