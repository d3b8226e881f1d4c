package mer4j.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import mer4j.ProgressListener;
import mer4j.audio.WavFile;
import mer4j.eval.Protocol;
import mer4j.features.JavaProcess;
import mer4j.nn.RecurrentKind;

/**
 * Kills a training, as by {@code kill -9}, at random moments, resumes it each time and checks that
 * it ends in what a run that was not disturbed gives: weights, states, metrics of every epoch and
 * predictions, bit for bit.
 *
 * <p>{@link KilledTrainingTest} does it briefly in every test run; {@code
 * environment/kill_training.sh} at length.
 */
final class TrainingKillDrill {
  /**
   * What a run waits after each batch, in milliseconds: its epochs alone are so short that it would
   * end before it is killed.
   */
  private static final int PACE = 5;

  /** Longest time from an epoch's state to a kill, in milliseconds: some epochs. */
  private static final int LONGEST_DELAY = 60;

  /** Share of the kills that hit a process in its first seconds, when it takes the folder over. */
  private static final double AT_START = 0.2;

  /** Exit code of a process that was killed, 128 and the signal's number. */
  private static final int KILLED = 137;

  private static final long START = 3_000_000_000L; // nanoseconds

  private final Path music;
  private final Path output;
  private final RecurrentKind kind;
  private final int epochs;
  private final SplittableRandom random;
  private int hits;

  /**
   * @param music a folder that {@link #compose} filled
   * @param output where to; not there yet
   * @param epochs to train
   * @param seed of the moments
   */
  TrainingKillDrill(Path music, Path output, RecurrentKind kind, int epochs, long seed) {
    this.music = music;
    this.output = output;
    this.kind = kind;
    this.epochs = epochs;
    this.random = new SplittableRandom(seed);
  }

  /** A run in a process of its own. */
  static final class Run {
    public static void main(String[] arguments) throws IOException, InterruptedException {
      train(
          Path.of(arguments[0]),
          Path.of(arguments[1]),
          RecurrentKind.parse(arguments[2]),
          Integer.parseInt(arguments[3]),
          (done, total, message) -> pause());
    }

