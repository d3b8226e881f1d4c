package mer4j.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import mer4j.ProgressListener;
import mer4j.corpus.EmbeddedCorpus;

/**
 * Kills an extraction, as by {@code kill -9}, at random moments, starts it again each time and
 * checks what it leaves: the files of a run that was not disturbed, byte for byte, nothing beside
 * them, and no array written twice.
 *
 * <p>{@link KilledExtractionTest} does it briefly in every test run; {@code
 * environment/kill_extraction.sh} at length.
 */
final class KillDrill {
  /** Longest time from an array's arrival to a kill, in milliseconds. */
  private static final int LONGEST_DELAY = 60;

  /** Share of the kills that hit a run within its first second, when it takes the folder over. */
  private static final double AT_START = 0.2;

  private final Path music;
  private final Path output;
  private final String features;
  private final SplittableRandom random;
  private final Map<Path, Object> complete = new HashMap<>();

  /**
   * @param music folder of recordings
   * @param output where to; not there yet
   * @param features as {@code --features} takes them
   * @param seed of the moments
   */
  KillDrill(Path music, Path output, String features, long seed) {
    this.music = music;
    this.output = output;
    this.features = features;
    this.random = new SplittableRandom(seed);
  }

  /** A run in a process of its own. */
  static final class Run {
    public static void main(String[] arguments) throws IOException {
      extract(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
    }
  }

  static void extract(Path music, Path output, String features) throws IOException {
    var settings = ExtractionSettings.parse(features, "22050");
    BatchExtraction.run(ClipInputs.of(List.of(music)), settings, output, 2, ProgressListener.NONE);
  }

  /**
   * Kills runs over these recordings, then lets one come to its end.
   *
   * @param kills how many; the moments are spread over the work
   * @param clips number of recordings
   * @param told gets a line per kill
   * @return what is wrong, a line each; empty if nothing is
   */
  List<String> kill(int kills, int clips, Consumer<String> told)
      throws IOException, InterruptedException {
    var wrong = new ArrayList<String>();
    for (int kill = 1; kill <= kills; kill++) {
      var process = start(music, output, features);
      boolean early = random.nextDouble() < AT_START;
      int until = kill * clips / kills - (kill == kills ? 0 : random.nextInt(clips / kills + 1));
      long start = System.nanoTime();
      long longest = early ? random.nextLong(1_000_000_000) : Long.MAX_VALUE;
      while (process.isAlive()
          && System.nanoTime() - start < longest
          && arrays(output).size() < until) {
        Thread.sleep(1);
      }
      Thread.sleep(early || kill == kills ? 0 : random.nextInt(LONGEST_DELAY));
      boolean ran = process.isAlive();
      process.destroyForcibly().waitFor();
      check(wrong, "kill " + kill);
      told.accept(
          "kill %d after %.2f s: %d of %d arrays are there%s"
              .formatted(
                  kill,
                  (System.nanoTime() - start) / 1e9,
                  complete.size(),
                  clips,
                  ran ? "" : " (the run had ended before)"));
    }
    int code = start(music, output, features).waitFor();
    if (code != 0) {
      wrong.add("the last run ended with code " + code);
    }
    check(wrong, "the last run");
    return wrong;
  }

  /** Arrays that were complete before must not have been written since. */
  private void check(List<String> wrong, String after) throws IOException {
    var now = arrays(output);
    complete.forEach(
        (file, written) -> {
          if (!written.equals(now.get(file))) {
            wrong.add(after + ": " + file.getFileName() + " was computed twice, or is lost");
          }
        });
    complete.putAll(now);
  }

  /** How two folders differ, a line per file; empty if they hold the same bytes. */
  static List<String> differences(Path expected, Path actual) throws IOException {
    var names = new TreeSet<>(names(expected));
    names.addAll(names(actual));
    var differences = new ArrayList<String>();
    for (var name : names) {
      var one = expected.resolve(name);
      var other = actual.resolve(name);
      if (!Files.exists(one)) {
        differences.add(name + " should not be there");
      } else if (!Files.exists(other)) {
        differences.add(name + " is not there");
      } else if (!Arrays.equals(Files.readAllBytes(one), Files.readAllBytes(other))) {
        differences.add(name + " has other bytes");
      }
    }
    return differences;
  }

  static Process start(Path music, Path output, String features) throws IOException {
    return JavaProcess.of(Run.class, music.toString(), output.toString(), features)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Stored arrays with what changes when one is written again. */
  private static Map<Path, Object> arrays(Path output) throws IOException {
    var arrays = new HashMap<Path, Object>();
    if (Files.isDirectory(output)) {
      try (var files = Files.newDirectoryStream(output, "*.npy")) {
        for (var file : files) {
          arrays.put(file, Files.getLastModifiedTime(file));
        }
      }
    }
    return arrays;
  }

  private static List<String> names(Path output) throws IOException {
    try (var files = Files.list(output)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /**
   * The long form, over the embedded corpus.
   *
   * @param arguments folder to work in, clips (200), seconds of a clip (10), kills (30), seed (1)
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var folder = Path.of(arguments[0]);
    int clips = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    double seconds = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 10;
    int kills = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 30;
    long seed = arguments.length > 4 ? Long.parseLong(arguments[4]) : 1;
    EmbeddedCorpus.write(
        folder.resolve("corpus"), clips, seconds, EmbeddedCorpus.SEED, ProgressListener.NONE);
    var music = folder.resolve("corpus/audio");
    var undisturbed = folder.resolve("undisturbed");
    extract(music, undisturbed, "study");
    var output = folder.resolve("killed");
    if (Files.exists(output)) {
      System.err.println(output + " is there already; name another folder, or delete it");
      System.exit(2);
    }
    var drill = new KillDrill(music, output, "study", seed);
    var wrong = new ArrayList<>(drill.kill(kills, clips, System.out::println));
    wrong.addAll(differences(undisturbed, output));
    wrong.forEach(System.out::println);
    System.out.printf(
        "%d kills over %d clips of %s s: %s%n",
        kills, clips, seconds, wrong.isEmpty() ? "all as undisturbed" : wrong.size() + " faults");
    System.exit(wrong.isEmpty() ? 0 : 1);
  }
}
