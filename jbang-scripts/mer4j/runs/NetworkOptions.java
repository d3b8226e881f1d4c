package mer4j.runs;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import mer4j.eval.Protocol;
import mer4j.nn.NetworkDefaults;
import mer4j.nn.NetworkSettings;
import mer4j.nn.Pooling;
import mer4j.nn.RecurrentKind;

/**
 * What a caller asks of a network's training. What is null is taken from {@link NetworkDefaults}.
 *
 * @param kind which network
 * @param dataset registry name or folder
 * @param allowMissing whether to train on an incomplete data set
 * @param protocol how data are divided and which of the study's choices are taken
 * @param epochs passes over the training data
 * @param batch clips per step
 * @param learningRate of AdamW
 * @param hidden units
 * @param frameStep neighbouring frames averaged into one time step
 * @param pooling of the states
 * @param seed of everything random but the split
 * @param output folder of the run
 * @param resume whether to go on with the run in that folder
 * @param jobs threads that extract features
 */
public record NetworkOptions(
    RecurrentKind kind,
    String dataset,
    boolean allowMissing,
    Protocol protocol,
    Integer epochs,
    Integer batch,
    Double learningRate,
    Integer hidden,
    Integer frameStep,
    Pooling pooling,
    Long seed,
    Path output,
    boolean resume,
    int jobs) {
  /**
   * @throws IllegalArgumentException naming the first option out of its range
   */
  public NetworkOptions {
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs must be at least 1, not " + jobs);
    }
  }

  /**
   * A new run with the defaults for the data set, on all cores.
   *
   * @param output a new or empty folder
   */
  public static NetworkOptions of(
      RecurrentKind kind, String dataset, Protocol protocol, Path output) {
    int jobs = Runtime.getRuntime().availableProcessors();
    return new NetworkOptions(
        kind, dataset, false, protocol, null, null, null, null, null, null, null, output, false,
        jobs);
  }

  /**
   * These options with another size of the network and another course of training.
   *
   * @param units hidden units
   * @param frames neighbouring frames averaged into one time step
   * @param passes over the training data
   * @param rate learning rate
   */
  public NetworkOptions sized(int units, int frames, int passes, double rate) {
    return new NetworkOptions(
        kind,
        dataset,
        allowMissing,
        protocol,
        passes,
        batch,
        rate,
        units,
        frames,
        pooling,
        seed,
        output,
        resume,
        jobs);
  }

  /** Name of the script that trains this kind. */
  public String script() {
    return "train_" + kind.lowerCase();
  }

  /**
   * The settings for a data set.
   *
   * @param name the data set's own name
   * @param inputs feature rows per frame
   * @param classes number of classes
   * @throws IllegalArgumentException naming the first option out of its range
   */
  public NetworkSettings settings(String name, int inputs, int classes) {
    var settings = NetworkDefaults.of(name, protocol, kind, inputs, classes);
    if (hidden != null) {
      settings = settings.withHidden(hidden);
    }
    if (frameStep != null) {
      settings = settings.withFrameStep(frameStep);
    }
    if (pooling != null) {
      settings = settings.withPooling(pooling);
    }
    return settings.withTraining(
        learningRate == null ? settings.learningRate() : learningRate,
        batch == null ? settings.batch() : batch,
        epochs == null ? settings.epochs() : epochs,
        seed == null ? settings.seed() : seed);
  }

  /** Everything that decides the result, by option name. */
  SortedMap<String, String> named(NetworkSettings settings) {
    var options = new TreeMap<String, String>();
    options.put("dataset", dataset);
    options.put("protocol", protocol.label());
    options.put("allow-missing", Boolean.toString(allowMissing));
    options.put("epochs", Integer.toString(settings.epochs()));
    options.put("batch", Integer.toString(settings.batch()));
    options.put("learning-rate", Double.toString(settings.learningRate()));
    options.put("hidden", Integer.toString(settings.hidden()));
    options.put("frame-step", Integer.toString(settings.frameStep()));
    options.put("pooling", settings.pooling().name().toLowerCase(java.util.Locale.ROOT));
    return options;
  }
}
