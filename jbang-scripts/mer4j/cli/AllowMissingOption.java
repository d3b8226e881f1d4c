package mer4j.cli;

import java.io.IOException;
import mer4j.ProgressListener;
import mer4j.data.Dataset;
import mer4j.data.DatasetFeatures;
import mer4j.features.ExtractionSettings;
import picocli.CommandLine.Option;

/** The option {@code --allow-missing} of scripts that can do without some of the clips; a mixin. */
public final class AllowMissingOption {
  @Option(names = "--allow-missing", description = "Go on with clips of the data set missing.")
  private boolean given;

  /** For picocli. */
  public AllowMissingOption() {}

  /** Whether clips may be missing. */
  public boolean given() {
    return given;
  }

  /**
   * The clips to work on: all, or where some may be missing, those with features.
   *
   * @throws IOException if the features cannot be written
   * @see DatasetFeatures#usable
   */
  public Dataset usable(
      Dataset clips, ExtractionSettings settings, int jobs, ProgressListener progress)
      throws IOException {
    return given ? DatasetFeatures.usable(clips, settings, jobs, progress) : clips;
  }

  /** Names the clips that were missing on standard error; the exit code that says so. */
  public static int tell(Dataset clips) {
    clips.missing().forEach(id -> System.err.println("missing: " + id));
    return clips.complete() ? Scripts.DONE : Scripts.SOME_SKIPPED;
  }
}
