package mer4j.runs;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import mer4j.baselines.NeighbourEmbedding;
import mer4j.baselines.Standardizer;
import mer4j.data.ClipTensor;
import mer4j.data.Dataset;
import mer4j.eval.DenseMatrix;
import mer4j.features.FeatureStore;
import mer4j.features.SongStatistics;

/**
 * The clips of a data set as points on a plane, near ones near ({@link NeighbourEmbedding}).
 *
 * @param title what was mapped
 * @param points two coordinates a clip
 * @param labels class of each clip
 * @param classes names of the classes
 */
public record ClipMap(String title, double[][] points, int[] labels, List<String> classes) {
  /**
   * A map by the course of one row of the features, as the study made it of row 0, the pitch class
   * C of {@code chroma_stft}, under the title of a map of the data set.
   *
   * @param tensor the data set's features
   * @param row which row
   * @throws IllegalArgumentException if there is no such row
   */
  public static ClipMap ofRow(Dataset dataset, ClipTensor tensor, int row) {
    if (row < 0 || row >= tensor.rows()) {
      throw new IllegalArgumentException("row " + row + " is outside 0 to " + (tensor.rows() - 1));
    }
    var values = new double[tensor.clips() * tensor.frames()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.at(i / tensor.frames(), i % tensor.frames(), row);
    }
    var x = new DenseMatrix(tensor.clips(), tensor.frames(), values);
    var what = "feature row %d in %d frames".formatted(row, tensor.frames());
    return of(dataset, x, what);
  }

  /**
   * A map by {@link SongStatistics}; a statistic that is undefined for a clip takes its mean over
   * the others.
   *
   * @param store holds the study's features of all clips
   * @throws IOException if features cannot be read
   */
  public static ClipMap ofStatistics(Dataset dataset, FeatureStore store) throws IOException {
    var rows = new double[dataset.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = SongStatistics.of(store.read(dataset.ids().get(i)));
    }
    for (int j = 0; j < rows[0].length; j++) {
      int column = j;
      double mean =
          Arrays.stream(rows)
              .mapToDouble(row -> row[column])
              .filter(Double::isFinite)
              .average()
              .orElse(0);
      for (var row : rows) {
        row[j] = Double.isFinite(row[j]) ? row[j] : mean;
      }
    }
    var what = rows[0].length + " statistics over time";
    return of(dataset, DenseMatrix.of(rows), what);
  }

  private static ClipMap of(Dataset dataset, DenseMatrix x, String what) {
    int jobs = Runtime.getRuntime().availableProcessors();
    int[] all = IntStream.range(0, x.rows()).toArray();
    var standardized = Standardizer.fit(x, all, jobs).view(x);
    double perplexity = Math.min(NeighbourEmbedding.PERPLEXITY, Math.max(1, (x.rows() - 1) / 3.0));
    return new ClipMap(
        "t-SNE of %s: %s, %d clips".formatted(dataset.name(), what, x.rows()),
        NeighbourEmbedding.of(standardized, perplexity, jobs),
        dataset.labels(),
        dataset.classes());
  }
}
