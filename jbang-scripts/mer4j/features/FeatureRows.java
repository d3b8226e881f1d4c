package mer4j.features;

import java.util.HashMap;
import java.util.Map;

/**
 * The stacked rows of a clip while they are filled. What is set for a feature that was not chosen
 * is dropped, so that kernels which give several features need not ask.
 */
final class FeatureRows {
  private final Map<String, Integer> firstRow = new HashMap<>();
  private final int rows;
  private final int frames;
  private final float[] values;

  FeatureRows(ExtractionSettings settings, int frames) {
    int row = 0;
    for (var feature : settings.stacked()) {
      firstRow.put(feature.name(), row);
      row += feature.rows();
    }
    if ((long) row * frames > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d rows of %d frames are more than one file can hold".formatted(row, frames));
    }
    this.rows = row;
    this.frames = frames;
    this.values = new float[row * frames];
  }

  int frames() {
    return frames;
  }

  /** Sets the rows of a feature in one frame, {@code [rows]}. */
  void set(String feature, int frame, float[] column) {
    var first = firstRow.get(feature);
    if (first != null) {
      for (int i = 0, at = first * frames + frame; i < column.length; i++, at += frames) {
        values[at] = column[i];
      }
    }
  }

  /** Sets the only row of a feature in one frame. */
  void set(String feature, int frame, float value) {
    var first = firstRow.get(feature);
    if (first != null) {
      values[first * frames + frame] = value;
    }
  }

  /** Sets the only row of a feature, {@code [frames]}. */
  void set(String feature, float[] row) {
    var first = firstRow.get(feature);
    if (first != null) {
      System.arraycopy(row, 0, values, first * frames, frames);
    }
  }

  /**
   * Sets all rows of a feature, {@code [frames][rows]}; frames too many are cut, too few stay 0.
   */
  void set(String feature, float[][] columns) {
    for (int t = 0; t < Math.min(frames, columns.length); t++) {
      set(feature, t, columns[t]);
    }
  }

  /** Sets the only row of a feature to one value. */
  void fill(String feature, float value) {
    var first = firstRow.get(feature);
    if (first != null) {
      java.util.Arrays.fill(values, first * frames, (first + 1) * frames, value);
    }
  }

  /** The filled matrix. */
  FeatureMatrix matrix() {
    return new FeatureMatrix(rows, frames, values);
  }
}
