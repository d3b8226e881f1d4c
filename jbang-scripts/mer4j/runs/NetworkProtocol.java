package mer4j.runs;

import mer4j.data.Balancing;
import mer4j.data.Split;
import mer4j.data.SplitFacts;
import mer4j.data.Splits;
import mer4j.eval.Protocol;

/** The division that networks are trained, validated and tested on under a protocol. */
final class NetworkProtocol {
  /** Seed of the study's division, and here also of its balancing, which had none. */
  static final long SEED = 602;

  /** Folds where there are fewer clips than {@link #FEW}. */
  private static final int FEWER_FOLDS = 5;

  private static final int FEW = 400;

  /** One part in so many of what is not tested is for validation: of five folds, a tenth of all. */
  private static final int VALIDATION_PARTS = 8;

  private NetworkProtocol() {}

  /** {@link #split(SplitFacts, Protocol, NetworkFold)} in the first fold. */
  static Split split(SplitFacts facts, Protocol protocol) {
    return split(facts, protocol, null);
  }

  /**
   * As published: the study's division, stratified, seed 602: a tenth of the clips for test and a
   * ninth of the rest for validation. Where it balanced the classes, it did so before, and took two
   * ninths for validation. Variants of one recording come to lie on all sides.
   *
   * <p>Leak-free: the set's own division where it has one. Else test and validation parts in which
   * no artist of the training part occurs: one of several stratified, grouped folds for test, and
   * of the others a stratified, grouped eighth for validation. Classes are balanced after that, in
   * the training part alone; variants of training recordings are learned from, and recordings are
   * tested.
   *
   * @param fold which fold of how many; null for the first of ten, of five where there are fewer
   *     than 400 recordings, or of as many as the class with the fewest artists has
   * @throws IllegalArgumentException if a class has fewer than three artists, or too few clips, or
   *     if there is no such fold
   */
  static Split split(SplitFacts facts, Protocol protocol, NetworkFold fold) {
    if (fold != null && facts.hasOfficial()) {
      throw new IllegalArgumentException(
          "fold " + fold + " cannot be tested: this set has a division of its own");
    }
    return switch (protocol) {
      case AS_PUBLISHED ->
          facts.balanced()
              ? Balancing.beforeDivision(facts.labels(), SEED, SEED)
              : stratified(facts);
      case LEAK_FREE -> facts.hasOfficial() ? official(facts) : grouped(facts, fold);
    };
  }

  private static Split stratified(SplitFacts facts) {
    return Splits.stratifiedTrainValidationTest(facts.labels(), .1, 1 / 9., SEED);
  }

  private static Split official(SplitFacts facts) {
    var parts = facts.official();
    var train =
        facts.balanced() ? Balancing.within(facts.labels(), parts.train(), SEED) : parts.train();
    return new Split(train, parts.validation(), parts.test());
  }

  private static Split grouped(SplitFacts facts, NetworkFold asked) {
    var recordings = facts.originalsOnly();
    var labels = recordings.labels();
    var groups = recordings.groups();
    int most = BaselineProtocol.foldCount(labels, groups);
    if (asked != null && asked.count() > most) {
      throw new IllegalArgumentException(
          "fold %s cannot be tested: there are at most %d leak-free folds of this set"
              .formatted(asked, most));
    }
    int usual = labels.length < FEW ? FEWER_FOLDS : BaselineProtocol.FOLDS;
    var fold = asked == null ? new NetworkFold(1, Math.min(usual, most)) : asked;
    var outer =
        Splits.stratifiedGroupKFold(labels, groups, fold.count(), SEED).get(fold.number() - 1);
    var rest = outer.train();
    var restLabels = Splits.pick(labels, rest);
    var restGroups = Splits.pick(groups, rest);
    int parts = Math.min(VALIDATION_PARTS, BaselineProtocol.foldCount(restLabels, restGroups));
    var inner = Splits.stratifiedGroupKFold(restLabels, restGroups, parts, SEED).getFirst();
    return facts.withVariants(
        new Split(Splits.pick(rest, inner.train()), Splits.pick(rest, inner.test()), outer.test()));
  }

  /** Name of the division in result files. */
  static String name(SplitFacts facts, Protocol protocol, NetworkFold fold) {
    return switch (protocol) {
      case AS_PUBLISHED -> "seed" + SEED;
      case LEAK_FREE -> facts.hasOfficial() ? "official" : fold == null ? "fold1" : fold.name();
    };
  }
}
