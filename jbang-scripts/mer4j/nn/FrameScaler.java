package mer4j.nn;

import mer4j.features.ExtractionSettings;

/** Brings features to the range a network can work with; fitted on training clips only. */
public sealed interface FrameScaler permits GlobalScaler, RowScaler {
  /**
   * Fits the scaler that settings ask for.
   *
   * @param reading says which
   * @param clips to fit on
   * @param features of the source, which tell what is power
   * @throws java.util.concurrent.CancellationException if the thread is interrupted, within a clip
   */
  static FrameScaler fit(
      NetworkSettings.Reading reading,
      FrameSource source,
      int[] clips,
      ExtractionSettings features) {
    var decibels = reading.decibels() ? DecibelRows.powerOf(features) : DecibelRows.NONE;
    return switch (reading.scaling()) {
      case GLOBAL -> GlobalScaler.fit(source, clips, decibels);
      case ROWS -> RowScaler.fit(source, clips, decibels);
    };
  }

  /** Rows taken in decibels before anything else. */
  DecibelRows decibels();

  /**
   * The scaler made ready for frames of so many rows.
   *
   * @throws IllegalArgumentException if it was fitted on another number of rows
   */
  FrameTransform transform(int rows);

  /**
   * Scales one clip in place.
   *
   * @param values {@code [frame][row]}
   * @param rows per frame
   * @param length frames that are not padding
   */
  default void apply(float[] values, int rows, int length) {
    transform(rows).apply(values, 0, 0, values.length / rows, length);
  }
}
