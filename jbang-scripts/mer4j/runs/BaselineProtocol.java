package mer4j.runs;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import mer4j.data.Splits;
import mer4j.eval.Protocol;

/**
 * The splits that baselines are tested on under a protocol.
 *
 * <p>As published: one random 80/20 split, not stratified, and a scaler fitted on all rows before
 * it. Leak-free: stratified folds that keep every group (artist) on one side, and a scaler fitted
 * on training rows only.
 */
public final class BaselineProtocol {
  /** Share of test clips in the study's split. */
  public static final double TEST_SIZE = 0.2;

  /** Most folds of the leak-free protocol. */
  public static final int FOLDS = 10;

  /** Seed of the study's split. */
  public static final long SEED = 42;

  private BaselineProtocol() {}

  /**
   * One split.
   *
   * @param name as in the result files
   * @param train rows to learn from
   * @param test rows to predict
   * @param scaler rows that means and deviations are measured on
   */
  public record Fold(String name, int[] train, int[] test, int[] scaler) {}

  /**
   * The splits, in order.
   *
   * @throws IllegalArgumentException if there are too few clips, or too few groups of a class
   */
  public static List<Fold> folds(Protocol protocol, int[] labels, int[] groups, long seed) {
    return switch (protocol) {
      case AS_PUBLISHED -> {
        var parts = Splits.trainTest(labels.length, TEST_SIZE, seed);
        yield List.of(
            new Fold(
                "seed" + seed, parts[0], parts[1], IntStream.range(0, labels.length).toArray()));
      }
      case LEAK_FREE -> {
        var splits = Splits.stratifiedGroupKFold(labels, groups, foldCount(labels, groups), seed);
        yield IntStream.range(0, splits.size())
            .mapToObj(
                f ->
                    new Fold(
                        "fold" + (f + 1),
                        splits.get(f).train(),
                        splits.get(f).test(),
                        splits.get(f).train()))
            .toList();
      }
    };
  }

  /** Ten folds, or as many as the class with the fewest groups has. */
  static int foldCount(int[] labels, int[] groups) {
    int fewest = FOLDS;
    for (int label : Arrays.stream(labels).distinct().toArray()) {
      var seen = new HashSet<Integer>();
      for (int i = 0; i < labels.length; i++) {
        if (labels[i] == label) {
          seen.add(groups[i]);
        }
      }
      fewest = Math.min(fewest, seen.size());
    }
    if (fewest < 2) {
      throw new IllegalArgumentException(
          "a class has clips of one group (artist) only; leak-free folds need two or more of each");
    }
    return fewest;
  }

  /** What the protocol does, in a sentence. */
  public static String describe(Protocol protocol, int[] labels, int[] groups, long seed) {
    return switch (protocol) {
      case AS_PUBLISHED ->
          "One random 80/20 split (seed "
              + seed
              + "), not stratified, artists on both sides; columns standardised on all clips"
              + " before the split, as in the study.";
      case LEAK_FREE ->
          foldCount(labels, groups)
              + " stratified folds (seed "
              + seed
              + ") with every artist in one fold only; columns standardised on the training clips"
              + " of each fold; predictions of all folds pooled.";
    };
  }
}
