package mer4j.runs;

import java.util.ArrayList;
import java.util.List;
import mer4j.baselines.BlockMachine;
import mer4j.baselines.BlockSamples;
import mer4j.baselines.BlockSearch;
import mer4j.baselines.BlockSettings;
import mer4j.baselines.GradientBoosting;
import mer4j.baselines.RandomForest;
import mer4j.baselines.TrainingSet;
import mer4j.eval.Classifier;
import mer4j.features.ClipDescriptors;

/** A model of a {@link BestRun}. All see the same folds. */
sealed interface BestModel {
  /** Name of the untuned machine on timbre alone. */
  String PLAIN = "PLAIN";

  /** Name of the machine with settings chosen inside the training part. */
  String BEST = "BEST";

  /** Name in tables. */
  String name();

  /** What it is, for a report. */
  String what();

  /** Fits on a training part. */
  interface Fit {
    /**
     * @param train the training part
     * @param seed of what is drawn
     * @param jobs threads to use
     */
    Classifier fit(BlockSamples train, long seed, int jobs);
  }

  /** A model whose settings are decided beforehand. */
  record Fixed(String name, String what, Fit fit) implements BestModel {}

  /**
   * A machine whose settings are chosen by folds inside the training part.
   *
   * @param candidates what to choose from
   */
  record Nested(String name, String what, List<BlockSettings> candidates) implements BestModel {
    BlockSearch.Trial choose(BlockSamples train, long seed, int jobs) {
      return BlockSearch.best(BlockSearch.run(train, candidates, seed, jobs));
    }
  }

  /**
   * The mean of the probabilities of others, which come before it in the run; nothing is fitted.
   *
   * @param members names of the others
   */
  record Vote(String name, String what, List<String> members) implements BestModel {}

  /** All models, each behind those it needs. */
  static List<BestModel> all() {
    return all(new RandomForest.Options(500, 0, 1), GradientBoosting.Options.DEFAULT);
  }

  /** All models, with trees of given settings. */
  static List<BestModel> all(RandomForest.Options forest, GradientBoosting.Options boost) {
    var untuned = new BlockSettings(timbre(), 1, 1);
    return List.of(
        new Fixed(
            PLAIN,
            "a support vector machine on timbre alone, with default settings",
            (train, seed, jobs) -> BlockMachine.fit(train, untuned, seed, jobs)),
        new Fixed(
            "FOREST",
            "a random forest of %d trees on all descriptors".formatted(forest.trees()),
            (train, seed, jobs) -> RandomForest.fit(set(train), forest, seed, jobs)),
        new Fixed(
            "BOOST",
            "gradient-boosted trees on all descriptors, %d rounds, depth %d, shrinkage %s"
                .formatted(boost.rounds(), boost.depth(), boost.shrinkage()),
            (train, seed, jobs) -> GradientBoosting.fit(set(train), boost, seed, jobs)),
        new Nested(
            BEST,
            "a support vector machine, its descriptors and settings chosen inside each training"
                + " part",
            candidates()),
        new Vote(
            "ENSEMBLE",
            "the mean of the probabilities of FOREST, BOOST and BEST",
            List.of("FOREST", "BOOST", BEST)));
  }

  /** What BEST chooses from, see {@link BestRun#candidates()}. */
  static List<BlockSettings> candidates() {
    var all = ClipDescriptors.blocks().stream().map(ClipDescriptors.Block::name).toList();
    var withRhythm = new ArrayList<>(timbre());
    withRhythm.addAll(List.of("modulation", "modulation_spread", "periodicity", "pulse"));
    return BlockSettings.grid(
        List.of(timbre(), withRhythm, all), new double[] {1, 3, 10}, new double[] {0.5, 1, 2});
  }

  private static List<String> timbre() {
    return List.of("mel", "mfcc", "shape", "tonnetz");
  }

  private static TrainingSet set(BlockSamples train) {
    return TrainingSet.of(train.x(), train.labels(), train.classes());
  }
}
