package mer4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import mer4j.Folders;
import mer4j.ProgressListener;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Speed of feature extraction in the steady state, from the sound file to the stored features: the
 * difference of two whole-process runs, on many files and on few, so that starting up and compiling
 * count for no one. The tools take turns, so that a change of the machine's pace meets all of them.
 */
public final class ExtractionBenchmark {
  private final List<Path> files;
  private final int few;
  private final int repeats;

  /**
   * @param files sound files; all of them are the many
   * @param few how many of them are the few, at least 1 and fewer than all
   * @param repeats pairs of runs per tool, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ExtractionBenchmark(List<Path> files, int few, int repeats) {
    if (few < 1 || few >= files.size() || repeats < 1) {
      throw new IllegalArgumentException(
          "few must lie between 1 and %d and repeats be at least 1; given %d and %d"
              .formatted(files.size() - 1, few, repeats));
    }
    this.files = List.copyOf(files);
    this.few = few;
    this.repeats = repeats;
  }

  /**
   * Measures this project with one and two workers and without the Vector API, and librosa.
   *
   * @param python a Python that has librosa
   * @param others whether Essentia, openSMILE and TarsosDSP are measured too; Python then has the
   *     first two
   */
  public List<ExtractionSpeed> run(String python, boolean others, ProgressListener progress)
      throws IOException, InterruptedException {
    var tools = new ArrayList<ExtractionTool>();
    tools.add(ExtractionTools.librosa(python));
    tools.add(ExtractionTools.mer4j(1));
    tools.add(ExtractionTools.mer4j(2));
    tools.add(ExtractionTools.plain());
    if (others) {
      tools.addAll(ExtractionTools.others(python));
    }
    return run(tools, progress);
  }

  List<ExtractionSpeed> run(List<ExtractionTool> tools, ProgressListener progress)
      throws IOException, InterruptedException {
    var fewRuns = new LinkedHashMap<ExtractionTool, List<ProcessMeter.Measure>>();
    var manyRuns = new LinkedHashMap<ExtractionTool, List<ProcessMeter.Measure>>();
    int finished = 0;
    for (int r = 0; r < repeats; r++) {
      for (var tool : tools) {
        for (var runs : List.of(fewRuns, manyRuns)) {
          progress.update(finished++, 2L * repeats * tools.size(), tool.name());
          var chosen = runs == fewRuns ? files.subList(0, few) : files;
          runs.computeIfAbsent(tool, t -> new ArrayList<>()).add(measure(tool, tool.some(chosen)));
        }
      }
    }
    var speeds = new ArrayList<ExtractionSpeed>();
    for (var tool : tools) {
      speeds.add(speed(tool, fewRuns.get(tool), manyRuns.get(tool)));
    }
    return speeds;
  }

  private static ProcessMeter.Measure measure(ExtractionTool tool, List<Path> files)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("bench");
    try {
      var list = folder.resolve("files.txt");
      Files.writeString(
          list, files.stream().map(Path::toString).collect(Collectors.joining("\n", "", "\n")));
      var output = Files.createDirectory(folder.resolve("output"));
      return ProcessMeter.run(tool.command(files, list, output), tool.environment(), folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private ExtractionSpeed speed(
      ExtractionTool tool, List<ProcessMeter.Measure> less, List<ProcessMeter.Measure> more) {
    var wall = new double[repeats];
    var cpu = new double[repeats];
    for (int r = 0; r < repeats; r++) {
      int clips = tool.some(files).size() - tool.some(files.subList(0, few)).size();
      wall[r] = (more.get(r).wallSeconds() - less.get(r).wallSeconds()) / clips;
      cpu[r] = (more.get(r).cpuSeconds() - less.get(r).cpuSeconds()) / clips;
    }
    if (!(StatUtils.percentile(wall, 50) > 0)
        || Double.isInfinite(StatUtils.percentile(wall, 50))) {
      throw new IllegalStateException(
          "%s took no longer for %d files than for %d: take more files"
              .formatted(tool.name(), files.size(), few));
    }
    long peak = more.stream().mapToLong(ProcessMeter.Measure::peakBytes).max().orElseThrow();
    var start = less.stream().mapToDouble(ProcessMeter.Measure::wallSeconds).toArray();
    return new ExtractionSpeed(
        tool.name(),
        tool.version(),
        tool.computes(),
        StatUtils.percentile(wall, 50),
        StatUtils.percentile(cpu, 50),
        StatUtils.percentile(start, 50),
        peak);
  }
}
