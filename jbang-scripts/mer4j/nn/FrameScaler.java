package mer4j.nn;

/** Brings features to the range a network can work with; fitted on training clips only. */
public sealed interface FrameScaler permits GlobalScaler, RowScaler {
  /**
   * Scales one clip in place.
   *
   * @param values {@code [frame][row]}
   * @param rows per frame
   * @param length frames that are not padding
   */
  void apply(float[] values, int rows, int length);
}
