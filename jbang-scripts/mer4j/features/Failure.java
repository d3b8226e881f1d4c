package mer4j.features;

/**
 * An input that could not be used.
 *
 * @param source path of the file or folder
 * @param reason one line that says why
 */
public record Failure(String source, String reason) {
  /** Folds a reason of several lines into one. */
  public Failure {
    reason = reason == null ? "unknown" : reason.strip().replaceAll("\\s*\\R\\s*", " ");
    // Messages of errors name their file themselves; a list of failures would say it twice.
    if (reason.startsWith(source + ": ")) {
      reason = reason.substring(source.length() + 2);
    }
  }
}
