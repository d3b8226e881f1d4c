package mer4j.baselines;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import mer4j.eval.SampleMatrix;

/**
 * Classifies by the votes of the nearest training samples in Euclidean distance (Cover and Hart
 * 1967); the score of a class is its share of the votes, and ties go to the lowest class. Distances
 * between samples are the same in a {@link RowSpace}, and so are the votes.
 */
public final class NearestNeighbours implements RowSpaceModel {
  private final SampleMatrix samples;
  private final int[] labels;
  private final int classes;
  private final int neighbours;

  /**
   * @param samples training samples
   * @param labels their classes
   * @param classes number of classes
   * @param neighbours number of votes
   * @throws IllegalArgumentException if there are fewer samples than votes
   */
  NearestNeighbours(SampleMatrix samples, int[] labels, int classes, int neighbours) {
    if (neighbours < 1 || samples.rows() < neighbours || samples.rows() != labels.length) {
      throw new IllegalArgumentException(
          neighbours + " nearest neighbours of " + samples.rows() + " samples cannot vote");
    }
    this.samples = samples;
    this.labels = labels.clone();
    this.classes = classes;
    this.neighbours = neighbours;
  }

  /**
   * Keeps the training samples.
   *
   * @param neighbours number of votes
   */
  public static NearestNeighbours fit(TrainingSet set, int neighbours) {
    return new NearestNeighbours(set.x(), set.labels(), set.classes(), neighbours);
  }

  /** The training samples. */
  SampleMatrix samples() {
    return samples;
  }

  /** Their classes. */
  int[] labels() {
    return labels.clone();
  }

  /** Number of votes. */
  int neighbours() {
    return neighbours;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public boolean probabilistic() {
    return true;
  }

  @Override
  public double[][] scores(SampleMatrix x) {
    int n = labels.length;
    var products = InnerProducts.between(x, samples, 1);
    var norms = InnerProducts.squaredNorms(samples, 1);
    var scores = new double[x.rows()][classes];
    for (int i = 0; i < scores.length; i++) {
      var distances = new double[n];
      for (int s = 0; s < n; s++) {
        distances[s] = norms[s] - 2 * products[i * n + s];
      }
      var nearest =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble(s -> distances[s]))
              .limit(neighbours)
              .toList();
      for (int s : nearest) {
        scores[i][labels[s]] += 1.0 / neighbours;
      }
    }
    return scores;
  }

  @Override
  public NearestNeighbours lift(RowSpace space, int[] rows) {
    return new NearestNeighbours(
        space.samples().select(Arrays.copyOf(rows, rows.length)), labels, classes, neighbours);
  }
}
