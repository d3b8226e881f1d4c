package mer4j.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mer4j.Project;
import mer4j.eval.ConfusionMatrix;
import mer4j.eval.Interval;
import mer4j.runs.AuditEffect;
import mer4j.runs.AuditFault;
import mer4j.runs.AuditRun;
import mer4j.runs.FaultMovement;
import mer4j.runs.NetworkResult;
import mer4j.runs.NetworkResults;

/**
 * Every fault of the study's protocol that the committed results measure, whatever run they come
 * from: the audit of the baselines, their ten splits, the networks corrected step by step, and the
 * augmented set. The number is balanced accuracy throughout.
 */
public final class StudyFaults {
  /** The choice that takes a fault away from the networks. */
  private static final Map<String, AuditFault> CORRECTIONS =
      Map.of(
          "scaler rows", AuditFault.GLOBAL_SCALE,
          "pooling mean", AuditFault.LAST_STATE,
          "best-epoch true", AuditFault.LAST_EPOCH);

  private StudyFaults() {}

  /**
   * The faults of one data set as the checkout's results have them.
   *
   * @param dataset such as {@code 4q}
   * @throws IOException naming a file that is damaged
   */
  public static List<FaultMovement> of(String dataset) throws IOException {
    return of(new ResultsFolder(Project.data()), dataset);
  }

  /** A row per fault and model, faults in the order of {@link AuditFault}; none without results. */
  static List<FaultMovement> of(ResultsFolder results, String dataset) throws IOException {
    var all = new ArrayList<FaultMovement>();
    AuditRun.read(results.path().resolve(dataset + "-audit")).stream()
        .filter(effect -> effect.fault() != AuditFault.SINGLE_SPLIT)
        .map(AuditEffect::movement)
        .forEach(all::add);
    all.addAll(singleSplits(results, dataset));
    all.addAll(networks(results.networks(dataset).stepwise()));
    all.addAll(augmentation(results, dataset));
    return all.stream().sorted(Comparator.comparing(FaultMovement::fault)).toList();
  }

  /** Each of the splits that were made for their mean, taken for the only one. */
  private static List<FaultMovement> singleSplits(ResultsFolder results, String dataset)
      throws IOException {
    var run = results.run(dataset + "-baselines-splits");
    var movements = new ArrayList<FaultMovement>();
    for (var model : run.map(RunScores::models).orElse(List.of())) {
      var draws = run.get().score(model).map(Score::balanced).orElse(new double[0]);
      if (draws.length > 1) {
        var means = new double[draws.length];
        Arrays.fill(means, Arrays.stream(draws).average().orElseThrow());
        var effect =
            new AuditEffect(AuditFault.SINGLE_SPLIT, model, draws, means, AuditEffect.ONE_DRAW);
        movements.add(effect.movement());
      }
    }
    return movements;
  }

  /** Two steps that follow each other differ in what the later one corrects. */
  private static List<FaultMovement> networks(NetworkResults stepwise) {
    var movements = new ArrayList<FaultMovement>();
    var steps = stepwise.steps();
    for (int i = 1; i < steps.size(); i++) {
      var above = steps.get(i - 1);
      var step = steps.get(i);
      if (above.model().equals(step.model())) {
        var added = new ArrayList<>(step.runs().getFirst().deviations());
        added.removeAll(above.runs().getFirst().deviations());
        for (var choice : added) {
          if (CORRECTIONS.containsKey(choice)) {
            var others = added.stream().filter(other -> !other.equals(choice)).toList();
            bySeed(CORRECTIONS.get(choice), others, above, step).ifPresent(movements::add);
          }
        }
      }
    }
    return movements;
  }

  private static Optional<FaultMovement> bySeed(
      AuditFault fault,
      List<String> others,
      NetworkResults.Step with,
      NetworkResults.Step without) {
    var faulty = bySeed(with);
    var mended = bySeed(without);
    faulty.keySet().retainAll(mended.keySet());
    if (faulty.size() < 2) {
      return Optional.empty();
    }
    var on = faulty.values().stream().mapToDouble(Double::doubleValue).toArray();
    var off = faulty.keySet().stream().mapToDouble(mended::get).toArray();
    var over = "%d seeds, %d clips".formatted(on.length, with.runs().getFirst().tests());
    return Optional.of(
        new AuditEffect(fault, with.model(), on, off, AuditEffect.SEEDS)
            .movement(
                others.isEmpty()
                    ? over
                    : over + "; not alone, but with " + String.join(" and ", others)));
  }

  private static Map<Long, Double> bySeed(NetworkResults.Step step) {
    return step.runs().stream()
        .collect(
            Collectors.toMap(
                NetworkResult::seed, StudyFaults::balanced, (a, b) -> a, TreeMap::new));
  }

  private static double balanced(NetworkResult run) {
    return ConfusionMatrix.of(run.predictions(), run.predictions().getFirst().classes())
        .macroRecall();
  }

  /**
   * Models that had learned variants of the recordings they are tested on, beside models that had
   * not: on the recordings that both were tested on, or, where these are too few, on all clips of
   * each test.
   */
  private static List<FaultMovement> augmentation(ResultsFolder results, String dataset)
      throws IOException {
    var runs =
        results.runs(dataset + "-augmented").stream()
            .collect(Collectors.toMap(RunScores::name, run -> run));
    var movements = new ArrayList<FaultMovement>();
    for (var kind : List.of("baselines", "lstm")) {
      var leak = runs.get(kind + "-leak");
      var apart = runs.get(kind + "-by-source");
      if (leak == null || apart == null) {
        continue;
      }
      for (var model : leak.models()) {
        var with = leak.score(model);
        var without = apart.score(model);
        if (with.isPresent() && without.isPresent()) {
          var same = SameClips.of(leak.tested(model), apart.tested(model));
          movements.add(
              same.enough()
                  ? difference(model, same)
                  : difference(model, with.get(), without.get()));
        }
      }
    }
    return movements;
  }

  private static FaultMovement difference(String model, SameClips same) {
    return new FaultMovement(
        AuditFault.AUGMENTATION,
        model,
        SameClips.balanced(same.one()),
        SameClips.balanced(same.other()),
        same.interval(SameClips::balanced),
        "the same " + same.size() + " recordings");
  }

  /**
   * Two tests of different clips: the interval is that of a difference of two shares (R. Newcombe:
   * "Interval estimation for the difference between independent proportions", 1998), here of the
   * accuracies, for classes of nearly equal size.
   */
  private static FaultMovement difference(String model, Score with, Score without) {
    double on = with.tests().macroRecall();
    double off = without.tests().macroRecall();
    double below =
        Math.hypot(
            with.accuracy() - with.interval().low(),
            without.interval().high() - without.accuracy());
    double above =
        Math.hypot(
            with.interval().high() - with.accuracy(),
            without.accuracy() - without.interval().low());
    return new FaultMovement(
        AuditFault.AUGMENTATION,
        model,
        on,
        off,
        new Interval(on - off - below, on - off + above),
        with.tested() + " variants; " + without.tested() + " recordings");
  }
}
