package mer4j.eval;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model said about one test clip.
 *
 * @param model name of the model
 * @param split name of the split the clip was tested in
 * @param clip id of the clip
 * @param label true class
 * @param predicted class the model chose
 * @param scores a score per class, the higher the likelier
 */
public record Prediction(
    String model, String split, String clip, int label, int predicted, double[] scores) {
  /** Number of classes there were to choose from. */
  public int classes() {
    return scores.length;
  }

  /**
   * What a model said about some clips of a data set.
   *
   * @param rows which of the set's clips were tested
   * @param clips id of each clip of the set
   * @param labels true class of each clip of the set
   * @param predicted class the model chose, per tested clip
   * @param scores {@code [tested clips][classes]}
   */
  public static List<Prediction> of(
      String model,
      String split,
      int[] rows,
      List<String> clips,
      int[] labels,
      int[] predicted,
      double[][] scores) {
    return IntStream.range(0, rows.length)
        .mapToObj(
            i ->
                new Prediction(
                    model, split, clips.get(rows[i]), labels[rows[i]], predicted[i], scores[i]))
        .toList();
  }
}
