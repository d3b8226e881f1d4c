package mer4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mer4j.Folders;
import mer4j.bench.ExtractionBenchmark;
import mer4j.bench.ExtractionSpeed;
import mer4j.features.ClipInputs;
import mer4j.features.ExtractionSettings;
import mer4j.features.SourceClip;
import mer4j.features.StageCosts;
import mer4j.plots.SpeedChart;

/** Runs benchmarks as a script shows them: a table on standard output, a folder with the rest. */
public final class BenchCommand {
  private BenchCommand() {}

  /**
   * Speed of feature extraction.
   *
   * @param inputs sound files and folders
   * @param many files in the longer run, the first ones found
   * @param few files in the shorter run
   * @param repeats pairs of runs per program
   * @param python a Python that has the programs to compare with
   * @param others whether programs that compute other things are measured too
   * @param output folder for {@code results.csv} and the figure
   */
  public static int extraction(
      List<Path> inputs, int many, int few, int repeats, String python, boolean others, Path output)
      throws IOException, InterruptedException {
    var files = files(inputs, many);
    var benchmark = new ExtractionBenchmark(files, few, repeats);
    var folder = Files.createDirectories(RunOutput.folder(output, "bench", "extraction"));
    List<ExtractionSpeed> speeds;
    try (var progress = new TerminalProgress("bench", "runs")) {
      speeds = benchmark.run(python, others, progress);
    }
    ExtractionSpeed.write(folder.resolve("results.csv"), speeds);
    SpeedChart.of(speeds).write(folder.resolve("extraction-speed.png"));
    System.out.print(ExtractionSpeed.table(speeds));
    return Scripts.DONE;
  }

  /**
   * Processor time of the stages of an extraction.
   *
   * @param inputs sound files and folders
   * @param many files measured, the first ones found
   * @param rounds how often each is extracted; the cheapest round of a stage counts
   * @param output folder for {@code stages.csv} and the figure
   */
  public static int stages(List<Path> inputs, int many, int rounds, Path output)
      throws IOException {
    var files = files(inputs, many);
    var folder = Files.createDirectories(RunOutput.folder(output, "bench", "stages"));
    var scratch = Files.createTempDirectory("stages");
    List<StageCosts.Cost> costs;
    try (var progress = new TerminalProgress("measure", "files")) {
      costs = StageCosts.measure(files, ExtractionSettings.study(), rounds, scratch, progress);
    } finally {
      Folders.delete(scratch);
    }
    StageCosts.write(folder.resolve("stages.csv"), costs);
    SpeedChart.ofStages(costs).write(folder.resolve("extraction-stages.png"));
    System.out.print(StageCosts.table(costs));
    return Scripts.DONE;
  }

  private static List<Path> files(List<Path> inputs, int many) throws IOException {
    return ClipInputs.of(inputs).clips().stream()
        .map(SourceClip::audio)
        .map(Path::toAbsolutePath)
        .limit(many)
        .toList();
  }
}
