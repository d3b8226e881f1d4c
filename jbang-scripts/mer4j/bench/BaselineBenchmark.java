package mer4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mer4j.Folders;
import mer4j.ProgressListener;
import mer4j.Project;
import mer4j.baselines.Baseline;
import mer4j.baselines.Baselines;

/**
 * Time and memory of the study's comparison of baselines: one split, all of them with their scores
 * for ROC curves, and again without the two that take longest.
 */
public final class BaselineBenchmark {
  private final String dataset;
  private final int repeats;

  /**
   * @param dataset registry name or folder; its features should have been extracted
   * @param repeats runs of each kind, of which the quickest counts, at least 1
   * @throws IllegalArgumentException if there is no repeat
   */
  public BaselineBenchmark(String dataset, int repeats) {
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be at least 1, not " + repeats);
    }
    this.dataset = dataset;
    this.repeats = repeats;
  }

  /** Runs {@code train_baselines} as a user would. */
  public List<BaselineSpeed> run(ProgressListener progress)
      throws IOException, InterruptedException {
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
              dataset,
              "--only",
              String.join(",", names),
              "--output",
              folder.resolve("run").toString());
      var measure = ProcessMeter.run(command, Map.of(), root);
      return new BaselineSpeed(
          names.stream().collect(Collectors.joining(" ")),
          dataset,
          measure.wallSeconds(),
          measure.cpuSeconds(),
          measure.peakBytes());
    } finally {
      Folders.delete(folder);
    }
  }
}
