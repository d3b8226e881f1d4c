package mer4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mer4j.Folders;
import mer4j.Mer4j;
import mer4j.ProgressListener;
import mer4j.Project;
import mer4j.VectorApi;
import mer4j.data.Datasets;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

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
   * The cases to measure.
   *
   * @param dataset fed to the study's LSTM in one of them
   * @param only parts of labels: a case is taken if its {@link RecurrentCase#label} has one of
   *     them; none for all cases
   * @throws IllegalArgumentException if there is no such case, naming those there are
   */
  public static List<RecurrentCase> cases(String dataset, List<String> only) {
    var all = RecurrentCase.all(dataset);
    for (var part : only) {
      if (all.stream().noneMatch(what -> what.label().contains(part))) {
        throw new IllegalArgumentException(
            "no case has '%s' in it: there are %s"
                .formatted(
                    part,
                    all.stream().map(RecurrentCase::label).collect(Collectors.joining("; "))));
      }
    }
    return all.stream()
        .filter(what -> only.isEmpty() || only.stream().anyMatch(what.label()::contains))
        .toList();
  }

  /**
   * Measures this project, with the Vector API and without, and PyTorch.
   *
   * @param cases see {@link #cases}; a data set is opened only where it is to be fed
   * @param python a Python that has torch
   * @param others whether Deeplearning4j's own layer is measured too, at the study's size, with one
   *     thread and with as many as the others have, of which the faster counts; a step of it may
   *     take a minute
   */
  public List<RecurrentSpeed> run(
      List<RecurrentCase> cases, String python, boolean others, ProgressListener progress)
      throws IOException, InterruptedException {
    var tools = new ArrayList<>(List.of(mer4j(), torch(python), plain()));
    if (others) {
      tools.add(deeplearning4j(1));
      if (threads > 1) {
        tools.add(deeplearning4j(threads));
      }
    }
    var folder = Files.createTempDirectory("bench");
    try {
      var files = new HashMap<RecurrentCase, Path>();
      for (var what : cases) {
        if (what.hasClips()) {
          var file = folder.resolve("frames-" + files.size());
          StudyFrames.write(Datasets.open(what.fed()), what, file, ProgressListener.NONE);
          files.put(what, file);
        }
      }
      return run(cases, files, tools, progress);
    } finally {
      Folders.delete(folder);
    }
  }

  /**
   * Puts figures into a table of others: in the place of those of the same cases, and those of a
   * case that it does not have behind the last of its layer, size and work, or at the end.
   */
  public static List<RecurrentSpeed> merge(List<RecurrentSpeed> table, List<RecurrentSpeed> news) {
    var merged = new ArrayList<>(table);
    for (var what : news.stream().map(RecurrentSpeed::what).distinct().toList()) {
      int at = merged.size();
      for (int i = merged.size() - 1; i >= 0; i--) {
        var there = merged.get(i).what();
        if (there.equals(what)) {
          merged.remove(i);
          at = i;
        } else if (at == merged.size() && there.fedWith(what.fed()).equals(what)) {
          at = i + 1;
        }
      }
      merged.addAll(at, news.stream().filter(speed -> speed.what().equals(what)).toList());
    }
    return merged;
  }

  /**
   * @param frames a file for each case that is fed with clips
   * @param tools of those with the same name the fastest counts
   */
  List<RecurrentSpeed> run(
      List<RecurrentCase> cases,
      Map<RecurrentCase, Path> frames,
      List<RecurrentTool> tools,
      ProgressListener progress)
      throws IOException, InterruptedException {
    var speeds = new ArrayList<RecurrentSpeed>();
    int done = 0;
    for (var what : cases) {
      var measured = tools.stream().filter(tool -> tool.measures(what)).toList();
      var times =
          measured.stream().collect(Collectors.toMap(t -> t, t -> new ArrayList<StepTime>()));
      for (int r = 0; r < repeats; r++) {
        for (var tool : measured) {
          times.get(tool).addAll(times(tool, what, frames.get(what)));
        }
      }
      var fastest = new LinkedHashMap<String, RecurrentSpeed>();
      for (var tool : measured) {
        var speed = RecurrentSpeed.of(tool.name(), what, tool.threads(), times.get(tool));
        fastest.merge(tool.name(), speed, (a, b) -> a.seconds() <= b.seconds() ? a : b);
      }
      speeds.addAll(fastest.values());
      progress.update(++done, cases.size(), what.label());
    }
    return speeds;
  }

  /** How much is measured, in words that belong beside the figures. */
  public String amount() {
    return "%d steps, of small layers %d times as many, of slow programs %d"
        .formatted(steps, MORE_OF_SMALL, fewer());
  }

  /** Steps of a slow program. */
  private int fewer() {
    return Math.ceilDiv(steps, 5);
  }

  private List<StepTime> times(RecurrentTool tool, RecurrentCase what, Path frames)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("bench");
    try {
      var file = folder.resolve("steps.csv");
      int few = tool.isSlow() ? fewer() : steps;
      int counted = what.isLarge() ? few : few * MORE_OF_SMALL;
      int warmUp = tool.isSlow() ? 1 : Math.max(3, what.isLarge() ? 0 : counted);
      var command = new ArrayList<>(tool.command());
      command.addAll(
          Stream.of(what.kind(), what.size(), what.work(), tool.threads(), warmUp, counted, file)
              .map(String::valueOf)
              .toList());
      if (frames != null) {
        command.add(frames.toString());
      }
      ProcessMeter.run(command, tool.environment(), folder);
      return StepTime.read(file);
    } finally {
      Folders.delete(folder);
    }
  }

  private RecurrentTool mer4j() {
    return layer("mer4j " + Mer4j.VERSION, List.of(), LayerTimer.Engine.MER4J);
  }

  private RecurrentTool plain() {
    var options = List.of("-D" + VectorApi.PLAIN + "=true");
    return layer("mer4j, plain kernels", options, LayerTimer.Engine.MER4J).onlyAtTheStudysSize();
  }

  private static RecurrentTool deeplearning4j(int threads) {
    var command = BenchProcess.LAYER.command(List.of(), LayerTimer.Engine.DEEPLEARNING4J.name());
    var environment = Map.of("OMP_NUM_THREADS", "" + threads);
    var name =
        "Deeplearning4j %s, its own layer".formatted(LibraryVersion.of(MultiLayerNetwork.class));
    return new RecurrentTool(name, command, threads, environment, true);
  }

  private RecurrentTool layer(String name, List<String> options, LayerTimer.Engine engine) {
    var command = BenchProcess.LAYER.command(options, engine.name());
    return new RecurrentTool(name, command, threads, Map.of("OMP_NUM_THREADS", "1"), false);
  }

  private RecurrentTool torch(String python) throws IOException, InterruptedException {
    var program = Project.root().resolve("jbang-scripts/bench/torch_recurrent.py").toString();
    var version = List.of(python, "-c", "import torch; print(torch.__version__.split('+')[0])");
    var told = ProcessMeter.run(version, Map.of(), Path.of("").toAbsolutePath()).output().strip();
    // large pages for its memory too: without them it is slower
    var environment = Map.of("THP_MEM_ALLOC_ENABLE", "1", "OMP_NUM_THREADS", "" + threads);
    var command = List.of(python, program);
    return new RecurrentTool("PyTorch " + told, command, threads, environment, false);
  }
}
