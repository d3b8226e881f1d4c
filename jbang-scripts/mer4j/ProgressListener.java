package mer4j;

/** Told how far a long piece of work has come. Called from one thread at a time. */
@FunctionalInterface
public interface ProgressListener {
  /** Ignores all progress. */
  ProgressListener NONE = (done, total, message) -> {};

  /**
   * @param done units finished so far
   * @param total units in all
   * @param message what to show beside the bar, possibly empty
   */
  void update(long done, long total, String message);
}
