package mer4j.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import mer4j.eval.Interval;
import mer4j.eval.Prediction;

/**
 * What a model said of the same clips after having learned from different ones. As the clips are
 * the same, a hard one is hard on both sides and falls out of the difference: its interval, from
 * clips drawn with replacement together with both answers (Efron and Tibshirani 1993), is narrower
 * than that of two separate tests.
 *
 * @param one answers on one side
 * @param other answers on the other side, of the same clips in the same order
 */
record SameClips(List<Prediction> one, List<Prediction> other) {
  private static final int ENOUGH = 30;
  private static final int RESAMPLES = 2000;
  private static final double LEVEL = .95;
  private static final int SEED = 1;

  /** The clips that both sides were tested on; the first answer of each where there are several. */
  static SameClips of(List<Prediction> one, List<Prediction> other) {
    var answers = new LinkedHashMap<String, Prediction>();
    other.forEach(prediction -> answers.putIfAbsent(prediction.clip(), prediction));
    var left = new ArrayList<Prediction>();
    var right = new ArrayList<Prediction>();
    for (var prediction : one) {
      var partner = answers.remove(prediction.clip());
      if (partner != null) {
        left.add(prediction);
        right.add(partner);
      }
    }
    return new SameClips(List.copyOf(left), List.copyOf(right));
  }

  /** Whether there are enough of them to say something of the difference. */
  boolean enough() {
    return size() >= ENOUGH;
  }

  /** Number of clips. */
  int size() {
    return one.size();
  }

  /** Share of right answers. */
  static double accuracy(List<Prediction> answers) {
    return answers.stream().filter(p -> p.label() == p.predicted()).count()
        / (double) answers.size();
  }

  /** Mean over the classes that occur of the share of their clips told right. */
  static double balanced(List<Prediction> answers) {
    var hits = new double[answers.getFirst().classes()];
    var totals = new int[hits.length];
    for (var answer : answers) {
      hits[answer.label()] += answer.label() == answer.predicted() ? 1 : 0;
      totals[answer.label()]++;
    }
    return IntStream.range(0, hits.length)
        .filter(k -> totals[k] > 0)
        .mapToDouble(k -> hits[k] / totals[k])
        .average()
        .orElseThrow();
  }

  /** A number of one side less that of the other. */
  double difference(ToDoubleFunction<List<Prediction>> number) {
    return number.applyAsDouble(one) - number.applyAsDouble(other);
  }

  /** The 95 % interval of such a difference. */
  Interval interval(ToDoubleFunction<List<Prediction>> number) {
    return Interval.bootstrapGroups(
        IntStream.range(0, size()).toArray(),
        drawn -> picked(drawn).difference(number),
        RESAMPLES,
        LEVEL,
        SEED);
  }

  private SameClips picked(int[] rows) {
    return new SameClips(
        IntStream.of(rows).mapToObj(one::get).toList(),
        IntStream.of(rows).mapToObj(other::get).toList());
  }
}
