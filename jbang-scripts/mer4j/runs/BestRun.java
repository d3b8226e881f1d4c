package mer4j.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mer4j.ProgressListener;
import mer4j.baselines.BlockMachine;
import mer4j.baselines.BlockSamples;
import mer4j.baselines.BlockSearch;
import mer4j.baselines.BlockSettings;
import mer4j.baselines.DescriptorClassifier;
import mer4j.data.Dataset;
import mer4j.eval.ModelCard;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.features.ClipDescriptors;
import mer4j.features.ExtractionSettings;

/**
 * Tests a support vector machine on descriptors of whole clips, BEST, whose settings are chosen
 * anew inside every training part; beside it PLAIN, the same kind of machine with default settings
 * on the statistics of timbre alone. Results are written after every fold, so an interrupted run
 * goes on where it stopped.
 */
public final class BestRun {
  /** The model with chosen settings. */
  public static final String BEST = "BEST";

  /** The one it has to beat. */
  public static final String PLAIN = "PLAIN";

  private static final List<String> TIMBRE = List.of("mel", "mfcc", "shape", "tonnetz");
  private static final List<String> RHYTHM =
      List.of("modulation", "modulation_spread", "periodicity", "pulse");
  private static final BlockSettings DEFAULTS = new BlockSettings(TIMBRE, 1, 1);

  /** Digits kept of a probability. */
  private static final double DIGITS = 1e6;

  private final BaselineData data;
  private final Options options;
  private final RunFolder folder;
  private final BlockSamples samples;
  private final List<ModelResult> results;
  private final List<Prediction> predictions;
  private final List<BestChoice> choices;

  /**
   * Settings.
   *
   * @param protocol how data is divided
   * @param repeats number of cross-validations
   * @param seed of folds and calibration
   * @param jobs threads to use
   */
  public record Options(Protocol protocol, int repeats, long seed, int jobs) {
    /**
     * @throws IllegalArgumentException if there is no repeat, or no thread
     */
    public Options {
      if (repeats < 1 || jobs < 1) {
        throw new IllegalArgumentException(
            "a run needs one repeat and one thread at least, not " + repeats + " and " + jobs);
      }
    }

    /**
     * Finds out before anything is written whether the clips can be divided by the protocol.
     *
     * @throws IllegalArgumentException if the seed is out of range, there are too few or too many
     *     clips, or the folder cannot be the run's
     */
    public void check(Dataset dataset, Path folder, boolean resume) throws IOException {
      RunFolder.requireOutside(folder, dataset.folder());
      RunFolder.check(folder, resume);
      if (resume) {
        RunFolder.requireSame(folder, config(dataset));
      }
      BestProtocol.folds(protocol, dataset.facts(), repeats, seed);
    }

    /** What a run folder remembers of these settings. */
    public RunConfig config(Dataset dataset) {
      var values =
          Map.of(
              "dataset", dataset.name(),
              "protocol", protocol.label(),
              "repeats", Integer.toString(repeats));
      return new RunConfig(
          "train_best",
          new TreeMap<>(values),
          seed,
          Provenance.collect(dataset.digest(), ExtractionSettings.study().digest()));
    }
  }

  private BestRun(BaselineData data, Options options, RunFolder folder) throws IOException {
    this.data = data;
    this.options = options;
    this.folder = folder;
    this.samples =
        new BlockSamples(
            data.x(),
            ClipDescriptors.blocks(),
            data.labels(),
            BestProtocol.groups(options.protocol(), data.facts()),
            data.classes().size());
    this.results = new ArrayList<>(folder.results());
    this.predictions = new ArrayList<>(folder.predictions());
    this.choices = new ArrayList<>(BestChoice.read(folder.path()));
  }

  /**
   * What BEST chooses from: timbre alone, with rhythm, and with the key as well, at three strengths
   * of the penalty and three widths of the kernel.
   */
  public static List<BlockSettings> candidates() {
    var all = ClipDescriptors.blocks().stream().map(ClipDescriptors.Block::name).toList();
    var withRhythm = new ArrayList<>(TIMBRE);
    withRhythm.addAll(RHYTHM);
    return BlockSettings.grid(
        List.of(TIMBRE, withRhythm, all), new double[] {1, 3, 10}, new double[] {0.5, 1, 2});
  }

  /**
   * Trains and tests what the folder does not hold yet, and saves BEST fitted on all clips.
   *
   * @param data the clips, their descriptors as columns
   * @param options what to do
   * @param folder where to leave it
   * @param progress told of every fold
   * @throws IOException if the folder cannot be written
   */
  public static BestReport run(
      BaselineData data, Options options, RunFolder folder, ProgressListener progress)
      throws IOException {
    return new BestRun(data, options, folder).run(progress);
  }

