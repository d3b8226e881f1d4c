package mer4j.cli;

import java.nio.file.Path;
import java.util.List;
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
      description = {
        "Also Essentia, openSMILE and TarsosDSP; Deeplearning4j's own LSTM, with one thread and",
        "with all, of which the faster counts."
      })
  boolean others;

  @Option(
      names = "--dataset",
      defaultValue = "embedded",
      paramLabel = "NAME|DIR",
      description = {
        "What the baselines learn, or what the study's LSTM is fed with in one case of layers",
        "(default: ${DEFAULT-VALUE})."
      })
  String dataset;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = {
        "Only the cases of layers with this in their label, such as 'lstm 1295' or the name of a",
        "data set; can be given several times. What --output holds of other cases stays."
      })
  List<String> only = List.of();

  @Option(names = "--output", description = "Folder for the results (default: runs/bench-...).")
  Path output;
}
