package mer4j.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mer4j.ProgressListener;
import mer4j.baselines.Baseline;
import mer4j.baselines.BaselineClassifier;
import mer4j.baselines.Baselines;
import mer4j.baselines.PreparedSamples;
import mer4j.baselines.UndefinedModelException;
import mer4j.data.Dataset;
import mer4j.data.SplitFacts;
import mer4j.data.Splits;
import mer4j.eval.ModelCard;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.eval.PublishedResults;
import mer4j.features.ExtractionSettings;

/**
 * Trains and tests baselines under a protocol and leaves everything in a run folder. Results are
 * written after every model and split, so an interrupted run goes on where it stopped.
 */
public final class BaselineRun {
  /** Name of the split that holds the predictions of all folds together. */
  public static final String POOLED = "pooled";

  /** The option that says how often clips are divided anew. */
  static final String REPEATS = "repeats";

  private static final int MOST_REPEATS = 100;

  private final BaselineData data;
  private final Options options;
  private final RunFolder folder;
  private final List<BaselineProtocol.Fold> folds;
  private final List<ModelResult> results;
  private final List<Prediction> predictions;
  private final List<UndefinedResult> undefined;
  private int[] scaler = {};
  private PreparedSamples samples;

  /**
   * Settings.
   *
   * @param protocol how data is divided
   * @param models what to train
   * @param seed of splits and models
   * @param jobs threads to use
   * @param repeats how often to divide the clips anew; a run of several keeps no model
   */
  public record Options(
      Protocol protocol, List<Baseline> models, long seed, int jobs, int repeats) {
    /**
     * @throws IllegalArgumentException if there is no model, no thread, or nothing to do
     */
    public Options {
      models = List.copyOf(models);
      if (models.isEmpty() || jobs < 1) {
        throw new IllegalArgumentException(
            "a run needs one model and one thread at least, not " + models + " and " + jobs);
      }
      if (repeats < 1 || repeats > MOST_REPEATS) {
        throw new IllegalArgumentException("repeats are 1 to " + MOST_REPEATS + ", not " + repeats);
      }
    }

    /** A run of the protocol as it is, once. */
    public Options(Protocol protocol, List<Baseline> models, long seed, int jobs) {
      this(protocol, models, seed, jobs, 1);
    }

    List<BaselineProtocol.Fold> folds(SplitFacts facts) {
      return BaselineProtocol.folds(protocol, facts, seed, repeats);
    }

    /**
     * Finds out before anything is written whether the clips can be divided by the protocol.
     *
     * @param folder of the run
     * @param resume whether it holds a run to go on with
     * @throws IllegalArgumentException if the seed is out of range, there are too few clips or
     *     artists, a training part holds one class only, or the folder cannot be the run's
     */
    public void check(Dataset dataset, ExtractionSettings settings, Path folder, boolean resume)
        throws IOException {
      RunFolder.requireOutside(folder, dataset.folder());
      RunFolder.check(folder, resume);
      if (resume) {
        RunFolder.requireSame(folder, config(dataset, settings));
      }
      for (var fold : folds(dataset.facts())) {
        if (Arrays.stream(Splits.pick(dataset.labels(), fold.train())).distinct().count() < 2) {
          throw new IllegalArgumentException(
              "data set %s: the %d training clips of split %s are all of one class; add clips"
                  .formatted(dataset.name(), fold.train().length, fold.name()));
        }
      }
    }

    /** What a run folder remembers of these settings. */
    public RunConfig config(Dataset dataset, ExtractionSettings settings) {
      var names = models.stream().map(Baseline::name).collect(Collectors.joining(","));
      var values = new TreeMap<String, String>();
      values.put("dataset", dataset.name());
      values.put("protocol", protocol.label());
      values.put("only", names);
      dataset.grouping().ifPresent(column -> values.put("groups", column));
      if (repeats > 1) {
        values.put(REPEATS, Integer.toString(repeats));
      }
      return new RunConfig(
          "train_baselines", values, seed, Provenance.collect(dataset.digest(), settings.digest()));
    }
  }

  private BaselineRun(BaselineData data, Options options, RunFolder folder) throws IOException {
    this.data = data;
    this.options = options;
    this.folder = folder;
    this.folds = options.folds(data.facts());
    this.results = new ArrayList<>(folder.results());
    this.predictions = new ArrayList<>(folder.predictions());
    this.undefined = new ArrayList<>(UndefinedResult.read(folder.path()));
  }

