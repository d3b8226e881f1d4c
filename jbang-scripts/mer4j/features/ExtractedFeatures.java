package mer4j.features;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All features of one clip.
 *
 * @param stacked the features of the clip's main file; no rows if none of them was chosen
 * @param ownFile the complex features that have a file of their own
 */
public record ExtractedFeatures(FeatureMatrix stacked, Map<Feature, ComplexMatrix> ownFile) {

  /**
   * A complex feature.
   *
   * @param rows number of rows
   * @param frames number of frames, not always that of the other features
   * @param values real and imaginary parts in turn, {@code [2 (row * frames + frame)]}
   */
  public record ComplexMatrix(int rows, int frames, float[] values) implements Stored {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      Npy.writeComplex(out, new int[] {rows, frames}, values);
    }
  }

  /** An array as it goes to a file. */
  sealed interface Stored {
    int frames();

    void writeTo(OutputStream out) throws IOException;
  }

  private record Stacked(FeatureMatrix matrix) implements Stored {
    @Override
    public int frames() {
      return matrix.frames();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      Npy.write(out, matrix);
    }
  }

  /**
   * Refuses what would spoil everything that is computed from it.
   *
   * @throws IllegalArgumentException naming the first row that is not a number, or infinite
   */
  void requireFinite(List<String> rowNames) {
    for (int row = 0; row < stacked.rows(); row++) {
      for (int t = 0; t < stacked.frames(); t++) {
        if (!Float.isFinite(stacked.at(row, t))) {
          throw notFinite(rowNames.get(row), stacked.at(row, t));
        }
      }
    }
    ownFile.forEach(
        (feature, matrix) -> {
          for (float value : matrix.values()) {
            if (!Float.isFinite(value)) {
              throw notFinite(feature.name(), value);
            }
          }
        });
  }

  private static IllegalArgumentException notFinite(String name, float value) {
    return new IllegalArgumentException(
        name
            + " is "
            + (Float.isNaN(value) ? "not a number" : "infinite")
            + ": the samples are too large");
  }

  /** What is to be stored of a clip, by file name without {@code .npy}. */
  Map<String, Stored> arrays(String clip) {
    var arrays = new LinkedHashMap<String, Stored>();
    if (stacked.rows() > 0) {
      arrays.put(clip, new Stacked(stacked));
    }
    ownFile.forEach((feature, matrix) -> arrays.put(FeatureStore.ownName(clip, feature), matrix));
    return arrays;
  }
}
