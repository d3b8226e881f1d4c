package mer4j.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a benchmark measures; include with picocli's {@code @Mixin}. */
public final class BenchOptions {
  @Option(
      names = "--python",
      defaultValue = "python3",
      description = "A Python with the programs to compare with (default: ${DEFAULT-VALUE}).")
  String python;

  @Option(
      names = "--files",
      defaultValue = "240",
      description = "Files in the longer run (default: ${DEFAULT-VALUE}).")
  int files;

  @Option(
      names = "--few",
      defaultValue = "40",
      description = "Files in the shorter run (default: ${DEFAULT-VALUE}).")
  int few;

  @Option(
      names = "--repeats",
      defaultValue = "1",
      description = "Pairs of runs per program, or rounds (default: ${DEFAULT-VALUE}).")
  int repeats;

  @Option(
      names = "--steps",
      defaultValue = "10",
      description = "Steps of a layer that count (default: ${DEFAULT-VALUE}).")
  int steps;

  @Option(
      names = "--others",
      description = "Also Essentia, openSMILE and TarsosDSP; Deeplearning4j's own LSTM.")
  boolean others;

  @Option(names = "--output", description = "Folder for the results (default: runs/bench-...).")
  Path output;
}