  /**
   * Trains and tests what the folder does not hold yet.
   *
   * @param data the clips
   * @param options what to do
   * @param folder where to leave it
   * @param progress told of every model and split
   * @return what was found
   * @throws IOException if the folder cannot be written
   * @throws IllegalArgumentException if the clips are too few for the protocol
   */
  public static BaselineReport run(
      BaselineData data, Options options, RunFolder folder, ProgressListener progress)
      throws IOException {
    return new BaselineRun(data, options, folder).run(progress);
  }

  private BaselineReport run(ProgressListener progress) throws IOException {
    boolean several = folds.size() > 1;
    boolean keeps = options.repeats() == 1;
    int total = options.models().size() * (folds.size() + (several && keeps ? 1 : 0));
    int done = 0;
    progress.update(0, total, "");
    // one repeat after another, in each the slow models last: an early look at a long run shows
    // as much as can be of it whole
    int repeats = folds.getLast().repeat() + 1;
    for (int pass = 0; pass < 2 * repeats; pass++) {
      int repeat = pass / 2;
      boolean slow = pass % 2 == 1;
      var models = options.models().stream().filter(m -> Baselines.slow(m) == slow).toList();
      for (var fold : folds.stream().filter(f -> f.repeat() == repeat).toList()) {
        done = fold(fold, models, done, total, !several, progress);
      }
      if (several) {
        models.forEach(model -> pool(model, repeat));
        write();
      }
    }
    if (several && keeps) {
      saveOnAllClips(done, total, progress);
    }
    write();
    var report = BaselineReport.of(data, options, results, predictions, undefined);
    folder.writeReport(report.toMarkdown());
    return report;
  }

  private int fold(
      BaselineProtocol.Fold fold,
      List<Baseline> models,
      int done,
      int total,
      boolean save,
      ProgressListener progress)
      throws IOException {
    var pending = models.stream().filter(m -> !finished(m, fold, save)).toList();
    done += models.size() - pending.size();
    if (samples == null || !Arrays.equals(scaler, fold.scaler())) {
      scaler = fold.scaler();
      samples = new PreparedSamples(data.x(), scaler, options.jobs());
    }
    for (var model : pending) {
      progress.update(done, total, model.name() + " " + fold.name());
      if (model.rotationInvariant()) {
        samples.prepare();
      }
      try {
        test(model, fold, save);
      } catch (UndefinedModelException e) {
        recordUndefined(model.name(), fold.name(), e.getMessage());
      }
      write();
      progress.update(++done, total, model.name() + " " + fold.name());
    }
    return done;
  }

