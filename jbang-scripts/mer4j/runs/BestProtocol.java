package mer4j.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mer4j.data.SplitFacts;
import mer4j.data.Splits;
import mer4j.eval.Protocol;

/**
 * The repeated cross-validations that the better model is tested in.
 *
 * <p>As published: random stratified folds, as in the studies with the highest figures on the 4Q
 * set; an artist may stand on both sides. Leak-free: stratified folds with every artist in one of
 * them. Either way nothing is fitted or chosen on test clips.
 */
public final class BestProtocol {
  /** Most folds. */
  public static final int FOLDS = 10;

  /** Most clips: the machine holds a table of all pairs. */
  static final int MOST = 5000;

  private BestProtocol() {}

  /**
   * One split.
   *
   * @param name such as {@code repeat2-fold7}
   * @param repeat name of the cross-validation it belongs to, such as {@code repeat2}
   * @param train rows to learn from
   * @param test rows to predict
   */
  public record Fold(String name, String repeat, int[] train, int[] test) {}

  /** What choices inside a training part keep apart: artists, or nothing but the clips. */
  static int[] groups(Protocol protocol, SplitFacts facts) {
    return switch (protocol) {
      case LEAK_FREE -> facts.groups();
      case AS_PUBLISHED -> IntStream.range(0, facts.labels().length).toArray();
    };
  }

  /**
   * The splits, repeat by repeat.
   *
   * @param seed of the first repeat; the others take the numbers after it
   * @throws IllegalArgumentException if there are too few or too many clips, or too few groups of a
   *     class
   */
  public static List<Fold> folds(Protocol protocol, SplitFacts facts, int repeats, long seed) {
    if (facts.labels().length > MOST) {
      throw new IllegalArgumentException(
          "%d clips; this model compares every clip with every other and takes %d at most"
              .formatted(facts.labels().length, MOST));
    }
    var recordings = protocol == Protocol.LEAK_FREE ? facts.originalsOnly() : facts;
    int[] labels = recordings.labels();
    int[] groups = groups(protocol, recordings);
    int count = BaselineProtocol.foldCount(labels, groups);
    var folds = new ArrayList<Fold>();
    for (int r = 0; r < repeats; r++) {
      var splits =
          switch (protocol) {
            case LEAK_FREE -> Splits.stratifiedGroupKFold(labels, groups, count, seed + r);
            case AS_PUBLISHED -> Splits.stratifiedKFold(labels, count, seed + r);
          };
      for (int f = 0; f < splits.size(); f++) {
        var split =
            protocol == Protocol.LEAK_FREE ? facts.withVariants(splits.get(f)) : splits.get(f);
        var repeat = "repeat" + (r + 1);
        folds.add(new Fold(repeat + "-fold" + (f + 1), repeat, split.train(), split.test()));
      }
    }
    return folds;
  }

  /** What the protocol does, in two sentences. */
  public static String describe(Protocol protocol, int folds, int repeats, long seed) {
    return "%d stratified folds, repeated %d times (seeds from %d), %s. %s"
        .formatted(
            folds,
            repeats,
            seed,
            switch (protocol) {
              case LEAK_FREE -> "with every artist in one fold only";
              case AS_PUBLISHED -> "drawn at random, artists on both sides";
            },
            "Scaling, and for BEST the choice of descriptors and settings by inner folds, see the"
                + " training clips of each fold only; the settings of all others were decided"
                + " beforehand.");
  }
}
