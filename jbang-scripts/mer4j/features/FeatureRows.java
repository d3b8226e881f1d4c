package mer4j.features;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stacked rows of a clip's features while they are filled. */
final class FeatureRows implements AutoCloseable {
  private final Map<String, FeatureBand> bands = new HashMap<>();
  private final FloatRows matrix;
  private final int frames;

  /**
   * @param features in the order of their rows
   * @param frames number of frames of the clip
   * @param heapValues number of values above which they go to a temporary file
   */
  FeatureRows(List<Feature> features, int frames, long heapValues) {
    this.frames = frames;
    int rows = features.stream().mapToInt(Feature::rows).sum();
    matrix = new FloatRows(rows, frames, heapValues);
    int row = 0;
    for (var feature : features) {
      bands.put(feature.name(), new FeatureBand(matrix, row, feature.rows()));
      row += feature.rows();
    }
  }

  int frames() {
    return frames;
  }

  /** The rows of a feature, or null if it was not chosen. */
  FeatureBand band(String feature) {
    return bands.get(feature);
  }

  /** The matrix, when all features have been put. */
  FloatRows finish() {
    bands.values().forEach(FeatureBand::finish);
    return matrix;
  }

  @Override
  public void close() {
    matrix.close();
  }
}
