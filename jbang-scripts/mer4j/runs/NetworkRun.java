package mer4j.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import mer4j.ProgressListener;
import mer4j.data.ClipTensor;
import mer4j.data.Dataset;
import mer4j.data.DatasetFeatures;
import mer4j.data.Datasets;
import mer4j.data.Split;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.ModelCard;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.eval.PublishedResults;
import mer4j.features.ExtractionSettings;
import mer4j.nn.EpochMetrics;
import mer4j.nn.FrameScaler;
import mer4j.nn.FrameSource;
import mer4j.nn.NetworkCheckpoint;
import mer4j.nn.NetworkSettings;
import mer4j.nn.TrainingLoop;
import mer4j.nn.TrainingResult;
import mer4j.recurrent.Workers;

/**
 * The training of one recurrent network on one data set, from features to a run folder. First the
 * data are made ready, then the network is trained, so that each can show its own progress.
 */
public final class NetworkRun implements AutoCloseable {
  private final NetworkOptions options;
  private final Dataset dataset;
  private final ExtractionSettings features;
  private final ClipTensor tensor;
  private final NetworkSettings settings;
  private final Split split;

  private NetworkRun(
      NetworkOptions options,
      Dataset dataset,
      ExtractionSettings features,
      ClipTensor tensor,
      NetworkSettings settings,
      Split split) {
    this.options = options;
    this.dataset = dataset;
    this.features = features;
    this.tensor = tensor;
    this.settings = settings;
    this.split = split;
  }

  /**
   * Opens the data set, extracts the study's features where they are missing and divides the clips.
   *
   * @param progress of the extraction
   * @throws IllegalArgumentException for wrong options, an unknown or an incomplete data set, or
   *     one that cannot be divided
   * @throws InterruptedException if the thread is interrupted; what is extracted stays
   */
  public static NetworkRun prepare(NetworkOptions options, ProgressListener progress)
      throws IOException, InterruptedException {
    // wrong options are told before anything long begins
    options.settings("", 1, 2);
    if (!options.dataset().isBlank()) {
      RunFolder.requireOutside(options.output(), Path.of(options.dataset()));
    }
    RunFolder.check(options.output(), options.resume());
    var dataset = Datasets.open(options.dataset(), options.allowMissing(), progress);
    var division = options.division();
    dataset = division.groups() == null ? dataset : dataset.groupedBy(division.groups());
    var features = dataset.settings();
    if (options.allowMissing()) {
      dataset = DatasetFeatures.usable(dataset, features, options.jobs(), progress);
    }
    var settings = options.settings(dataset.origin(), features.rows(), dataset.classes().size());
    var split = NetworkProtocol.split(dataset.facts(), options.protocol(), division);
    var tensor = DatasetFeatures.tensor(dataset, features, options.jobs(), progress);
    return new NetworkRun(options, dataset, features, tensor, settings, split);
  }

  /** Ids of clips that belong to the data set but are missing or cannot be used. */
  public List<String> missing() {
    return dataset.missing();
  }

  /** What will be trained. */
  public NetworkSettings settings() {
    return settings;
  }

