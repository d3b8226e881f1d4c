package mer4j.features;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
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
