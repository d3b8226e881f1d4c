package mer4j.runs;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mer4j.data.Split;
import mer4j.data.SplitFacts;
import mer4j.data.Splits;
import mer4j.eval.Protocol;

/**
 * The splits that baselines are tested on under a protocol.
 *
 * <p>As published: one random 80/20 split, not stratified, and a scaler fitted on all rows before
 * it; where the study balanced the classes, its networks' division, made after that. Leak-free:
 * stratified folds that keep every group (artist) on one side, or the set's own division, and a
 * scaler fitted on training rows only; of an augmented set only recordings are tested.
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
   * @param seed of everything random in a model
   * @param repeat which of several cross-validations it belongs to, from 0
   */
  public record Fold(String name, int[] train, int[] test, int[] scaler, long seed, int repeat) {
    private Fold repeated(int number) {
      return new Fold(Repeats.name(number, name), train, test, scaler, seed, number);
    }
  }

  /**
   * The splits of several repeats, each with a seed of its own that counts up from the first.
   *
   * <p>As published, repeated: random splits of the study's size, scaler on all rows, but
   * stratified, so that only the draw differs between them. Leak-free, repeated: the folds with
   * other seeds.
   *
   * @param repeats how often; 1 for {@link #folds(Protocol, SplitFacts, long)}
   * @throws IllegalArgumentException if the set has one division of its own, or as without repeats
   */
  public static List<Fold> folds(Protocol protocol, SplitFacts facts, long seed, int repeats) {
    if (repeats == 1) {
      return folds(protocol, facts, seed);
    }
    if (usesNetworksDivision(protocol, facts)) {
      throw new IllegalArgumentException(
          "this set has one division under " + protocol.label() + "; it cannot be repeated");
    }
    return IntStream.range(0, repeats)
        .boxed()
        .flatMap(
            r ->
                switch (protocol) {
                  case AS_PUBLISHED -> Stream.of(stratified(facts.labels(), seed + r));
                  case LEAK_FREE ->
                      folds(protocol, facts, seed + r).stream().map(fold -> fold.repeated(r));
                })
        .toList();
  }

  private static Fold stratified(int[] labels, long seed) {
    var parts = Splits.stratifiedTrainTest(labels, TEST_SIZE, seed);
    var all = IntStream.range(0, labels.length).toArray();
    return new Fold("seed" + seed, parts[0], parts[1], all, seed, 0);
  }

  /** The splits of recordings alone. */
  public static List<Fold> folds(Protocol protocol, int[] labels, int[] groups, long seed) {
    return folds(protocol, SplitFacts.of(labels, groups), seed);
  }

  /**
   * The splits, in order.
   *
   * @throws IllegalArgumentException if there are too few clips, or too few groups of a class
   */
  public static List<Fold> folds(Protocol protocol, SplitFacts facts, long seed) {
    if (usesNetworksDivision(protocol, facts)) {
      var split = NetworkProtocol.split(facts, protocol);
      return List.of(
          fold(NetworkProtocol.name(facts, protocol, NetworkDivision.USUAL), split, seed));
    }
    return switch (protocol) {
      case AS_PUBLISHED -> {
        int clips = facts.labels().length;
        var parts = Splits.trainTest(clips, TEST_SIZE, seed);
        var all = IntStream.range(0, clips).toArray();
        yield List.of(new Fold("seed" + seed, parts[0], parts[1], all, seed, 0));
      }
      case LEAK_FREE -> {
        var recordings = facts.originalsOnly();
        int[] labels = recordings.labels();
        int[] groups = recordings.groups();
        var splits = Splits.stratifiedGroupKFold(labels, groups, foldCount(labels, groups), seed);
        yield IntStream.range(0, splits.size())
            .mapToObj(f -> fold("fold" + (f + 1), facts.withVariants(splits.get(f)), seed))
            .toList();
      }
    };
  }

  private static boolean usesNetworksDivision(Protocol protocol, SplitFacts facts) {
    return switch (protocol) {
      case AS_PUBLISHED -> facts.balanced();
      case LEAK_FREE -> facts.hasOfficial();
    };
  }

  /** A split whose scaler sees training rows only. */
  private static Fold fold(String name, Split split, long seed) {
    return new Fold(name, split.train(), split.test(), split.train(), seed, 0);
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
}
