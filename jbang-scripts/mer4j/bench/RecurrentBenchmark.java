package mer4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mer4j.Folders;
import mer4j.Mer4j;
import mer4j.ProgressListener;
import mer4j.Project;
import mer4j.VectorApi;

/**
 * Speed of recurrent layers beside PyTorch: steps of the same layer on batches of the same size,
 * with as many threads. Each program runs in a process of its own, and they take turns, so that a
 * change of the machine's pace meets all of them.
 */
public final class RecurrentBenchmark {
  /** Steps of a small case are so short that this many times the steps are taken. */
  private static final int MORE_OF_SMALL = 20;

  private final int threads;
  private final int steps;
  private final int repeats;

  /**
   * @param threads of each program, at least 1
   * @param steps that count in each process, at least 1
   * @param repeats processes per program and case, at least 1
   * @throws IllegalArgumentException if a number is below 1
   */
  public RecurrentBenchmark(int threads, int steps, int repeats) {
    if (threads < 1 || steps < 1 || repeats < 1) {
      throw new IllegalArgumentException(
          "threads, steps and repeats must be at least 1; given %d, %d and %d"
              .formatted(threads, steps, repeats));
    }
    this.threads = threads;
    this.steps = steps;
    this.repeats = repeats;
  }

  /**
   * Measures this project, with the Vector API and without, and PyTorch.
   *
   * @param python a Python that has torch
   * @param others whether Deeplearning4j's own layer is measured too, at the study's size; a step
   *     of it may take a minute
   */
  public List<RecurrentSpeed> run(String python, boolean others, ProgressListener progress)
      throws IOException, InterruptedException {
    var tools = new ArrayList<>(List.of(mer4j(), torch(python), plain()));
    if (others) {
      tools.add(deeplearning4j());
    }
    return run(RecurrentCase.all(), tools, progress);
  }

  List<RecurrentSpeed> run(
      List<RecurrentCase> cases, List<RecurrentTool> tools, ProgressListener progress)
      throws IOException, InterruptedException {
    var speeds = new ArrayList<RecurrentSpeed>();
    int done = 0;
    for (var what : cases) {
      var measured = tools.stream().filter(tool -> tool.measures(what)).toList();
      var times =
          measured.stream().collect(Collectors.toMap(t -> t, t -> new ArrayList<StepTime>()));
      for (int r = 0; r < repeats; r++) {
        for (var tool : measured) {
          times.get(tool).addAll(times(tool, what));
        }
      }
      for (var tool : measured) {
        speeds.add(RecurrentSpeed.of(tool.name(), what, threads, times.get(tool)));
      }
      progress.update(++done, cases.size(), what.kind() + " " + what.size());
    }
    return speeds;
  }

  private List<StepTime> times(RecurrentTool tool, RecurrentCase what)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("bench");
    try {
      var file = folder.resolve("steps.csv");
      int few = tool.isSlow() ? Math.ceilDiv(steps, 5) : steps;
      int counted = what.isLarge() ? few : few * MORE_OF_SMALL;
      int warmUp = tool.isSlow() ? 1 : Math.max(3, what.isLarge() ? 0 : counted);
      var command = new ArrayList<>(tool.command());
      command.addAll(
          Stream.of(what.kind(), what.size(), what.work(), threads, warmUp, counted, file)
              .map(String::valueOf)
              .toList());
      ProcessMeter.run(command, tool.environment(), folder);
      return StepTime.read(file);
    } finally {
      Folders.delete(folder);
    }
  }

  private static RecurrentTool mer4j() {
    return layer("mer4j " + Mer4j.VERSION, List.of(), LayerTimer.Engine.MER4J);
  }

  private static RecurrentTool plain() {
    var options = List.of("-D" + VectorApi.PLAIN + "=true");
    return layer("mer4j, plain kernels", options, LayerTimer.Engine.MER4J).onlyAtTheStudysSize();
  }

  private static RecurrentTool deeplearning4j() {
    var engine = LayerTimer.Engine.DEEPLEARNING4J;
    return layer("Deeplearning4j's own layer", List.of(), engine).onlyAtTheStudysSize();
  }

  private static RecurrentTool layer(String name, List<String> options, LayerTimer.Engine engine) {
    var command = BenchProcess.LAYER.command(options, engine.name());
    return new RecurrentTool(name, command, Map.of("OMP_NUM_THREADS", "1"), false);
  }

  private RecurrentTool torch(String python) throws IOException, InterruptedException {
    var program = Project.root().resolve("jbang-scripts/bench/torch_recurrent.py").toString();
    var version = List.of(python, "-c", "import torch; print(torch.__version__.split('+')[0])");
    var told = ProcessMeter.run(version, Map.of(), Path.of("").toAbsolutePath()).output().strip();
    // large pages for its memory too: without them it is slower
    var environment = Map.of("THP_MEM_ALLOC_ENABLE", "1", "OMP_NUM_THREADS", "" + threads);
    return new RecurrentTool("PyTorch " + told, List.of(python, program), environment, false);
  }
}
