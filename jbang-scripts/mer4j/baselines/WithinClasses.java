package mer4j.baselines;

import mer4j.eval.DenseMatrix;
import mer4j.eval.SampleMatrix;

/**
 * Means of the classes and the deviation of every column within them.
 *
 * @param means {@code [classes][columns]}
 * @param grandMean mean over all samples per column
 * @param scale standard deviation of each column about its class means; 1 where that is no more
 *     than rounding
 * @param priors share of each class
 */
record WithinClasses(DenseMatrix means, double[] grandMean, double[] scale, double[] priors) {
  private static final int BLOCK = 1024;

  /** Measures them in one pass over the samples, block of columns by block. */
  static WithinClasses measure(TrainingSet set, int jobs) {
    int columns = set.x().columns();
    int n = set.labels().length;
    var counts = set.counts();
    var means = new DenseMatrix(counts.length, columns, new double[counts.length * columns]);
    var grandMean = new double[columns];
    var scale = new double[columns];
    Lanes.run(
        (columns + BLOCK - 1) / BLOCK,
        jobs,
        block -> {
          int from = block * BLOCK;
          int width = Math.min(BLOCK, columns - from);
          var values = new double[n * width];
          for (int i = 0; i < n; i++) {
            set.x().copyRow(i, from, values, i * width, width);
            int label = set.labels()[i];
            int at = label * columns + from;
            Vectors.add(means.values(), at, 1.0 / counts[label], values, i * width, width);
            Vectors.add(grandMean, from, 1.0 / n, values, i * width, width);
          }
          var greatest = new double[width];
          for (int i = 0; i < n; i++) {
            int at = set.labels()[i] * columns + from;
            for (int j = 0; j < width; j++) {
              double value = values[i * width + j];
              double own = value - means.values()[at + j];
              scale[from + j] += own * own / n;
              greatest[j] = Math.max(greatest[j], Math.abs(value));
            }
          }
          for (int j = 0; j < width; j++) {
            double deviation = Math.sqrt(scale[from + j]);
            double rounding = n * Math.ulp(greatest[j]);
            scale[from + j] = deviation > rounding ? deviation : 1;
          }
        });
    var priors = new double[counts.length];
    for (int k = 0; k < priors.length; k++) {
      priors[k] = (double) counts[k] / n;
    }
    return new WithinClasses(means, grandMean, scale, priors);
  }

  /** Class means less the grand mean, columns divided by their scale; 0 for a class not there. */
  DenseMatrix deviations() {
    int columns = means.columns();
    var values = new double[means.values().length];
    for (int k = 0; k < priors.length; k++) {
      for (int j = 0; priors[k] > 0 && j < columns; j++) {
        values[k * columns + j] = (means.get(k, j) - grandMean[j]) / scale[j];
      }
    }
    return new DenseMatrix(priors.length, columns, values);
  }

  /** The samples less the means of their classes, columns divided by their scale. */
  SampleMatrix view(TrainingSet set) {
    return new View(set, this);
  }

  private record View(TrainingSet set, WithinClasses within) implements SampleMatrix {
    @Override
    public int rows() {
      return set.x().rows();
    }

    @Override
    public int columns() {
      return set.x().columns();
    }

    @Override
    public void copyRow(int row, int from, float[] into) {
      var values = new double[into.length];
      copyRow(row, from, values, 0, into.length);
      for (int j = 0; j < into.length; j++) {
        into[j] = (float) values[j];
      }
    }

    @Override
    public void copyRow(int row, int from, double[] into, int at, int count) {
      set.x().copyRow(row, from, into, at, count);
      var mean = within.means.values();
      int start = set.labels()[row] * columns() + from;
      for (int j = 0; j < count; j++) {
        into[at + j] = (into[at + j] - mean[start + j]) / within.scale[from + j];
      }
    }

    @Override
    public float at(int row, int column) {
      var value = new double[1];
      copyRow(row, column, value, 0, 1);
      return (float) value[0];
    }
  }
}
