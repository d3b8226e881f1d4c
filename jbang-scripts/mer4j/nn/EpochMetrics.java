package mer4j.nn;

/**
 * What one pass over the training data gave.
 *
 * @param epoch from 1
 * @param trainLoss plain mean over the batches of their mean cross-entropy, in nats
 * @param trainAccuracy share told right while training, with dropout and moving weights, so lower
 *     than a measurement afterwards
 * @param validationLoss mean cross-entropy of the validation clips right after the epoch, in nats;
 *     NaN without validation clips
 * @param validationAccuracy share of validation clips told right after the epoch; NaN without
 *     validation clips
 * @param seconds of the epoch, validation included
 */
public record EpochMetrics(
    int epoch,
    double trainLoss,
    double trainAccuracy,
    double validationLoss,
    double validationAccuracy,
    double seconds) {}
