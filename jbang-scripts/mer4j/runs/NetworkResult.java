package mer4j.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import mer4j.eval.Interval;
import mer4j.eval.ModelResult;
import mer4j.eval.Prediction;
import mer4j.eval.Protocol;
import mer4j.eval.ResultTables;
import mer4j.nn.NetworkDefaults;
import mer4j.nn.NetworkSettings;
import mer4j.nn.RecurrentKind;

/**
 * A finished training run, read from the small files that it leaves.
 *
 * @param name of its folder
 * @param config what it was started with
 * @param result on the test clips
 * @param predictions of the test clips
 * @param metrics of every epoch
 */
public record NetworkResult(
    String name,
    RunConfig config,
    ModelResult result,
    List<Prediction> predictions,
    MetricsLog metrics) {
  static final String FOLD = "fold";
  static final String GROUPS = "groups";
  static final String SPLIT_SEED = "split-seed";

  /** What the names of the scripts that train networks begin with. */
  static final String SCRIPT = "train_";

  private static final String TRAIN_ACCURACY = "train_accuracy";
  private static final String VALIDATION_ACCURACY = "validation_accuracy";

  /**
   * Reads {@code config.json}, {@code metrics.csv}, {@code results.csv} and {@code predictions.csv}
   * of a run.
   *
   * @throws IOException naming the file that is missing or damaged
   */
  public static NetworkResult read(Path folder) throws IOException {
    var config = RunConfig.read(folder);
    var results = ResultTables.readResults(folder.resolve(RunFolder.RESULTS));
    var predictions = ResultTables.readPredictions(folder.resolve(RunFolder.PREDICTIONS));
    var file = folder.resolve(RunFolder.METRICS);
    if (!Files.exists(file)) {
      throw new IOException("missing file " + file);
    }
    var metrics = MetricsLog.open(file);
    if (results.size() != 1 || predictions.isEmpty() || metrics.rows().isEmpty()) {
      throw new IOException("not the finished run of one network: " + folder);
    }
    var name = folder.getFileName().toString();
    return new NetworkResult(name, config, results.getFirst(), predictions, metrics);
  }

  /** Name of the network: RNN, BRNN or LSTM, or GRU or BGRU with those cells. */
  public String model() {
    return result.model();
  }

  /** Seed of everything random but the split. */
  public long seed() {
    return config.seed();
  }

  /** Whether artists were kept apart and every choice made on training and validation clips. */
  public boolean leakFree() {
    return option("protocol").equals(Protocol.LEAK_FREE.label());
  }

  /** The fold that was tested, of a leak-free cross-validation; empty for another division. */
  public Optional<NetworkFold> fold() {
    return Optional.of(option(FOLD)).filter(text -> !text.isEmpty()).map(NetworkFold::parse);
  }

  /** Column of the set's table that the folds kept apart; null for artists. */
  public String groups() {
    return config.options().get(GROUPS);
  }

  /** Seed of the division. */
  public long splitSeed() {
    var other = option(SPLIT_SEED);
    return other.isEmpty() ? NetworkDivision.STUDY_SEED : Long.parseLong(other);
  }

  private String option(String name) {
    return config.options().getOrDefault(name, "");
  }

  /** Test clips told right. */
  public int hits() {
    return (int) predictions.stream().filter(p -> p.label() == p.predicted()).count();
  }

  /** Number of test clips. */
  public int tests() {
    return predictions.size();
  }

  /** Epochs trained. */
  public int epochs() {
    return metrics.rows().size();
  }

  /** Whether training could end before the last epoch. */
  public boolean stopsEarly() {
    return !config.options().getOrDefault("patience", "0").equals("0");
  }

  /** The 95 % interval of the test accuracy (Wilson 1927). */
  public Interval interval() {
    return Interval.wilson(hits(), tests(), .95);
  }

  /** The epoch with the highest validation accuracy, the earliest of equals; 0 if none has one. */
  public int bestEpoch() {
    var validation = metrics.column(VALIDATION_ACCURACY);
    int best = -1;
    for (int i = 0; i < validation.length; i++) {
      best = validation[i] > (best < 0 ? -1 : validation[best]) ? i : best;
    }
    return best + 1;
  }

  /** The highest validation accuracy of an epoch; NaN if none has one. */
  public double bestValidation() {
    int best = bestEpoch();
    return best == 0 ? Double.NaN : metrics.column(VALIDATION_ACCURACY)[best - 1];
  }

  /** Training accuracy of the last epoch. */
  public double lastTraining() {
    return metrics.column(TRAIN_ACCURACY)[epochs() - 1];
  }

  /** Validation accuracy of the last epoch. */
  public double lastValidation() {
    return metrics.column(VALIDATION_ACCURACY)[epochs() - 1];
  }

  /** The usual time of an epoch: the median, in seconds, evaluation included. */
  public double secondsPerEpoch() {
    var seconds = metrics.column("seconds");
    Arrays.sort(seconds);
    int middle = seconds.length / 2;
    return seconds.length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
  }

  /**
   * Time of training in seconds: epochs times the usual time of one, so that a run that rested for
   * a night is told like one that did not.
   */
  public double seconds() {
    return epochs() * secondsPerEpoch();
  }

  /**
   * The choices made against the study's, such as {@code scaler rows}; none for a run as published.
   */
  public List<String> deviations() {
    return NetworkOptions.others(NetworkOptions.choices(study()), config.options());
  }

  /** Whether the network has the study's size and was trained as long and in the same steps. */
  public boolean fullSize() {
    return NetworkOptions.others(NetworkOptions.sizes(study()), config.options()).isEmpty();
  }

  private NetworkSettings study() {
    // not from the model's name: a GRU has its head from the network whose script trained it
    var kind = RecurrentKind.parse(config.script().replaceFirst("^" + SCRIPT, ""));
    return NetworkDefaults.of(option("dataset"), Protocol.AS_PUBLISHED, kind, 1, 2);
  }

  /** Training and validation accuracy per epoch, by name. */
  public SequencedMap<String, double[]> accuracies() {
    return curves(TRAIN_ACCURACY, VALIDATION_ACCURACY);
  }

  /** Training and validation loss per epoch, by name. */
  public SequencedMap<String, double[]> losses() {
    return curves("train_loss", "validation_loss");
  }

  private SequencedMap<String, double[]> curves(String training, String validation) {
    var curves = new LinkedHashMap<String, double[]>();
    curves.put("training", metrics.column(training));
    curves.put("validation", metrics.column(validation));
    return curves;
  }
}