  /**
   * Trains, tests and writes everything into the run's folder: {@code metrics.csv} and the state to
   * resume from after every epoch, then model, results, predictions and report.
   *
   * @param progress in batches
   * @throws InterruptedException if the thread is interrupted; the run can be resumed
   * @throws IllegalArgumentException if the folder is taken, or a run to resume had other options
   */
  public NetworkOutcome train(ProgressListener progress) throws IOException, InterruptedException {
    var provenance = Provenance.collect(dataset.digest(), features.digest());
    var config =
        new RunConfig(options.script(), options.named(settings), settings.seed(), provenance);
    int threads = Workers.threads();
    Workers.setThreads(options.threads());
    try (var folder = RunFolder.open(options.output(), config, options.resume())) {
      var source = FrameSource.of(tensor, dataset.ids());
      var loop = new TrainingLoop(settings, source, dataset.labels(), split, scaler(source));
      var metrics = folder.metrics();
      var states = folder.path().resolve("checkpoint");
      var trained = loop.run(states, options.resume(), epoch -> write(metrics, epoch), progress);
      var facts = new TreeMap<>(provenance);
      facts.put("seed", Long.toString(settings.seed()));
      facts.put("split", splitName());
      facts.put("epoch", Integer.toString(trained.chosenEpoch()));
      var card =
          new ModelCard(
              NetworkCheckpoint.KIND,
              settings.architecture().name(),
              dataset.classes(),
              features,
              tensor.frames(),
              dataset.name(),
              options.protocol().label(),
              facts);
      new NetworkCheckpoint(card, trained.model(), trained.scaler()).save(folder.models());
      var outcome = test(folder, source, trained);
      folder.writeResults(List.of(outcome.result()));
      folder.writePredictions(outcome.predictions());
      folder.writeReport(NetworkReport.of(outcome, settings, split, trained.scaler()));
      return outcome;
    } finally {
      Workers.setThreads(threads); // it holds for all layers, those of others too
    }
  }

  private FrameScaler scaler(FrameSource source) throws InterruptedException {
    try {
      return FrameScaler.fit(settings.reading(), source, split.train(), features);
    } catch (CancellationException e) {
      Thread.interrupted();
      throw new InterruptedException("training was stopped");
    }
  }

  private String splitName() {
    return NetworkProtocol.name(dataset.facts(), options.protocol(), options.division());
  }

  private static void write(MetricsLog metrics, EpochMetrics epoch) throws IOException {
    int number = epoch.epoch();
    var rows = metrics.rows();
    if (rows.size() >= number && rows.get(number - 1).get("train_loss") == epoch.trainLoss()) {
      return; // a resumed run tells of the epochs it had
    }
    metrics.keepUntil(number - 1);
    var values = new LinkedHashMap<String, Double>();
    values.put("train_loss", epoch.trainLoss());
    values.put("train_accuracy", epoch.trainAccuracy());
    values.put("validation_loss", epoch.validationLoss());
    values.put("validation_accuracy", epoch.validationAccuracy());
    values.put("seconds", Math.round(epoch.seconds() * 1000) / 1000.);
    metrics.append(number, values);
  }

  private NetworkOutcome test(RunFolder folder, FrameSource source, TrainingResult trained)
      throws InterruptedException {
    long start = System.nanoTime();
    double[][] scores;
    try (var model = trained.model()) {
      scores = TrainingLoop.predict(model, source, trained.scaler(), split.test());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    var predicted = Arrays.stream(scores).mapToInt(NetworkRun::largest).toArray();
    int classes = dataset.classes().size();
    var model = settings.architecture().name();
    var predictions =
        Prediction.of(
            model, splitName(), split.test(), dataset.ids(), dataset.labels(), predicted, scores);
    var result =
        ModelResult.measure(
            model,
            options.protocol().label(),
            splitName(),
            predictions,
            classes,
            trained.seconds(),
            seconds,
            published());
    var deviations = options.deviations(dataset.origin(), settings);
    var title =
        "%s on %s, %s%s, %d + %d + %d clips"
            .formatted(
                model,
                dataset.name(),
                options.protocol().label(),
                deviations.isEmpty() ? "" : " but " + String.join(", ", deviations),
                split.train().length,
                split.validation().length,
                split.test().length);
    return new NetworkOutcome(
        folder.path(),
        result,
        predictions,
        ConfusionMatrix.of(predictions, classes),
        dataset.classes(),
        trained.history(),
        trained.chosenEpoch(),
        title);
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }

  /** Test accuracy that the study prints for this data set and its own choices, or null. */
  private Double published() {
    if (options.protocol() != Protocol.AS_PUBLISHED
        || !options.deviations(dataset.origin(), settings).isEmpty()) {
      return null;
    }
    return PublishedResults.of(dataset.name(), settings.kind().name())
        .map(PublishedResults.Published::accuracy)
        .orElse(null);
  }

  @Override
  public void close() {
    tensor.close();
  }
}
