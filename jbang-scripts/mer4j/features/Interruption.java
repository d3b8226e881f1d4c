package mer4j.features;

import java.util.concurrent.CancellationException;

/** Stops the work on a clip where its thread has been interrupted. */
final class Interruption {
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
    if (block % PATIENCE == 0 && Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