    private static void pause() {
      try {
        Thread.sleep(PACE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Starts a run, or goes on with it. */
  static void train(Path music, Path output, RecurrentKind kind, int epochs)
      throws IOException, InterruptedException {
    train(music, output, kind, epochs, ProgressListener.NONE);
  }

  private static void train(
      Path music, Path output, RecurrentKind kind, int epochs, ProgressListener progress)
      throws IOException, InterruptedException {
    var options =
        new NetworkOptions(
            kind,
            music.toString(),
            false,
            Protocol.AS_PUBLISHED,
            its ->
                its.epochs(epochs)
                    .batch(8)
                    .learningRate(1e-2)
                    .hidden(8)
                    .frameStep(4)
                    .bestEpoch(true)
                    .seed(3),
            output,
            Files.exists(output.resolve(RunConfig.FILE)),
            1,
            2);
    try (var run = NetworkRun.prepare(options, ProgressListener.NONE)) {
      run.train(progress);
    }
  }

  /** Writes short sounds of two classes, not too easy to tell apart. */
  static void compose(Path music) throws IOException {
    var random = new Random(3);
    for (int clip = 0; clip < 24; clip++) {
      var samples = new float[22050 / 2];
      double frequency = (clip % 2 == 0 ? 400 : 500) * (1 + random.nextDouble());
      for (int i = 0; i < samples.length; i++) {
        samples[i] =
            (float) (.2 * Math.sin(2 * Math.PI * frequency * i / 22050))
                + .02f * (float) random.nextGaussian();
      }
      var folder = Files.createDirectories(music.resolve(clip % 2 == 0 ? "low" : "high"));
      WavFile.write(folder.resolve("clip" + clip + ".wav"), samples, 22050);
    }
  }

  /**
   * Kills runs, then lets one come to its end.
   *
   * @param kills how many; the moments are spread over the epochs
   * @param told gets a line per kill
   * @return what is wrong, a line each; empty if nothing is
   */
  List<String> kill(int kills, Consumer<String> told) throws IOException, InterruptedException {
    var wrong = new ArrayList<String>();
    int reached = 0;
    for (int kill = 1; kill <= kills; kill++) {
      var log = output.resolveSibling("kill" + kill + ".log");
      var process = start(log);
      boolean early = random.nextDouble() < AT_START;
      int until = Math.max(1, kill * epochs / (kills + 1) - random.nextInt(epochs / kills / 2 + 1));
      long start = System.nanoTime();
      long longest = early ? random.nextLong(START) : Long.MAX_VALUE;
      while (process.isAlive() && System.nanoTime() - start < longest && epoch() < until) {
        Thread.sleep(1);
      }
      Thread.sleep(early ? 0 : random.nextInt(LONGEST_DELAY));
      boolean ran = process.isAlive();
      process.destroyForcibly().waitFor();
      hits += ran && process.exitValue() == KILLED ? 1 : 0;
      if (!ran && process.exitValue() != 0) {
        wrong.add("kill " + kill + ": the run had failed: " + Files.readString(log));
      }
      if (epoch() < reached) {
        wrong.add("kill " + kill + ": epoch " + reached + " is lost");
      }
      reached = epoch();
      told.accept(
          "kill %d after %.2f s, epoch %d of %d%s"
              .formatted(
                  kill,
                  (System.nanoTime() - start) / 1e9,
                  reached,
                  epochs,
                  ran ? "" : " (the run had ended before)"));
    }
    var log = output.resolveSibling("last.log");
    if (start(log).waitFor() != 0) {
      wrong.add("the last run failed: " + Files.readString(log));
    }
    return wrong;
  }

  /** How many of the kills hit a run that was under way. */
  int hits() {
    return hits;
  }

  private Process start(Path log) throws IOException {
    var arguments =
        new String[] {music.toString(), output.toString(), kind.name(), Integer.toString(epochs)};
    return JavaProcess.of(Run.class, arguments)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** The last epoch of which there is a state; 0 for none. */
  private int epoch() throws IOException {
    var states = output.resolve("checkpoint");
    if (!Files.isDirectory(states)) {
      return 0;
    }
    try (var files = Files.list(states)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("epoch-\\d+\\.json"))
          .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
          .max()
          .orElse(0);
    }
  }

  /** How two finished runs differ, a line per file; empty if they are the same run. */
  static List<String> differences(Path expected, Path actual) throws IOException {
    var differences = new ArrayList<String>();
    var names = new TreeSet<>(arrays(expected));
    names.addAll(arrays(actual));
    names.add(RunFolder.PREDICTIONS);
    for (var name : names) {
      var one = expected.resolve(name);
      var other = actual.resolve(name);
      if (!Files.exists(one) || !Files.exists(other)) {
        differences.add(name + " is in one run only");
      } else if (!Arrays.equals(Files.readAllBytes(one), Files.readAllBytes(other))) {
        differences.add(name + " has other bytes");
      }
    }
    if (!metrics(expected).equals(metrics(actual))) {
      differences.add("metrics differ: " + metrics(expected) + " and " + metrics(actual));
    }
    return differences;
  }

  /** Weights and states. */
  private static List<String> arrays(Path run) throws IOException {
    try (var files = Files.walk(run)) {
      return files
          .map(file -> run.relativize(file).toString())
          .filter(name -> name.endsWith(".npy"))
          .toList();
    }
  }

  /** The metrics without their last column, the seconds. */
  private static List<String> metrics(Path run) throws IOException {
    try (var lines = Files.lines(run.resolve("metrics.csv"))) {
      return lines.map(line -> line.substring(0, line.lastIndexOf(','))).toList();
    }
  }

  /**
   * The long form.
   *
   * @param arguments folder to work in, network (LSTM), epochs (400), kills (20), seed (1)
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var folder = Path.of(arguments[0]);
    var kind = RecurrentKind.parse(arguments.length > 1 ? arguments[1] : "LSTM");
    int epochs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 400;
    int kills = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 20;
    long seed = arguments.length > 4 ? Long.parseLong(arguments[4]) : 1;
    var music = folder.resolve("music");
    compose(music);
    var undisturbed = folder.resolve("undisturbed");
    train(music, undisturbed, kind, epochs);
    var output = folder.resolve("killed");
    var drill = new TrainingKillDrill(music, output, kind, epochs, seed);
    var wrong = new ArrayList<>(drill.kill(kills, System.out::println));
    wrong.addAll(differences(undisturbed, output));
    if (drill.hits() < kills / 2) {
      wrong.add("only " + drill.hits() + " kills hit a run that was under way");
    }
    wrong.forEach(System.out::println);
    System.out.printf(
        "%d kills, %d of them under way, over %d epochs of the %s: %s%n",
        kills,
        drill.hits(),
        epochs,
        kind,
        wrong.isEmpty() ? "all as undisturbed" : wrong.size() + " faults");
    System.exit(wrong.isEmpty() ? 0 : 1);
  }
}
