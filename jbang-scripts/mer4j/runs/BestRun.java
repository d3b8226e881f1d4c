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
import mer4j.baselines.BlockSettings;
import mer4j.baselines.DescriptorClassifier;
import mer4j.data.Dataset;
import mer4j.eval.Classifier;
import mer4j.eval.ModelCard;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.features.ClipDescriptors;
import mer4j.features.ExtractionSettings;

/**
 * Tests a support vector machine on descriptors of whole clips, BEST, whose settings are chosen
 * anew inside every training part. Beside it, with settings that were decided beforehand: PLAIN,
 * the same kind of machine on the statistics of timbre alone; FOREST and BOOST, trees on all
 * descriptors; and ENSEMBLE, the mean of the probabilities of FOREST, BOOST and BEST. Results are
 * written after every fold, so an interrupted run goes on where it stopped, and a run that lacks a
 * model gets it without the others being fitted again.
 */
public final class BestRun {
  /** Digits kept of a probability. */
  private static final double DIGITS = 1e6;

  private final BaselineData data;
  private final Options options;
  private final RunFolder folder;
  private final List<BestModel> models;
  private final BlockSamples samples;
  private final List<BestProtocol.Fold> folds;
  private final BestRecord record;

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

  private BestRun(BaselineData data, Options options, RunFolder folder, List<BestModel> models)
      throws IOException {
    this.data = data;
    this.options = options;
    this.folder = folder;
    this.models = models;
    this.samples =
        new BlockSamples(
            data.x(),
            ClipDescriptors.blocks(),
            data.labels(),
            BestProtocol.groups(options.protocol(), data.facts()),
            data.classes().size());
    this.folds =
        BestProtocol.folds(options.protocol(), data.facts(), options.repeats(), options.seed());
    this.record = new BestRecord(folder, models, folds, data.clips());
  }

  /**
   * What BEST chooses from: timbre alone, with rhythm, and with the key as well, at three strengths
   * of the penalty and three widths of the kernel.
   */
  public static List<BlockSettings> candidates() {
    return BestModel.candidates();
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
    return run(data, options, folder, progress, BestModel.all());
  }

  /** The same with models of other settings. */
  static BestReport run(
      BaselineData data,
      Options options,
      RunFolder folder,
      ProgressListener progress,
      List<BestModel> models)
      throws IOException {
    return new BestRun(data, options, folder, models).run(progress);
  }

  private BestReport run(ProgressListener progress) throws IOException {
    int done = 0;
    progress.update(0, folds.size() + 1, "");
    for (var fold : folds) {
      if (!models.stream().allMatch(model -> record.holds(model, fold))) {
        test(fold);
        record.write();
      }
      progress.update(++done, folds.size() + 1, fold.name());
    }
    record.pool(data.classes().size());
    record.write();
    if (!Files.exists(folder.models().resolve(ModelCard.FILE))) {
      save();
    }
    progress.update(folds.size() + 1, folds.size() + 1, "on all clips");
    var report =
        BestReport.of(data, options, record.results(), record.predictions(), record.choices());
    folder.writeReport(report.toMarkdown());
    return report;
  }

  /** Tests the models that the fold lacks, and votes that one of those has a part in. */
  private void test(BestProtocol.Fold fold) {
    var train = samples.select(fold.train());
    var renewed = new ArrayList<String>();
    for (var model : models) {
      boolean stale =
          model instanceof BestModel.Vote v && v.members().stream().anyMatch(renewed::contains);
      if (record.holds(model, fold) && !stale) {
        continue;
      }
      renewed.add(model.name());
      long start = System.nanoTime();
      switch (model) {
        case BestModel.Fixed fixed -> {
          var fitted = fixed.fit().fit(train, options.seed(), options.jobs());
          measure(model, fold, fitted, seconds(start));
        }
        case BestModel.Nested nested -> {
          var chosen = nested.choose(train, options.seed(), options.jobs());
          var fitted = BlockMachine.fit(train, chosen.settings(), options.seed(), options.jobs());
          measure(model, fold, fitted, seconds(start));
          record.put(BestChoice.of(fold.name(), chosen));
        }
        case BestModel.Vote vote -> count(vote, fold);
      }
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private void measure(
      BestModel model, BestProtocol.Fold fold, Classifier fitted, double fitSeconds) {
    long start = System.nanoTime();
    var x = data.x().select(fold.test());
    var scores = fitted.scores(x);
    int[] predicted = fitted.predict(x, scores);
    put(model, fold, predicted, scores, fitSeconds, seconds(start));
  }

  /** The mean of what the members said, and the time that they took. */
  private void count(BestModel.Vote vote, BestProtocol.Fold fold) {
    var members = vote.members().stream().map(name -> record.tested(name, fold)).toList();
    var scores = new double[fold.test().length][data.classes().size()];
    for (var member : members) {
      for (int i = 0; i < scores.length; i++) {
        for (int k = 0; k < scores[i].length; k++) {
          scores[i][k] += member.get(i).scores()[k] / members.size();
        }
      }
    }
    var parts = vote.members().stream().map(name -> record.result(name, fold).getFirst()).toList();
    put(
        vote,
        fold,
        Classifier.likeliest(scores),
        scores,
        parts.stream().mapToDouble(ModelResult::fitSeconds).sum(),
        parts.stream().mapToDouble(ModelResult::predictSeconds).sum());
  }

  private void put(
      BestModel model,
      BestProtocol.Fold fold,
      int[] predicted,
      double[][] scores,
      double fitSeconds,
      double predictSeconds) {
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Arrays.stream(scores[i]).map(s -> Math.round(s * DIGITS) / DIGITS).toArray();
    }
    var tested =
        Prediction.of(
            model.name(), fold.name(), fold.test(), data.clips(), data.labels(), predicted, scores);
    var result =
        ModelResult.measure(
            model.name(),
            options.protocol().label(),
            fold.name(),
            tested,
            data.classes().size(),
            fitSeconds,
            predictSeconds,
            null);
    record.put(result, tested);
  }

  /** After cross-validation the model to keep is one fitted on every clip. */
  private void save() throws IOException {
    var best =
        models.stream()
            .filter(BestModel.Nested.class::isInstance)
            .map(BestModel.Nested.class::cast)
            .findFirst()
            .orElseThrow();
    var chosen = best.choose(samples, options.seed(), options.jobs());
    var machine = BlockMachine.fit(samples, chosen.settings(), options.seed(), options.jobs());
    var card =
        data.card(
            DescriptorClassifier.KIND,
            best.name(),
            options.protocol(),
            options.seed(),
            "all clips");
    new DescriptorClassifier(card, machine).save(folder.models());
  }
}
