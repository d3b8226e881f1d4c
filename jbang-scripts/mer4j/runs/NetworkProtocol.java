package mer4j.runs;

import mer4j.data.Balancing;
import mer4j.data.Split;
import mer4j.data.SplitFacts;
import mer4j.data.Splits;
import mer4j.eval.Protocol;

/** The division that networks are trained, validated and tested on under a protocol. */
final class NetworkProtocol {
  /** Folds where there are fewer clips than {@link #FEW}. */
  private static final int FEWER_FOLDS = 5;

  private static final int FEW = 400;

  /** One part in so many of what is not tested is for validation: of five folds, a tenth of all. */
  private static final int VALIDATION_PARTS = 8;

  private NetworkProtocol() {}

  /** {@link #split(SplitFacts, Protocol, NetworkDivision)} as usual. */
  static Split split(SplitFacts facts, Protocol protocol) {
    return split(facts, protocol, NetworkDivision.USUAL);
  }

  /**
   * As published: the study's division, stratified, by the seed given: a tenth of the clips for
   * test and a ninth of the rest for validation. Where it balanced the classes, it did so before,
   * and took two ninths for validation. Variants of one recording come to lie on all sides.
   *
   * <p>Leak-free: the set's own division where it has one. Else test and validation parts in which
   * no artist of the training part occurs: one of several stratified, grouped folds for test, and
   * of the others a stratified, grouped eighth for validation. Classes are balanced after that, in
   * the training part alone; variants of training recordings are learned from, and recordings are
   * tested.
   *
   * @param division its fold is the first of ten where none is given, of five where there are fewer
   *     than 400 recordings, or of as many as the class with the fewest artists has
   * @throws IllegalArgumentException if a class has fewer than three artists, or too few clips, or
   *     if there is no such fold
   */
  static Split split(SplitFacts facts, Protocol protocol, NetworkDivision division) {
    var fold = division.fold();
    long seed = division.seed();
    if (fold != null && facts.hasOfficial()) {
      throw new IllegalArgumentException(
          "fold " + fold + " cannot be tested: this set has a division of its own");
    }
    return switch (protocol) {
      case AS_PUBLISHED ->
          facts.balanced()
              ? Balancing.beforeDivision(facts.labels(), seed, seed)
              : stratified(facts, seed);
      case LEAK_FREE -> facts.hasOfficial() ? official(facts, seed) : grouped(facts, fold, seed);
    };
  }

  private static Split stratified(SplitFacts facts, long seed) {
    return Splits.stratifiedTrainValidationTest(facts.labels(), .1, 1 / 9., seed);
  }

  private static Split official(SplitFacts facts, long seed) {
    var parts = facts.official();
    var train =
        facts.balanced() ? Balancing.within(facts.labels(), parts.train(), seed) : parts.train();
    return new Split(train, parts.validation(), parts.test());
  }

  private static Split grouped(SplitFacts facts, NetworkFold asked, long seed) {
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
        Splits.stratifiedGroupKFold(labels, groups, fold.count(), seed).get(fold.number() - 1);
    var rest = outer.train();
    var restLabels = Splits.pick(labels, rest);
    var restGroups = Splits.pick(groups, rest);
    int parts = Math.min(VALIDATION_PARTS, BaselineProtocol.foldCount(restLabels, restGroups));
    var inner = Splits.stratifiedGroupKFold(restLabels, restGroups, parts, seed).getFirst();
    return facts.withVariants(
        new Split(Splits.pick(rest, inner.train()), Splits.pick(rest, inner.test()), outer.test()));
  }

  /** Name of the division in result files. */
  static String name(SplitFacts facts, Protocol protocol, NetworkDivision division) {
    var seed = "seed" + division.seed();
    if (protocol == Protocol.AS_PUBLISHED) {
      return seed;
    }
    var fold = division.fold() == null ? "fold1" : division.fold().name();
    var usual = division.seed() == NetworkDivision.STUDY_SEED;
    return facts.hasOfficial() ? "official" : usual ? fold : seed + "-" + fold;
  }
}
