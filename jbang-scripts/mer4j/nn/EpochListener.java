package mer4j.nn;

import java.io.IOException;

/** Told of each finished epoch, after its state is safe on disk. */
@FunctionalInterface
public interface EpochListener {
  /** Ignores all epochs. */
  EpochListener NONE = metrics -> {};

  /**
   * @param metrics of the epoch
   * @throws IOException to end training
   */
  void finished(EpochMetrics metrics) throws IOException;
}
