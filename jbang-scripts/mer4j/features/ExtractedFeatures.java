package mer4j.features;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All features of one clip. Those of a long clip lie in temporary files until this is closed; they
 * are written to where they are stored without being in memory as a whole.
 */
public final class ExtractedFeatures implements AutoCloseable {
  private final List<String> rowNames;
  private final FloatRows stacked;
  private final Map<Feature, FloatRows> own;

  /**
   * @param rowNames names of the rows of {@code stacked}
   * @param stacked the features of the clip's main file; no rows if none of them was chosen
   * @param own the complex features that have a file of their own, real and imaginary parts in turn
   */
  ExtractedFeatures(List<String> rowNames, FloatRows stacked, Map<Feature, FloatRows> own) {
    this.rowNames = rowNames;
    this.stacked = stacked;
    this.own = own;
  }

  /** An array as it goes to a file. */
  interface Stored {
    int frames();

    void writeTo(OutputStream out) throws IOException;
  }

  private record RealArray(FloatRows matrix) implements Stored {
    @Override
    public int frames() {
      return matrix.columns();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      Npy.writeHeader(out, "<f4", matrix.rows(), frames());
      matrix.writeTo(out);
    }
  }

  private record ComplexArray(FloatRows matrix) implements Stored {
    @Override
    public int frames() {
      return matrix.columns() / 2;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      Npy.writeHeader(out, "<c8", matrix.rows(), frames());
      matrix.writeTo(out);
    }
  }

  /** The features of the clip's main file; those of a long clip are read into memory. */
  public FeatureMatrix stacked() {
    return new FeatureMatrix(stacked.rows(), stacked.columns(), stacked.values());
  }

  /**
   * A complex feature with a file of its own.
   *
   * @param feature its name
   * @return real and imaginary parts in turn, {@code [2 (row * frames + frame)]}
   * @throws IllegalArgumentException if it was not chosen
   */
  public float[] complex(String feature) {
    var matrix = own.get(FeatureCatalogue.byName(feature));
    if (matrix == null) {
      throw new IllegalArgumentException(
          "no complex feature '" + feature + "' among " + own.keySet());
    }
    return matrix.values();
  }

  /**
   * Refuses what would spoil everything that is computed from it.
   *
   * @throws IllegalArgumentException naming the first row that is not a number, or infinite
   */
  void requireFinite() {
    long index = stacked.firstNotFinite();
    if (index >= 0) {
      throw notFinite(rowNames.get((int) (index / stacked.columns())));
    }
    own.forEach(
        (feature, matrix) -> {
          if (matrix.firstNotFinite() >= 0) {
            throw notFinite(feature.name());
          }
        });
  }

  private static IllegalArgumentException notFinite(String name) {
    return new IllegalArgumentException(
        name + " is infinite or not a number: the samples are too large");
  }

  /** What is to be stored of a clip, by file name without {@code .npy}. */
  Map<String, Stored> arrays(String clip) {
    var arrays = new LinkedHashMap<String, Stored>();
    if (stacked.rows() > 0) {
      arrays.put(clip, new RealArray(stacked));
    }
    own.forEach(
        (feature, matrix) ->
            arrays.put(FeatureStore.ownName(clip, feature), new ComplexArray(matrix)));
    return arrays;
  }

  /** Gives temporary files free. */
  @Override
  public void close() {
    stacked.close();
    own.values().forEach(FloatRows::close);
  }
}
