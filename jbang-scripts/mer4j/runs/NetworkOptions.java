package mer4j.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import mer4j.eval.Protocol;
import mer4j.nn.NetworkDefaults;
import mer4j.nn.NetworkSettings;
import mer4j.nn.NetworkSettingsBuilder;
import mer4j.nn.RecurrentKind;

/**
 * What a caller asks of a network's training.
 *
 * @param kind which network
 * @param dataset registry name or folder
 * @param allowMissing whether to train on an incomplete data set
 * @param protocol how data are divided and which of the study's choices are taken
 * @param division groups, fold and seed
 * @param changes of the settings that {@link NetworkDefaults} give for data set and protocol
 * @param output folder of the run
 * @param resume whether to go on with the run in that folder
 * @param jobs threads that extract features
 * @param threads that train; their number decides in which order gradients are added up, and so the
 *     last bits of every weight
 */
public record NetworkOptions(
    RecurrentKind kind,
    String dataset,
    boolean allowMissing,
    Protocol protocol,
    NetworkDivision division,
    Consumer<NetworkSettingsBuilder> changes,
    Path output,
    boolean resume,
    int jobs,
    int threads) {
  /**
   * @throws IllegalArgumentException naming the first option out of its range
   */
  public NetworkOptions {
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs must be at least 1, not " + jobs);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    if (division.fold() != null && protocol != Protocol.LEAK_FREE) {
      throw new IllegalArgumentException(
          "fold %s cannot be tested: %s has one division; folds are leak-free's"
              .formatted(division.fold(), protocol.label()));
    }
  }

  /** Options under which artists are kept apart, the first fold tested. */
  public NetworkOptions(
      RecurrentKind kind,
      String dataset,
      boolean allowMissing,
      Protocol protocol,
      Consumer<NetworkSettingsBuilder> changes,
      Path output,
      boolean resume,
      int jobs,
      int threads) {
    this(
        kind,
        dataset,
        allowMissing,
        protocol,
        NetworkDivision.USUAL,
        changes,
        output,
        resume,
        jobs,
        threads);
  }

  /**
   * A new run with the defaults for the data set, on all cores.
   *
   * @param output a new or empty folder
   */
  public static NetworkOptions of(
      RecurrentKind kind, String dataset, Protocol protocol, Path output) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new NetworkOptions(
        kind, dataset, false, protocol, its -> {}, output, false, cores, cores);
  }

  /** These options with other groups kept on one side, such as {@code groupedBy("Source")}. */
  public NetworkOptions groupedBy(String column) {
    return changed(division.groupedBy(column), changes, resume);
  }

  /** These options with another fold tested. */
  public NetworkOptions testing(NetworkFold other) {
    return changed(division.testing(other), changes, resume);
  }

  /**
   * These options with further changes of the settings, such as {@code its -> its.hidden(32)}.
   *
   * @param further made after those asked for before
   */
  public NetworkOptions with(Consumer<NetworkSettingsBuilder> further) {
    return changed(division, changes.andThen(further), resume);
  }

  /** These options for the run that lies in the folder already. */
  public NetworkOptions resumed() {
    return changed(division, changes, true);
  }

  private NetworkOptions changed(
      NetworkDivision division, Consumer<NetworkSettingsBuilder> changes, boolean resume) {
    return new NetworkOptions(
        kind, dataset, allowMissing, protocol, division, changes, output, resume, jobs, threads);
  }

  /** Name of the script that trains this kind. */
  public String script() {
    return NetworkResult.SCRIPT + kind.lowerCase();
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
    return NetworkDefaults.of(name, protocol, kind, inputs, classes).with(changes);
  }

  /** Everything that decides the result, by option name. */
  SortedMap<String, String> named(NetworkSettings settings) {
    var options = new TreeMap<String, String>();
    options.put("dataset", dataset);
    if (division.groups() != null) {
      options.put(NetworkResult.GROUPS, division.groups());
    }
    options.put("protocol", protocol.label());
    if (division.fold() != null) {
      options.put(NetworkResult.FOLD, division.fold().toString());
    }
    if (division.seed() != NetworkDivision.STUDY_SEED) {
      options.put(NetworkResult.SPLIT_SEED, Long.toString(division.seed()));
    }
    options.put("allow-missing", Boolean.toString(allowMissing));
    options.putAll(sizes(settings));
    options.put("threads", Integer.toString(threads));
    options.putAll(choices(settings));
    return options;
  }

  /** The choices that set the study's networks and others apart, by option name. */
  static SequencedMap<String, String> choices(NetworkSettings settings) {
    var reading = settings.reading();
    var network = settings.architecture();
    var stack = network.stack();
    var choices = new LinkedHashMap<String, String>();
    choices.put("cell", stack.cell().name().toLowerCase(Locale.ROOT));
    choices.put("layers", Integer.toString(stack.layers()));
    choices.put("directions", Integer.toString(stack.directions()));
    choices.put("layer-dropout", Double.toString(stack.dropout()));
    choices.put("scaler", reading.scaling().lowerCase());
    choices.put("mel", reading.decibels() ? "db" : "power");
    choices.put("padding", reading.masked() ? "masked" : "read");
    choices.put("pooling", network.pooling().name().toLowerCase(Locale.ROOT));
    choices.put("initial-state", network.randomInitialState() ? "random" : "zero");
    choices.put("best-epoch", Boolean.toString(settings.training().bestEpoch()));
    return choices;
  }

  /** How large the network is and how long it is trained, by option name. */
  static SequencedMap<String, String> sizes(NetworkSettings settings) {
    var training = settings.training();
    var sizes = new LinkedHashMap<String, String>();
    sizes.put("epochs", Integer.toString(training.epochs()));
    sizes.put("batch", Integer.toString(training.batch()));
    sizes.put("learning-rate", Double.toString(training.learningRate()));
    sizes.put("patience", Integer.toString(training.patience()));
    sizes.put("hidden", Integer.toString(settings.hidden()));
    sizes.put("frame-step", Integer.toString(settings.reading().frameStep()));
    return sizes;
  }

  /**
   * The choices and sizes other than the protocol's, such as {@code scaler rows} and {@code epochs
   * 80}; none if the protocol is kept.
   *
   * @param name the data set's own name
   */
  List<String> deviations(String name, NetworkSettings settings) {
    var kept = NetworkDefaults.of(name, protocol, kind, settings.inputs(), settings.classes());
    var others = others(choices(kept), choices(settings));
    others.addAll(others(sizes(kept), sizes(settings)));
    return others;
  }

  /** The options whose value is another than usual, such as {@code scaler rows}. */
  static List<String> others(SequencedMap<String, String> usual, Map<String, String> chosen) {
    return usual.keySet().stream()
        .filter(chosen::containsKey)
        .filter(option -> !usual.get(option).equals(chosen.get(option)))
        .map(option -> option + " " + chosen.get(option))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
