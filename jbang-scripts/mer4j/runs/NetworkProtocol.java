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

  private NetworkProtocol() {}

  /**
   * As published: the study's division, stratified, seed 602: a tenth of the clips for test and a
   * ninth of the rest for validation. Where it balanced the classes, it did so before, and took two
   * ninths for validation. Variants of one recording come to lie on all sides.
   *
   * <p>Leak-free: the set's own division where it has one. Else test and validation parts in which
   * no artist of the training part occurs: the first of ten stratified, grouped folds for test, the
   * second for validation; of five folds where there are fewer than 400 recordings, and of as many
   * as the class with the fewest artists has. Classes are balanced after that, in the training part
   * alone; variants of training recordings are learned from, and recordings are tested.
   *
   * @throws IllegalArgumentException if a class has fewer than three artists, or too few clips
   */
  static Split split(SplitFacts facts, Protocol protocol) {
    return switch (protocol) {
      case AS_PUBLISHED ->
          facts.balanced()
              ? Balancing.beforeDivision(facts.labels(), SEED, SEED)
              : stratified(facts);
      case LEAK_FREE -> facts.hasOfficial() ? official(facts) : grouped(facts);
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

  private static Split grouped(SplitFacts facts) {
    var recordings = facts.originalsOnly();
    var labels = recordings.labels();
    int most = labels.length < FEW ? FEWER_FOLDS : BaselineProtocol.FOLDS;
    int folds = Math.min(most, BaselineProtocol.foldCount(labels, recordings.groups()));
    var splits = Splits.stratifiedGroupKFold(labels, recordings.groups(), folds, SEED);
    return facts.withVariants(Splits.withValidation(splits).getFirst());
  }

  /** Name of the division in result files. */
  static String name(SplitFacts facts, Protocol protocol) {
    return switch (protocol) {
      case AS_PUBLISHED -> "seed" + SEED;
      case LEAK_FREE -> facts.hasOfficial() ? "official" : "fold1";
    };
  }
}