  private BestReport run(ProgressListener progress) throws IOException {
    var folds =
        BestProtocol.folds(options.protocol(), data.facts(), options.repeats(), options.seed());
    int done = 0;
    progress.update(0, folds.size() + 1, "");
    for (var fold : folds) {
      if (!finished(fold)) {
        test(fold);
        write();
      }
      progress.update(++done, folds.size() + 1, fold.name());
    }
    results.removeIf(r -> folds.stream().noneMatch(fold -> fold.name().equals(r.split())));
    for (var model : List.of(PLAIN, BEST)) {
      for (var repeat : folds.stream().map(BestProtocol.Fold::repeat).distinct().toList()) {
        pool(model, repeat, repeat + "-");
      }
      pool(model, ModelResult.POOLED, "");
    }
    write();
    if (!Files.exists(folder.models().resolve(ModelCard.FILE))) {
      save();
    }
    progress.update(folds.size() + 1, folds.size() + 1, "on all clips");
    var report = BestReport.of(data, options, results, predictions, choices);
    folder.writeReport(report.toMarkdown());
    return report;
  }

  private boolean finished(BestProtocol.Fold fold) {
    long known = predictions.stream().filter(p -> p.split().equals(fold.name())).count();
    return known == 2L * fold.test().length
        && results.stream().filter(r -> r.split().equals(fold.name())).count() == 2
        && choices.stream().anyMatch(c -> c.split().equals(fold.name()));
  }

  private void test(BestProtocol.Fold fold) {
    predictions.removeIf(p -> p.split().equals(fold.name()));
    results.removeIf(r -> r.split().equals(fold.name()));
    choices.removeIf(c -> c.split().equals(fold.name()));
    var train = samples.select(fold.train());
    long start = System.nanoTime();
    var plain = BlockMachine.fit(train, DEFAULTS, options.seed(), options.jobs());
    measure(PLAIN, fold, plain, seconds(start));
    start = System.nanoTime();
    var chosen = BlockSearch.best(search(train));
    var best = BlockMachine.fit(train, chosen.settings(), options.seed(), options.jobs());
    measure(BEST, fold, best, seconds(start));
    choices.add(BestChoice.of(fold.name(), chosen));
  }

  private List<BlockSearch.Trial> search(BlockSamples train) {
    return BlockSearch.run(train, candidates(), options.seed(), options.jobs());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private void measure(String model, BestProtocol.Fold fold, BlockMachine machine, double fitted) {
    long start = System.nanoTime();
    var x = data.x().select(fold.test());
    var scores = machine.scores(x);
    int[] predicted = machine.predict(x);
    double seconds = seconds(start);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Arrays.stream(scores[i]).map(s -> Math.round(s * DIGITS) / DIGITS).toArray();
    }
    var tested =
        Prediction.of(
            model, fold.name(), fold.test(), data.clips(), data.labels(), predicted, scores);
    predictions.addAll(tested);
    addResult(model, fold.name(), tested, fitted, seconds);
  }

  private void addResult(
      String model, String split, List<Prediction> tested, double fitted, double predicted) {
    int classes = data.classes().size();
    var protocol = options.protocol().label();
    results.add(
        ModelResult.measure(model, protocol, split, tested, classes, fitted, predicted, null));
  }

  private void pool(String model, String split, String prefix) {
    var own =
        predictions.stream()
            .filter(p -> p.model().equals(model) && p.split().startsWith(prefix))
            .toList();
    var parts =
        results.stream()
            .filter(r -> r.model().equals(model) && r.split().contains("-"))
            .filter(r -> r.split().startsWith(prefix))
            .toList();
    addResult(
        model,
        split,
        own,
        parts.stream().mapToDouble(ModelResult::fitSeconds).sum(),
        parts.stream().mapToDouble(ModelResult::predictSeconds).sum());
  }

  /** After cross-validation the model to keep is one fitted on every clip. */
  private void save() throws IOException {
    var chosen = BlockSearch.best(search(samples));
    var machine = BlockMachine.fit(samples, chosen.settings(), options.seed(), options.jobs());
    var card =
        data.card(DescriptorClassifier.KIND, BEST, options.protocol(), options.seed(), "all clips");
    new DescriptorClassifier(card, machine).save(folder.models());
  }

  private void write() throws IOException {
    BestChoice.write(folder.path(), choices);
    folder.writePredictions(predictions);
    folder.writeResults(results);
  }
}
