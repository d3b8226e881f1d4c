package mer4j.corpus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import mer4j.ProgressListener;
import mer4j.baselines.Baselines;
import mer4j.data.Dataset;
import mer4j.data.DatasetFeatures;
import mer4j.data.Datasets;
import mer4j.data.Split;
import mer4j.data.Splits;
import mer4j.eval.DenseMatrix;
import mer4j.features.ExtractionSettings;
import org.junit.jupiter.api.Test;

/** The corpus has to be hard enough to be no toy and easy enough for learning to show. */
class CorpusDifficultyTest {
  @Test
  void baselinesLearnButDoNotShine() throws IOException {
    var dataset = Datasets.open("embedded");
    int jobs = Runtime.getRuntime().availableProcessors();
    var samples = means(dataset, jobs);
    var mixed = Splits.stratifiedKFold(dataset.labels(), 5, 0);
    var apart = Splits.stratifiedGroupKFold(dataset.labels(), dataset.groups(), 5, 0);
    for (var name : List.of("LR", "SVM", "RFC")) {
      double artistsMixed = accuracy(name, dataset, samples, mixed);
      double artistsApart = accuracy(name, dataset, samples, apart);
      var figures = "%s: %.3f mixed, %.3f apart".formatted(name, artistsMixed, artistsApart);
      assertTrue(artistsMixed > .6 && artistsMixed < .92, figures);
      assertTrue(artistsApart > .5 && artistsApart < artistsMixed, figures);
    }
  }

  /** Mean of each feature row over each clip. */
  private static double[][] means(Dataset dataset, int jobs) throws IOException {
    var store =
        DatasetFeatures.ensure(dataset, ExtractionSettings.study(), jobs, ProgressListener.NONE);
    var samples = new double[dataset.size()][];
    for (int i = 0; i < samples.length; i++) {
      var clip = store.read(dataset.ids().get(i));
      samples[i] = new double[clip.rows()];
      for (int row = 0; row < clip.rows(); row++) {
        for (float value : clip.row(row)) {
          samples[i][row] += value / clip.frames();
        }
      }
    }
    return samples;
  }

  private static double accuracy(
      String name, Dataset dataset, double[][] samples, List<Split> folds) {
    var labels = dataset.labels();
    int hits = 0;
    for (var fold : folds) {
      var model =
          Baselines.trainer(name)
              .fit(rows(samples, fold.train()), Splits.pick(labels, fold.train()), 4, 1);
      var predicted = model.predict(rows(samples, fold.test()));
      var truth = Splits.pick(labels, fold.test());
      for (int i = 0; i < truth.length; i++) {
        hits += predicted[i] == truth[i] ? 1 : 0;
      }
    }
    return hits / (double) labels.length;
  }

  private static DenseMatrix rows(double[][] samples, int[] rows) {
    return DenseMatrix.of(
        java.util.Arrays.stream(rows).mapToObj(i -> samples[i]).toArray(double[][]::new));
  }
}
