package mer4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mer4j.data.Dataset;
import mer4j.features.BatchExtraction;
import mer4j.features.ClipInputs;
import mer4j.features.ExtractionReport;
import mer4j.features.ExtractionSettings;
import mer4j.features.Failure;
import mer4j.features.FeatureStore;
import mer4j.features.SourceClip;

/** Runs and checks an extraction as a script shows it: progress and failures, then one line. */
public final class FeatureExtraction {
  private FeatureExtraction() {}

  /**
   * The clips among files and folders.
   *
   * @param output where their features will go, or null if that is not yet decided
   * @throws IllegalArgumentException if an input does not exist, or the output lies inside one
   * @throws IOException if there is no sound at all, naming the inputs
   */
  public static ClipInputs inputs(List<Path> inputs, Path output) throws IOException {
    if (output != null) {
      InputPath.requireOutside(output, inputs);
    }
    return ClipInputs.of(inputs);
  }

  /** The clips of a data set; those that are not there count as inputs that cannot be used. */
  public static ClipInputs inputs(Dataset dataset) {
    return new ClipInputs(
        dataset.clips().stream().map(clip -> new SourceClip(clip.id(), clip.audio())).toList(),
        dataset.missing().stream()
            .map(id -> new Failure(id, "missing in data set " + dataset.name()))
            .toList());
  }

  /**
   * Extracts clips, tells what failed on standard error and prints the totals.
   *
   * @return {@link Scripts#DONE}, or {@link Scripts#SOME_SKIPPED} if an input could not be used
   * @throws IOException if the folder cannot be written
   */
  public static int extract(ClipInputs inputs, ExtractionSettings settings, Path output, int jobs)
      throws IOException {
    System.err.println("features: " + settings + ", to " + output);
    ExtractionReport report;
    try (var progress = TerminalProgress.counting("extract", "clips")) {
      report = BatchExtraction.run(inputs, settings, output, jobs, progress);
    }
    for (var failure : report.failures()) {
      System.err.println("failed: " + failure.source() + ": " + failure.reason());
    }
    System.out.println(report);
    return report.failures().isEmpty() ? Scripts.DONE : Scripts.SOME_SKIPPED;
  }

  /**
   * Reads every stored file again, tells on standard error which are damaged and prints the totals.
   *
   * @return {@link Scripts#DONE}, or {@link Scripts#FAILED} if one is damaged
   * @throws IOException if the folder holds no features
   */
  public static int verify(Path folder) throws IOException {
    var store = FeatureStore.open(folder);
    List<Failure> damaged;
    try (var progress = TerminalProgress.counting("verify", "files")) {
      damaged = store.verify(progress);
    }
    for (var file : damaged) {
      System.err.println("damaged: " + file.source() + ": " + file.reason());
    }
    System.out.println(
        "verified %d, damaged %d".formatted(store.manifest().size(), damaged.size()));
    return damaged.isEmpty() ? Scripts.DONE : Scripts.FAILED;
  }
}
