package mer4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mer4j.Folders;
import mer4j.bench.BaselineBenchmark;
import mer4j.bench.BaselineSpeed;
import mer4j.bench.ExtractionBenchmark;
import mer4j.bench.ExtractionSpeed;
import mer4j.bench.Machine;
import mer4j.bench.RecurrentBenchmark;
import mer4j.bench.RecurrentSpeed;
import mer4j.features.ClipInputs;
import mer4j.features.ExtractionSettings;
import mer4j.features.SourceClip;
import mer4j.features.StageCosts;
import mer4j.plots.SpeedChart;
import mer4j.report.BaselineSpeedTable;
import mer4j.report.SpeedTables;

/** Runs benchmarks as a script shows them: a table on standard output, a folder with the rest. */
public final class BenchCommand {
  private BenchCommand() {}

  /**
   * Speed of feature extraction.
   *
   * @param inputs sound files and folders
   */
  public static int extraction(List<Path> inputs, BenchOptions options)
      throws IOException, InterruptedException {
    var files = files(inputs, options.files);
    var benchmark = new ExtractionBenchmark(files, options.few, options.repeats);
    var folder = folder(options, "extraction");
    List<ExtractionSpeed> speeds;
    try (var progress = new TerminalProgress("bench", "runs")) {
      speeds = benchmark.run(options.python, options.others, progress);
    }
    ExtractionSpeed.write(folder.resolve("results.csv"), speeds);
    SpeedChart.of(speeds).write(folder.resolve("extraction-speed.png"));
    System.out.print(
        SpeedTables.extraction(
                speeds, machine(folder, options.files + " and " + options.few + " files"))
            .markdown());
    return Scripts.DONE;
  }

  /**
   * Processor time of the stages of an extraction; of the repeats of a stage the cheapest counts.
   *
   * @param inputs sound files and folders
   */
  public static int stages(List<Path> inputs, BenchOptions options) throws IOException {
    var files = files(inputs, options.files);
    var folder = folder(options, "stages");
    var scratch = Files.createTempDirectory("stages");
    var settings = ExtractionSettings.study();
    List<StageCosts.Cost> costs;
    try (var progress = new TerminalProgress("measure", "files")) {
      costs = StageCosts.measure(files, settings, options.repeats, scratch, progress);
    } finally {
      Folders.delete(scratch);
    }
    StageCosts.write(folder.resolve("stages.csv"), costs);
    SpeedChart.ofStages(costs).write(folder.resolve("extraction-stages.png"));
    System.out.print(
        SpeedTables.stages(
                costs, machine(folder, options.files + " files, " + options.repeats + " rounds"))
            .markdown());
    return Scripts.DONE;
  }

  /** Speed of recurrent layers, on all processors. */
  public static int recurrent(BenchOptions options) throws IOException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    var benchmark = new RecurrentBenchmark(threads, options.steps, options.repeats);
    var cases = RecurrentBenchmark.cases(options.dataset, options.only);
    var folder = folder(options, "recurrent");
    var amount = benchmark.amount();
    var table = folder.resolve("results.csv");
    var others = List.<RecurrentSpeed>of();
    if (!options.only.isEmpty() && Files.exists(table)) {
      requireSame(folder, amount);
      others = RecurrentSpeed.read(table);
    }
    List<RecurrentSpeed> speeds;
    try (var progress = new TerminalProgress("bench", "layers")) {
      speeds =
          RecurrentBenchmark.merge(
              others, benchmark.run(cases, options.python, options.others, progress));
    }
    RecurrentSpeed.write(table, speeds);
    SpeedChart.ofLayers(speeds, Machine.processor(Machine.describe()))
        .write(folder.resolve("recurrent-speed.png"));
    System.out.print(SpeedTables.recurrent(speeds, machine(folder, amount)).markdown());
    return Scripts.DONE;
  }

  /** Time and memory of the study's comparison of baselines. */
  public static int baselines(BenchOptions options) throws IOException, InterruptedException {
    var benchmark = new BaselineBenchmark(options.dataset, options.repeats);
    var folder = folder(options, "baselines");
    List<BaselineSpeed> speeds;
    try (var progress = new TerminalProgress("bench", "runs")) {
      speeds = benchmark.run(progress);
    }
    BaselineSpeed.write(folder.resolve("results.csv"), speeds);
    var amount = options.repeats == 1 ? "one run" : "the quickest of " + options.repeats + " runs";
    System.out.print(BaselineSpeedTable.of(speeds, machine(folder, amount)).markdown());
    return Scripts.DONE;
  }

  /** Refuses to put figures beside those of another machine, or of other numbers of steps. */
  private static void requireSame(Path folder, String amount) throws IOException {
    var file = folder.resolve(SpeedTables.MACHINE);
    var machine = Machine.describe() + "; " + amount;
    var there = Files.exists(file) ? Files.readString(file).strip() : "an unknown machine";
    if (!there.equals(machine)) {
      throw new IllegalArgumentException(
          "%s holds figures of: %s; this would be: %s. Give another --output"
              .formatted(folder, there, machine));
    }
  }

  /** Keeps beside the results on which machine, and on how much, they were measured. */
  private static String machine(Path folder, String amount) throws IOException {
    var machine = Machine.describe() + "; " + amount;
    Files.writeString(folder.resolve(SpeedTables.MACHINE), machine + "\n");
    return machine;
  }

  private static Path folder(BenchOptions options, String subject) throws IOException {
    return Files.createDirectories(RunOutput.folder(options.output, "bench", subject));
  }

  private static List<Path> files(List<Path> inputs, int many) throws IOException {
    return ClipInputs.of(inputs).clips().stream()
        .map(SourceClip::audio)
        .map(Path::toAbsolutePath)
        .limit(many)
        .toList();
  }
}
