package mer4j.features;

import java.util.Arrays;

/**
 * The features of one clip: {@code values[row * frames + frame]}, in C order, as they are stored.
 *
 * @param rows number of feature rows
 * @param frames true number of frames of the clip, no padding
 * @param values {@code rows * frames} numbers
 */
public record FeatureMatrix(int rows, int frames, float[] values) {
  /**
   * @throws IllegalArgumentException if the length of {@code values} is not rows x frames
   */
  public FeatureMatrix {
    if (rows < 0 || frames < 0 || values.length != (long) rows * frames) {
      throw new IllegalArgumentException(
          "a matrix of " + rows + " x " + frames + " cannot hold " + values.length + " values");
    }
  }

  /** The value in the given row and frame. */
  public float at(int row, int frame) {
    return values[row * frames + frame];
  }

  /** A copy of one row, {@code [frames]}. */
  public float[] row(int row) {
    return Arrays.copyOfRange(values, row * frames, (row + 1) * frames);
  }

  /** Stacks matrices of one frame count on each other, in order. */
  public static FeatureMatrix stack(java.util.List<FeatureMatrix> parts) {
    int frames = parts.isEmpty() ? 0 : parts.getFirst().frames();
    int rows = parts.stream().mapToInt(FeatureMatrix::rows).sum();
    var values = new float[rows * frames];
    int at = 0;
    for (var part : parts) {
      if (part.frames() != frames) {
        throw new IllegalArgumentException(
            "cannot stack " + part.frames() + " frames on " + frames);
      }
      System.arraycopy(part.values(), 0, values, at, part.values().length);
      at += part.values().length;
    }
    return new FeatureMatrix(rows, frames, values);
  }
}
