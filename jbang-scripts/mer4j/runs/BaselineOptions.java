package mer4j.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mer4j.baselines.Baseline;
import mer4j.data.Dataset;
import mer4j.data.SplitFacts;
import mer4j.data.Splits;
import mer4j.eval.Protocol;
import mer4j.features.ExtractionSettings;

/**
 * What a run of baselines is to do.
 *
 * @param protocol how data is divided
 * @param models what to train
 * @param seed of splits and models
 * @param jobs threads to use
 * @param repeats how often to divide the clips anew; a run of several keeps no model
 */
public record BaselineOptions(
    Protocol protocol, List<Baseline> models, long seed, int jobs, int repeats) {
  /** The option that says how often clips are divided anew. */
  static final String REPEATS = "repeats";

  private static final int MOST_REPEATS = 100;

  /**
   * @throws IllegalArgumentException if there is no model, no thread, or nothing to do
   */
  public BaselineOptions {
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
  public BaselineOptions(Protocol protocol, List<Baseline> models, long seed, int jobs) {
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
