package mer4j.data;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Brings classes to one size by drawing clips. Classes larger than that lose clips, smaller ones
 * are filled up with copies. Where it is done before a division, copies of one clip come to lie on
 * both sides; {@link SplitFacts#leaked} counts them.
 */
public final class Balancing {
  private Balancing() {}

  /**
   * The study's rule (Chang et al., 2024): the integer part of the mean class size is the target;
   * classes above it are drawn from without replacement, those below it with replacement, so that
   * even in a class that is nearly large enough some clips are drawn twice and others never. The
   * study used no seed.
   *
   * @param labels class of each clip
   * @param seed of the draw
   * @return rows of the clips drawn, by class; a row may occur several times
   * @throws IllegalArgumentException if there is no clip
   */
  public static int[] toMean(int[] labels, long seed) {
    var byClass = members(labels);
    return to(byClass, labels.length / byClass.length, seed);
  }

  /**
   * The study's order of steps: classes are brought to one size by {@link #toMean}, and the rows,
   * among which are copies, are divided after that: a tenth for test, two ninths of the rest for
   * validation, in equal parts of all classes.
   *
   * @param labels class of each clip
   * @param seed of the draw
   * @param divisionSeed of the division; the study's is 602
   * @return clips, of which one may occur several times, in one part or in several
   * @throws IllegalArgumentException if there are too few clips
   */
  public static Split beforeDivision(int[] labels, long seed, long divisionSeed) {
    var rows = toMean(labels, seed);
    var drawn = Splits.pick(labels, rows);
    var parts = Splits.stratifiedTrainValidationTest(drawn, .1, 2 / 9., divisionSeed);
    return new Split(
        Splits.pick(rows, parts.train()),
        Splits.pick(rows, parts.validation()),
        Splits.pick(rows, parts.test()));
  }

  /**
   * Balances the training part of a division, to be done after it: every clip of a small class is
   * taken as often as it goes into the target, then the rest is drawn without replacement.
   *
   * @param labels class of each clip of the data set
   * @param rows the training part
   * @return rows drawn, by class; copies stay within the training part
   */
  public static int[] within(int[] labels, int[] rows, long seed) {
    var byClass = members(Splits.pick(labels, rows));
    var random = new SplittableRandom(seed);
    int target = rows.length / byClass.length;
    var drawn = IntStream.builder();
    for (var members : byClass) {
      for (int whole = 0; whole < target / members.length; whole++) {
        IntStream.of(members).forEach(drawn::add);
      }
      draw(members, target % members.length, random).forEach(drawn::add);
    }
    return Splits.pick(rows, drawn.build().toArray());
  }

  private static int[][] members(int[] labels) {
    if (labels.length == 0) {
      throw new IllegalArgumentException("no clips to balance");
    }
    return Splits.members(Splits.dense(labels));
  }

  private static int[] to(int[][] byClass, int target, long seed) {
    var random = new SplittableRandom(seed);
    var rows = IntStream.builder();
    for (var members : byClass) {
      if (members.length > target) {
        draw(members, target, random).forEach(rows::add);
      } else {
        IntStream.range(0, target).map(i -> members[random.nextInt(members.length)]).forEach(rows);
      }
    }
    return rows.build().toArray();
  }

  /** Some of the members, none twice. */
  private static IntStream draw(int[] members, int count, SplittableRandom random) {
    var order = members.clone();
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(order.length - i);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return IntStream.of(order).limit(count);
  }
}
