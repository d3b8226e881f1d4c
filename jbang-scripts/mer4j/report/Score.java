package mer4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.Interval;
import mer4j.eval.Prediction;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How well one model did over one or more splits.
 *
 * @param tests counts of all test clips together
 * @param accuracies accuracy on each split
 * @param balanced mean recall of the classes on each split
 * @param interval 95 % interval of the accuracy over all: Wilson's for one split, else by drawing
 *     artists
 * @param clips number of different clips among those tested
 */
public record Score(
    ConfusionMatrix tests, double[] accuracies, double[] balanced, Interval interval, int clips) {
  private static final int RESAMPLES = 2000;
  private static final double LEVEL = .95;

  /**
   * Counts predictions.
   *
   * @param tested one or more, of one model
   * @param classes number of classes
   * @param artists artist of each clip by its id; clips that are not there stand alone
   * @param seed of the artists drawn
   */
  static Score of(List<Prediction> tested, int classes, Map<String, String> artists, long seed) {
    var matrix = ConfusionMatrix.of(tested, classes);
    var splits = new LinkedHashMap<String, List<Prediction>>();
    for (var prediction : tested) {
      splits.computeIfAbsent(prediction.split(), split -> new ArrayList<>()).add(prediction);
    }
    var parts = splits.values().stream().map(part -> ConfusionMatrix.of(part, classes)).toList();
    var accuracies = parts.stream().mapToDouble(ConfusionMatrix::accuracy).toArray();
    var balanced = parts.stream().mapToDouble(ConfusionMatrix::macroRecall).toArray();
    var interval =
        splits.size() == 1
            ? Interval.wilson(matrix.hits(), matrix.total(), LEVEL)
            : bootstrap(tested, artists, seed);
    int clips = (int) tested.stream().map(Prediction::clip).distinct().count();
    return new Score(matrix, accuracies, balanced, interval, clips);
  }

  private static Interval bootstrap(
      List<Prediction> tested, Map<String, String> artists, long seed) {
    var numbers = new HashMap<String, Integer>();
    var groups =
        tested.stream()
            .map(p -> artists.getOrDefault(p.clip(), "clip " + p.clip()))
            .mapToInt(artist -> numbers.computeIfAbsent(artist, key -> numbers.size()))
            .toArray();
    var right = tested.stream().mapToInt(p -> p.label() == p.predicted() ? 1 : 0).toArray();
    return Interval.bootstrapGroups(
        groups,
        drawn -> Arrays.stream(drawn).map(i -> right[i]).sum() / (double) drawn.length,
        RESAMPLES,
        LEVEL,
        seed);
  }

  /** Accuracy over all test clips. */
  public double accuracy() {
    return tests.accuracy();
  }

  /** Standard deviation between splits, n - 1 in the denominator; NaN for one. */
  public double deviation() {
    return accuracies.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(accuracies));
  }

  /**
   * How many clips it is over: {@code 10 x 180} for random splits, {@code 3 x 900} for folds that
   * tested each of 900 clips three times.
   */
  String tested() {
    int total = tests.total();
    int times = total % clips == 0 ? total / clips : accuracies.length;
    return times > 1 && total % times == 0
        ? times + " x " + total / times
        : Integer.toString(total);
  }

  /** Accuracy with its interval, such as {@code .644 (.572 to .711)}. */
  String withInterval() {
    return ReportTable.number(accuracy(), interval);
  }
}
