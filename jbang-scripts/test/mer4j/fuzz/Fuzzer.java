package mer4j.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Feeds damaged files to the readers for as long as wanted; {@code environment/fuzz.sh} starts it.
 * An input that a reader cannot bear is printed in base 64, ready to become a case of {@link
 * FuzzTest}.
 */
final class Fuzzer {
  private static final int MOST_FINDINGS = 20;

  private Fuzzer() {}

  /**
   * Fuzzes.
   *
   * @param arguments seconds per target (60), then names of targets (all)
   */
  public static void main(String[] arguments) throws IOException {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    var targets =
        arguments.length > 1
            ? Arrays.stream(arguments, 1, arguments.length).map(FuzzTarget::valueOf).toList()
            : List.of(FuzzTarget.values());
    var folder = Files.createTempDirectory("fuzz");
    int findings = 0;
    for (var target : targets) {
      findings += fuzz(target, seconds, folder);
    }
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
    System.exit(findings == 0 ? 0 : 1);
  }

  private static int fuzz(FuzzTarget target, int seconds, Path folder) throws IOException {
    var seeds = target.seeds();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long seed = new Random().nextLong();
    var mutator = new Mutator(seed);
    long runs = 0;
    int findings = 0;
    while (System.nanoTime() < end && findings < MOST_FINDINGS) {
      var bytes = mutator.damaged(seeds);
      runs++;
      try {
        target.test(bytes, folder);
      } catch (AssertionError e) {
        findings++;
        System.out.println(e.getMessage());
        System.out.println("  " + Base64.getEncoder().encodeToString(bytes));
      }
    }
    System.out.printf(
        "%s: %d files in %d s, seed %d: %d findings%n", target, runs, seconds, seed, findings);
    return findings;
  }
}
