package mer4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import mer4j.Project;

/** Where a script writes when {@code --output} is not given. */
public final class RunOutput {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private RunOutput() {}

  /**
   * The folder a run writes to.
   *
   * @param given the value of {@code --output}, taken relative to the working directory, or {@code
   *     null}
   * @param script the script's name, such as {@code train_lstm}
   * @param dataset a registry name or a folder; of a folder its last name is used
   * @return {@code given}, or {@code runs/<script>-<dataset>-<time>} in the project, a name that is
   *     not taken; not created
   */
  public static Path folder(Path given, String script, String dataset) {
    return folder(given, Project.runs(), script, dataset, LocalDateTime.now());
  }

  /**
   * The folder a run writes to, or goes on in.
   *
   * @param resume whether a run is to be gone on with
   * @throws IllegalArgumentException if it is, and no folder is given
   * @see #folder(Path, String, String)
   */
  public static Path folder(Path given, boolean resume, String script, String dataset) {
    if (resume && given == null) {
      throw new IllegalArgumentException("--resume needs the folder of the run: --output DIR");
    }
    return folder(given, script, dataset);
  }

  static Path folder(Path given, Path runs, String script, String dataset, LocalDateTime now) {
    if (given != null) {
      return given;
    }
    var last = Path.of(dataset).toAbsolutePath().normalize().getFileName();
    var name = script + "-" + (last == null ? "data" : last) + "-" + TIME.format(now);
    var folder = runs.resolve(name);
    for (var n = 2; Files.exists(folder); n++) {
      folder = runs.resolve(name + "-" + n);
    }
    return folder;
  }
}
