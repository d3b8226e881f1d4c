package mer4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import mer4j.CsvFile;

/**
 * What {@link Balancing#beforeDivision} does to a test, over many draws. It needs to know of each
 * clip only its class.
 *
 * @param draws how often it was repeated, with seeds from 0
 * @param facts what was found
 */
public record BalancingFacts(int draws, List<Fact> facts) {
  /** Seed of the division in the study (Chang et al., 2024), which the draw had none. */
  private static final long DIVISION_SEED = 602;

  private static final String DISTINCT = "different clips among them";
  private static final String LEAKED = "share of test rows that are copies of training rows";
  private static final String MEMORIZED = "accuracy of a pure memory that guesses elsewhere";

  /**
   * A quantity over the draws.
   *
   * @param name what was counted
   * @param mean over the draws
   * @param deviation of single draws from it
   */
  public record Fact(String name, double mean, double deviation) {
    private static Fact of(String name, double[] values) {
      double mean = DoubleStream.of(values).average().orElseThrow();
      double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
      return new Fact(name, mean, Math.sqrt(squares / Math.max(1, values.length - 1)));
    }
  }

  /** Share of test rows that are copies of training rows. */
  public Fact leaked() {
    return named(LEAKED);
  }

  /** Accuracy of a pure memory, which guesses where it remembers nothing. */
  public Fact memorized() {
    return named(MEMORIZED);
  }

  /** How many different clips there are after balancing. */
  public Fact distinct() {
    return named(DISTINCT);
  }

  private Fact named(String name) {
    return facts.stream().filter(fact -> fact.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Repeats balancing and division.
   *
   * @param labels class of each clip
   * @param draws how often, at least once
   * @throws IllegalArgumentException if there is no draw, or too few clips
   */
  public static BalancingFacts of(int[] labels, int draws) {
    if (draws < 1) {
      throw new IllegalArgumentException("one draw at least is needed, not " + draws);
    }
    var facts = SplitFacts.of(labels, labels);
    int classes = (int) Arrays.stream(labels).distinct().count();
    int target = labels.length / classes;
    var filled = filled(labels, target);
    var splits =
        IntStream.range(0, draws)
            .mapToObj(seed -> Balancing.beforeDivision(labels, seed, DIVISION_SEED))
            .toList();
    return new BalancingFacts(
        draws,
        List.of(
            fact("rows after balancing", splits, BalancingFacts::rows),
            fact(DISTINCT, splits, BalancingFacts::distinct),
            fact(LEAKED, splits, facts::leaked),
            fact(
                "the same in classes filled up with copies",
                splits,
                split -> facts.leaked(only(filled, split))),
            fact(
                "share of validation rows that are copies of training rows",
                splits,
                split -> facts.leaked(new Split(split.train(), new int[0], split.validation()))),
            fact(MEMORIZED, splits, split -> facts.memorized(split, classes))));
  }

  @FunctionalInterface
  private interface Count {
    double of(Split split);
  }

  private static Fact fact(String name, List<Split> splits, Count count) {
    return Fact.of(name, splits.stream().mapToDouble(count::of).toArray());
  }

  private static boolean[] filled(int[] labels, int target) {
    var sizes =
        Arrays.stream(labels).boxed().collect(Collectors.groupingBy(k -> k, Collectors.counting()));
    var filled = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      filled[i] = sizes.get(labels[i]) < target;
    }
    return filled;
  }

  private static Split only(boolean[] clips, Split split) {
    var test = Arrays.stream(split.test()).filter(row -> clips[row]).toArray();
    return new Split(split.train(), split.validation(), test);
  }

  private static double rows(Split split) {
    return split.train().length + split.validation().length + split.test().length;
  }

  private static double distinct(Split split) {
    return IntStream.concat(
            IntStream.of(split.train()),
            IntStream.concat(IntStream.of(split.validation()), IntStream.of(split.test())))
        .distinct()
        .count();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException naming the file if it is damaged or has no fact
   */
  public static BalancingFacts read(Path file) throws IOException {
    record Row(Fact fact, int draws) {}
    var rows =
        CsvFile.read(
            file,
            List.of("quantity", "mean", "deviation", "draws"),
            row ->
                new Row(
                    new Fact(
                        row.get("quantity"),
                        Double.parseDouble(row.get("mean")),
                        Double.parseDouble(row.get("deviation"))),
                    Integer.parseInt(row.get("draws"))));
    if (rows.isEmpty()) {
      throw new IOException(file + " has no fact");
    }
    return new BalancingFacts(rows.getFirst().draws(), rows.stream().map(Row::fact).toList());
  }

  /**
   * Writes a table: quantity, mean, deviation, draws.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    CsvFile.writeText(file, "quantity,mean,deviation,draws\n" + rows());
  }

  private String rows() {
    return facts.stream()
        .map(
            fact ->
                String.format(
                    Locale.ROOT,
                    "%s,%.6f,%.6f,%d\n",
                    fact.name(),
                    fact.mean(),
                    fact.deviation(),
                    draws))
        .collect(Collectors.joining());
  }
}
