package mer4j.baselines;

import static mer4j.baselines.QuadraticDiscriminantAnalysis.Covariance.EXACT;
import static mer4j.baselines.QuadraticDiscriminantAnalysis.Covariance.SHRUNK;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mer4j.eval.Trainer;

/** All classical classifiers on offer, in the study's order. */
public final class Baselines {
  /** Together they take most of the time of all, on very many columns. */
  private static final Set<String> SLOW = Set.of("ABC", "MLP");

  /** Not one of the study's: defined where its QDA is not. */
  private static final String SHRUNK_QDA = "RQDA";

  private static final List<Baseline> ALL =
      List.of(
          invariant(
              "LR",
              "multinomial logistic regression, C 1",
              (set, seed, jobs) ->
                  LogisticRegression.fit(set, LogisticRegression.Options.SCIKIT_LEARN)),
          invariant(
              "RC",
              "ridge classifier, alpha 1",
              (set, seed, jobs) -> RidgeClassifier.fit(set, 1, jobs)),
          invariant(
              "LSVM",
              "linear support vector machines, one against the rest, squared hinge, C 1",
              (set, seed, jobs) -> LinearSupportVectorMachine.fit(set, 1, jobs)),
          invariant(
              "SVM",
              "support vector machines, one against one, radial kernel, C 1",
              (set, seed, jobs) ->
                  SupportVectorMachine.fit(set, SupportVectorMachine.Options.RBF, seed, jobs)),
          new Baseline(
              "RFC",
              "random forest, 100 trees",
              false,
              false,
              (set, seed, jobs) -> RandomForest.fit(set, RandomForest.Options.DEFAULT, seed, jobs)),
          columnwise(
              "ABC",
              "adaptive boosting of 50 stumps",
              (set, seed, jobs) -> AdaBoost.fit(set, AdaBoost.ROUNDS, jobs)),
          columnwise(
              "GNB",
              "Gaussian naive Bayes",
              (set, seed, jobs) -> GaussianNaiveBayes.fit(set, jobs)),
          columnwise(
              "LDA",
              "linear discriminant analysis",
              (set, seed, jobs) -> LinearDiscriminantAnalysis.fit(set, jobs)),
          columnwise(
              "QDA",
              "quadratic discriminant analysis",
              (set, seed, jobs) -> QuadraticDiscriminantAnalysis.fit(set, EXACT, jobs)),
          invariant(
              SHRUNK_QDA,
              "quadratic discriminant analysis, covariances shrunk (Ledoit and Wolf)",
              (set, seed, jobs) -> QuadraticDiscriminantAnalysis.fit(set, SHRUNK, jobs)),
          invariant(
              "OvRC",
              "logistic regression, one against the rest, C 1",
              (set, seed, jobs) ->
                  LogisticRegression.fitOneVersusRest(
                      set, LogisticRegression.Options.SCIKIT_LEARN)),
          invariant(
              "KNC",
              "votes of the five nearest neighbours",
              (set, seed, jobs) -> NearestNeighbours.fit(set, Math.min(5, set.labels().length))),
          columnwise(
              "MLP",
              "network of one hidden layer of 100 units",
              (set, seed, jobs) ->
                  PerceptronTraining.fit(
                      set, PerceptronTraining.Options.SCIKIT_LEARN, seed, jobs)));

  /** The study's baseline for MTG-Jamendo; not one of those it compares on 4Q. */
  private static final Baseline SOFTMAX =
      new Baseline(
          "softmax",
          "a linear layer under a softmax, gradient descent in batches of 64",
          false,
          false,
          (set, seed, jobs) ->
              SoftmaxRegression.fit(set, SoftmaxRegression.Options.STUDY, seed, jobs));

  private static final List<Baseline> OFFERED =
      Stream.concat(ALL.stream(), Stream.of(SOFTMAX)).toList();

  private Baselines() {}

  private static Baseline invariant(String name, String title, Baseline.Fitter fitter) {
    return new Baseline(name, title, true, true, fitter);
  }

  private static Baseline columnwise(String name, String title, Baseline.Fitter fitter) {
    return new Baseline(name, title, true, false, fitter);
  }

  /** All that {@code all} stands for: those the study compares on 4Q, and a QDA that is defined. */
  public static List<Baseline> all() {
    return ALL;
  }

  /** Names of the twelve that the study compares, in its order. */
  public static List<String> study() {
    return ALL.stream().map(Baseline::name).filter(name -> !name.equals(SHRUNK_QDA)).toList();
  }

  /** Whether a baseline takes many times as long as most others. */
  public static boolean slow(Baseline baseline) {
    return SLOW.contains(baseline.name());
  }

  /** Whether a baseline scales all columns by one mean and deviation, of its training samples. */
  public static boolean scaledAsOne(Baseline baseline) {
    return baseline.equals(SOFTMAX);
  }

  /** Names of all on offer, separated by commas. */
  public static String names() {
    return OFFERED.stream().map(Baseline::name).collect(Collectors.joining(", "));
  }

  /**
   * The baseline of that name.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public static Baseline byName(String name) {
    return OFFERED.stream()
        .filter(baseline -> baseline.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown model '" + name + "'; allowed: all, or names of " + names()));
  }

  /**
   * Baselines by a text as given on a command line.
   *
   * @param text {@code all}, or names separated by commas
   * @return in the study's order, each once
   * @throws IllegalArgumentException for an unknown name, listing the allowed ones
   */
  public static List<Baseline> parse(String text) {
    if (text.strip().equals("all")) {
      return ALL;
    }
    var wanted =
        Arrays.stream(text.split(",", -1)).map(String::strip).map(Baselines::byName).toList();
    return OFFERED.stream().filter(wanted::contains).toList();
  }

  /**
   * The study's whole pipeline of a baseline: standardise the columns on the samples given, then
   * fit. The result takes samples as they come, not standardised.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public static Trainer trainer(String name) {
    var baseline = byName(name);
    int jobs = Runtime.getRuntime().availableProcessors();
    return (x, labels, classes, seed) -> {
      int[] rows = IntStream.range(0, x.rows()).toArray();
      return new PreparedSamples(x, rows, jobs).fit(baseline, rows, labels, classes, seed).fitted();
    };
  }
}