  private void test(Baseline model, BaselineProtocol.Fold fold, boolean save) throws IOException {
    int[] labels = Splits.pick(data.labels(), fold.train());
    int classes = data.classes().size();
    long start = System.nanoTime();
    var fit = samples.fit(model, fold.train(), labels, classes, fold.seed());
    double fitSeconds = seconds(start);
    start = System.nanoTime();
    var answer = fit.answer(fold.test());
    double predictSeconds = seconds(start);
    record(model.name(), fold, answer.scores(), answer.predicted(), fitSeconds, predictSeconds);
    if (save) {
      save(model, fit, fold.name());
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private boolean finished(Baseline model, BaselineProtocol.Fold fold, boolean save) {
    if (undefined.stream()
        .anyMatch(u -> u.model().equals(model.name()) && u.split().equals(fold.name()))) {
      return true;
    }
    boolean measured =
        results.stream()
            .anyMatch(r -> r.model().equals(model.name()) && r.split().equals(fold.name()));
    long predicted =
        predictions.stream()
            .filter(p -> p.model().equals(model.name()) && p.split().equals(fold.name()))
            .count();
    return measured && predicted == fold.test().length && (!save || saved(model));
  }

  private boolean saved(Baseline model) {
    return Files.exists(folder.models().resolve(model.name()).resolve(ModelCard.FILE));
  }

  private void record(
      String model,
      BaselineProtocol.Fold fold,
      double[][] scores,
      int[] predicted,
      double fitSeconds,
      double predictSeconds) {
    results.removeIf(r -> r.model().equals(model) && r.split().equals(fold.name()));
    predictions.removeIf(p -> p.model().equals(model) && p.split().equals(fold.name()));
    int[] test = fold.test();
    for (int i = 0; i < test.length; i++) {
      predictions.add(
          new Prediction(
              model,
              fold.name(),
              data.clips().get(test[i]),
              data.labels()[test[i]],
              predicted[i],
              scores[i]));
    }
    results.add(
        ModelResult.measure(
            model,
            options.protocol().label(),
            fold.name(),
            Splits.pick(data.labels(), test),
            predicted,
            scores,
            data.classes().size(),
            fitSeconds,
            predictSeconds,
            folds.size() == 1 ? published(model) : null));
  }

  private void recordUndefined(String model, String split, String reason) {
    results.removeIf(r -> r.model().equals(model) && r.split().equals(split));
    predictions.removeIf(p -> p.model().equals(model) && p.split().equals(split));
    undefined.removeIf(u -> u.model().equals(model) && u.split().equals(split));
    undefined.add(new UndefinedResult(model, split, reason));
    var published = folds.size() == 1 || split.equals(POOLED) ? published(model) : null;
    results.add(
        ModelResult.undefined(
            model, options.protocol().label(), split, data.classes().size(), published));
  }

  private Double published(String model) {
    return PublishedResults.of(data.dataset(), model)
        .map(PublishedResults.Published::accuracy)
        .orElse(null);
  }

  /**
   * The predictions of a model without those of a repeat that has not been finished.
   *
   * @param own predictions of one model
   */
  public static List<Prediction> wholeRepeats(List<Prediction> own) {
    var sizes =
        own.stream().collect(Collectors.groupingBy(BaselineRun::repeat, Collectors.counting()));
    long most = sizes.values().stream().mapToLong(size -> size).max().orElse(0);
    return own.stream().filter(p -> sizes.get(repeat(p)) == most).toList();
  }

  /** From how many repeats predictions are, 1 at least. */
  static int repeats(List<Prediction> own) {
    return Math.max(1, (int) own.stream().map(BaselineRun::repeat).distinct().count());
  }

  private static String repeat(Prediction prediction) {
    var split = prediction.split();
    return split.startsWith("repeat") ? split.substring(0, split.indexOf('-')) : "";
  }

  /** All splits of a model together, as far as this repeat. */
  private void pool(Baseline model, int repeat) {
    var names =
        folds.stream()
            .filter(fold -> fold.repeat() <= repeat)
            .map(BaselineProtocol.Fold::name)
            .collect(Collectors.toSet());
    var reason = UndefinedResult.reason(undefined, model.name());
    if (reason.isPresent()) {
      recordUndefined(model.name(), POOLED, reason.get());
      return;
    }
    var own =
        predictions.stream()
            .filter(p -> p.model().equals(model.name()) && names.contains(p.split()))
            .toList();
    var parts =
        results.stream()
            .filter(r -> r.model().equals(model.name()) && names.contains(r.split()))
            .toList();
    results.removeIf(r -> r.model().equals(model.name()) && r.split().equals(POOLED));
    results.add(
        ModelResult.measure(
            model.name(),
            options.protocol().label(),
            POOLED,
            own.stream().mapToInt(Prediction::label).toArray(),
            own.stream().mapToInt(Prediction::predicted).toArray(),
            own.stream().map(Prediction::scores).toArray(double[][]::new),
            data.classes().size(),
            parts.stream().mapToDouble(ModelResult::fitSeconds).sum(),
            parts.stream().mapToDouble(ModelResult::predictSeconds).sum(),
            published(model.name())));
  }

  /** After cross-validation the model to keep is one fitted on every clip. */
  private void saveOnAllClips(int done, int total, ProgressListener progress) throws IOException {
    int[] all = IntStream.range(0, data.clips().size()).toArray();
    var samples = new PreparedSamples(data.x(), all, options.jobs());
    for (var model : options.models()) {
      progress.update(done, total, model.name() + " on all clips");
      if (!saved(model) && UndefinedResult.reason(undefined, model.name()).isEmpty()) {
        var fit = samples.fit(model, all, data.labels(), data.classes().size(), options.seed());
        save(model, fit, "all clips");
      }
      progress.update(++done, total, model.name() + " on all clips");
    }
  }

  private void save(Baseline model, PreparedSamples.Fit fit, String split) throws IOException {
    var provenance = new TreeMap<>(Provenance.collect(data.digest(), data.settings().digest()));
    provenance.put("seed", Long.toString(options.seed()));
    provenance.put("trained_on", split);
    var card =
        new ModelCard(
            BaselineClassifier.KIND,
            model.name(),
            data.classes(),
            data.settings(),
            data.frames(),
            data.dataset(),
            options.protocol().label(),
            provenance);
    new BaselineClassifier(card, fit.fitted()).save(folder.models().resolve(model.name()));
  }

  private void write() throws IOException {
    var order = options.models().stream().map(Baseline::name).toList();
    results.sort(Comparator.comparingInt(r -> order.indexOf(r.model())));
    predictions.sort(Comparator.comparingInt(p -> order.indexOf(p.model())));
    UndefinedResult.write(folder.path(), undefined);
    folder.writePredictions(predictions);
    folder.writeResults(results);
  }
}
