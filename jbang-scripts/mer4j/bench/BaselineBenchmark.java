package mer4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import mer4j.Folders;
import mer4j.ProgressListener;
import mer4j.Project;
import mer4j.baselines.Baseline;
import mer4j.baselines.Baselines;
import mer4j.data.Dataset;
import mer4j.data.DatasetFeatures;
import mer4j.data.Datasets;

/**
 * Time and memory of the study's comparison of baselines: one split, all of them with their scores
 * for ROC curves, and again without the two that take longest.
 */
public final class BaselineBenchmark {
  private final String name;
  private final Dataset dataset;
  private final int repeats;

  /**
   * @param name registry name of the data set, or its folder
   * @param repeats runs of each kind, of which the quickest counts, at least 1
   * @throws IllegalArgumentException if there is no repeat, or no such data set
   */
  public BaselineBenchmark(String name, int repeats) throws IOException {
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be at least 1, not " + repeats);
    }
    this.name = name;
    this.dataset = Datasets.open(name);
    this.repeats = repeats;
  }

  /** Runs {@code train_baselines} as a user would, once the features are there. */
  public List<BaselineSpeed> run(ProgressListener progress)
      throws IOException, InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    DatasetFeatures.tensor(dataset, dataset.settings(), cores, ProgressListener.NONE).close();
    var quick = Baselines.all().stream().filter(baseline -> !Baselines.slow(baseline)).toList();
    var kinds = List.of(Baselines.all(), quick);
    var speeds = new ArrayList<BaselineSpeed>();
    int finished = 0;
    for (var models : kinds) {
      var runs = new ArrayList<BaselineSpeed>();
      for (int r = 0; r < repeats; r++) {
        progress.update(finished++, (long) repeats * kinds.size(), models.size() + " models");
        runs.add(measure(models));
      }
      speeds.add(
          runs.stream().min(Comparator.comparingDouble(BaselineSpeed::wallSeconds)).orElseThrow());
    }
    return speeds;
  }

  private BaselineSpeed measure(List<Baseline> models) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("bench");
    try {
      var names = models.stream().map(Baseline::name).toList();
      var root = Project.root();
      var command =
          List.of(
              root.resolve("environment/jbang").toString(),
              root.resolve("jbang-scripts/train_baselines.java").toString(),
              "--dataset",
              name,
              "--only",
              String.join(",", names),
              "--output",
              folder.resolve("run").toString());
      var measure = ProcessMeter.run(command, Map.of(), Path.of("").toAbsolutePath());
      return new BaselineSpeed(
          String.join(" ", names),
          dataset.name(),
          measure.wallSeconds(),
          measure.cpuSeconds(),
          measure.peakBytes());
    } finally {
      Folders.delete(folder);
    }
  }
}
