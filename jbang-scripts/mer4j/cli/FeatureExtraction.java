package mer4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import mer4j.data.Dataset;
import mer4j.features.BatchExtraction;
import mer4j.features.ClipInputs;
import mer4j.features.ExtractionReport;
import mer4j.features.ExtractionSettings;
import mer4j.features.Failure;
import mer4j.features.FeatureStore;
import mer4j.features.SourceClip;
import mer4j.features.StatisticsTable;

/** Runs and checks an extraction as a script shows it: progress and failures, then one line. */
public final class FeatureExtraction {
  private FeatureExtraction() {}

  /**
   * Checks before any work what is known about where it will end.
   *
   * @param output where features will go, or null if that is not yet decided
   * @param format {@code npy}, or a further table by the names of {@link StatisticsTable.Format}
   * @return the format of the table, or none for {@code npy} alone
   * @throws IllegalArgumentException for an unknown format, a table of features that have none, or
   *     if the folder holds a table that is not an extraction's
   * @throws IOException if the folder cannot be written
   */
  public static Optional<StatisticsTable.Format> check(
      Path output, ExtractionSettings settings, String format) throws IOException {
    if (output != null) {
      FeatureStore.requireWritable(output);
    }
    if (format.equals("npy")) {
      return Optional.empty();
    }
    StatisticsTable.requireDefined(settings);
    return Optional.of(StatisticsTable.Format.parse(format));
  }

  /**
   * The clips of a data set, or those among files and folders.
   *
   * @param inputs read where {@code dataset} is null
   * @param dataset whose clips that are not there count as inputs that cannot be used; or null
   * @param output where their features will go, or null if that is not yet decided
   * @throws IllegalArgumentException if an input does not exist, or the output lies inside one
   * @throws IOException if there is no sound at all, naming the inputs
   */
  public static ClipInputs inputs(List<Path> inputs, Dataset dataset, Path output)
      throws IOException {
    if (dataset != null) {
      return new ClipInputs(
          dataset.clips().stream().map(clip -> new SourceClip(clip.id(), clip.audio())).toList(),
          dataset.missing().stream()
              .map(id -> new Failure(id, "missing in data set " + dataset.name()))
              .toList());
    }
    if (output != null) {
      InputPath.requireOutside(output, inputs);
    }
    return ClipInputs.of(inputs);
  }

  /** Where features go: the folder given, else the data set's own, else a new one of this run. */
  public static Path output(
      Path given, List<Path> inputs, Dataset dataset, ExtractionSettings settings) {
    return given == null && dataset != null
        ? dataset.featureFolder(settings)
        : RunOutput.folder(
            given, "extract_features", inputs.isEmpty() ? "" : inputs.getFirst().toString());
  }

  /**
   * Extracts clips, tells what failed and the totals on standard error, and prints the folder.
   *
   * @return {@link Scripts#DONE}, or {@link Scripts#SOME_SKIPPED} if an input could not be used
   * @throws IllegalArgumentException if the folder holds a table that is not an extraction's
   * @throws IOException if the folder cannot be written
   */
  public static int extract(ClipInputs inputs, ExtractionSettings settings, Path output, int jobs)
      throws IOException {
    FeatureStore.requireWritable(output);
    System.err.println("features: " + settings + ", to " + output);
    ExtractionReport report;
    try (var progress = new TerminalProgress("extract", "clips")) {
      report = BatchExtraction.run(inputs, settings, output, jobs, progress);
    }
    for (var failure : report.failures()) {
      var source = failure.source().replaceAll("\\R", " "); // a name may hold a line end
      System.err.println("failed: " + source + ": " + failure.reason());
    }
    System.err.println(report);
    System.out.println(output);
    return report.failures().isEmpty() ? Scripts.DONE : Scripts.SOME_SKIPPED;
  }

  /**
   * Writes a row of statistics per extracted clip and prints the table's name.
   *
   * @param format of the table; none writes none
   * @param dataset whose classes become the last column, or null
   * @throws IOException if it cannot be written, or a stored array cannot be read
   */
  public static void write(
      Optional<StatisticsTable.Format> format,
      ClipInputs inputs,
      Dataset dataset,
      ExtractionSettings settings,
      Path output)
      throws IOException {
    if (format.isEmpty()) {
      return;
    }
    StatisticsTable.Nominal classes = null;
    if (dataset != null) {
      var classOf = new HashMap<String, String>();
      dataset.clips().forEach(c -> classOf.put(c.id(), dataset.classes().get(c.label())));
      classes = new StatisticsTable.Nominal("class", dataset.classes(), classOf);
    }
    var clips = inputs.clips().stream().map(SourceClip::id).sorted().toList();
    try (var progress = new TerminalProgress("statistics", "clips")) {
      System.out.println(
          StatisticsTable.write(output, clips, settings, format.get(), classes, progress));
    }
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
    try (var progress = new TerminalProgress("verify", "files")) {
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
