package mer4j.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a run is written, and whether it lies there already; a mixin. */
public final class RunOptions {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder of the run (default: runs/<script>-<dataset>-<time>).")
  private Path output;

  @Option(names = "--resume", description = "Go on with the interrupted run in --output.")
  private boolean resume;

  /** For picocli. */
  public RunOptions() {}

  /** Whether a run is to be gone on with. */
  public boolean resume() {
    return resume;
  }

  /**
   * The folder of the run.
   *
   * @throws IllegalArgumentException if it is to be gone on with, and no folder is given
   * @see RunOutput#folder(Path, boolean, String, String)
   */
  public Path folder(String script, String dataset) {
    return RunOutput.folder(output, resume, script, dataset);
  }
}
