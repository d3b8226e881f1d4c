package mer4j.runs;

import java.util.List;
import mer4j.baselines.Baseline;
import mer4j.baselines.Baselines;
import mer4j.data.Split;
import mer4j.data.SplitFacts;
import mer4j.data.Splits;
import mer4j.eval.Protocol;

/**
 * What a run of baselines does, in a sentence or two: how clips are divided and what values are
 * scaled on.
 */
final class BaselineMethod {
  private static final String TRAINING = "the training clips";

  private final SplitFacts facts;
  private final long seed;
  private final List<Baseline> models;

  private BaselineMethod(SplitFacts facts, long seed, List<Baseline> models) {
    this.facts = facts;
    this.seed = seed;
    this.models = models;
  }

  /**
   * @param options of the run, its models among them, as not all are scaled alike
   * @param facts of the clips
   * @param repeats how often they were divided
   */
  static String of(BaselineOptions options, SplitFacts facts, int repeats) {
    var method = new BaselineMethod(facts, options.seed(), options.models());
    if (repeats == 1) {
      return method.once(options.protocol());
    }
    return switch (options.protocol()) {
      case AS_PUBLISHED -> method.repeated(repeats);
      case LEAK_FREE ->
          method.once(options.protocol()) + " Done " + repeats + " times, with a seed each.";
    };
  }

  private String repeated(int repeats) {
    return "%d random 80/20 splits (seeds %d to %d), stratified, artists on both sides; %s;"
            .formatted(repeats, seed, seed + repeats - 1, scaledBefore())
        + " predictions of all splits pooled.";
  }

  private String once(Protocol protocol) {
    return switch (protocol) {
      case AS_PUBLISHED -> facts.balanced() ? copied() : split();
      case LEAK_FREE -> facts.hasOfficial() ? official() : folds();
    };
  }

  private String copied() {
    var split = NetworkProtocol.split(facts, Protocol.AS_PUBLISHED);
    return ("Classes filled up to one size by copies, then divided (seed %d, stratified), as in the"
            + " study: %.0f %% of the test clips are copies of training clips; %s.")
        .formatted(NetworkDivision.STUDY_SEED, 100 * facts.leaked(split), scaledOn(TRAINING));
  }

  private String split() {
    var text =
        "One random 80/20 split (seed %d), not stratified, artists on both sides; %s."
            .formatted(seed, scaledBefore());
    if (!facts.augmented()) {
      return text;
    }
    var parts = Splits.trainTest(facts.labels().length, BaselineProtocol.TEST_SIZE, seed);
    double leaked = facts.leaked(new Split(parts[0], new int[0], parts[1]));
    return text
        + " %.1f %% of the test clips have a variant among".formatted(100 * leaked)
        + " the training clips.";
  }

  private String official() {
    return "The set's own division, whose parts share no artist; "
        + scaledOn(TRAINING)
        + (facts.balanced() ? ", of which small classes are filled up by copies." : ".")
        + learnedFrom();
  }

  private String folds() {
    var recordings = facts.originalsOnly();
    return "%d stratified folds (seed %d) with every group (artists unless said otherwise) in one"
            .formatted(BaselineProtocol.foldCount(recordings.labels(), recordings.groups()), seed)
        + " fold only; "
        + scaledOn(TRAINING + " of each fold")
        + "; predictions of all folds pooled."
        + learnedFrom();
  }

  private String learnedFrom() {
    return facts.augmented()
        ? " Variants of training clips are learned from, recordings are tested."
        : "";
  }

  /** The study's scaler saw all clips; one that a model brings along sees what the model sees. */
  private String scaledBefore() {
    var columns = "columns standardised on all clips before the split, as in the study";
    var together = "all values standardised by one mean and deviation on " + TRAINING;
    return !anyAsOne() ? columns : allAsOne() ? together : columns + ", for softmax " + together;
  }

  private String scaledOn(String clips) {
    var how =
        !anyAsOne()
            ? "columns standardised"
            : allAsOne()
                ? "all values standardised by one mean and deviation"
                : "columns (for softmax all values together) standardised";
    return how + " on " + clips;
  }

  private boolean anyAsOne() {
    return models.stream().anyMatch(Baselines::scaledAsOne);
  }

  private boolean allAsOne() {
    return models.stream().allMatch(Baselines::scaledAsOne);
  }
}
