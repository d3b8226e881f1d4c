package mer4j.features;

import java.util.concurrent.CancellationException;

/** Stops work on clips where its thread has been interrupted. */
public final class Interruption {
  /** Blocks between two looks. */
  private static final int PATIENCE = 16;

  private Interruption() {}

  /**
   * Looks from time to time.
   *
   * @param block number of the block of frames that is worked on
   * @throws CancellationException if the thread is interrupted
   */
  static void check(int block) {
    if (block % PATIENCE == 0) {
      check();
    }
  }

  /**
   * Looks at once.
   *
   * @throws CancellationException if the thread is interrupted; it stays so
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
