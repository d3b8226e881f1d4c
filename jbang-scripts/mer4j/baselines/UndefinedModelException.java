package mer4j.baselines;

/**
 * Says that a classifier is not defined for some training samples, such as one that must invert a
 * covariance of fewer samples than columns. Its result is an empty cell with this reason, not a
 * number.
 */
public final class UndefinedModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason why, in one line
   */
  public UndefinedModelException(String reason) {
    super(reason);
  }
}
