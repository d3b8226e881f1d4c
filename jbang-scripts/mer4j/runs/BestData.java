package mer4j.runs;

import java.io.IOException;
import mer4j.ProgressListener;
import mer4j.data.Dataset;
import mer4j.eval.DenseMatrix;
import mer4j.features.ClipDescriptors;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureStore;

/** Labelled clips as the better model sees them: a row of descriptors each. */
public final class BestData {
  private BestData() {}

  /**
   * Describes the clips of a data set.
   *
   * @param store holds the study's features of all of them
   * @param progress told of every clip
   * @throws IOException naming the file of a clip that cannot be read
   * @throws IllegalArgumentException if a clip is not in the store, or fewer than two classes occur
   */
  public static BaselineData of(Dataset dataset, FeatureStore store, ProgressListener progress)
      throws IOException {
    int columns = ClipDescriptors.columns();
    var values = new double[dataset.size() * columns];
    int done = 0;
    for (var id : dataset.ids()) {
      System.arraycopy(ClipDescriptors.of(store.read(id)), 0, values, done * columns, columns);
      progress.update(++done, dataset.size(), "");
    }
    return new BaselineData(
        dataset.name(),
        dataset.classes(),
        dataset.ids(),
        dataset.labels(),
        dataset.groups(),
        new DenseMatrix(dataset.size(), columns, values),
        ExtractionSettings.study(),
        dataset.frames(),
        dataset.digest(),
        dataset.facts());
  }
}
