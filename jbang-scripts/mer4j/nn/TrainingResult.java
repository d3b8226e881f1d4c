package mer4j.nn;

import java.util.List;

/**
 * A trained network and how it came about.
 *
 * @param model with the weights of the chosen epoch
 * @param scaler of its inputs
 * @param history of all epochs
 * @param chosenEpoch whose weights they are: the last, or the best on validation data
 */
public record TrainingResult(
    RecurrentModel model, FrameScaler scaler, List<EpochMetrics> history, int chosenEpoch) {
  /** Seconds of all epochs together. */
  public double seconds() {
    return history.stream().mapToDouble(EpochMetrics::seconds).sum();
  }

  /**
   * The epoch with the highest validation accuracy, the earliest of equals.
   *
   * @param history of epochs from 1 on
   * @return 0 if there is none with a validation accuracy
   */
  public static int best(List<EpochMetrics> history) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (var epoch : history) {
      if (epoch.validationAccuracy() > highest) {
        highest = epoch.validationAccuracy();
        best = epoch.epoch();
      }
    }
    return best;
  }
}
