package mer4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import mer4j.audio.Augmentation;

/**
 * One way to change a clip: one augmentation, or several after each other.
 *
 * <p>Written {@code noise}, {@code noise=0.02}, {@code pitch=-2..2} (drawn for every clip) or
 * {@code noise+shift}. In a list of variants the same one may stand twice, with other draws.
 *
 * @param steps in the order they are applied, at least one
 */
public record Variant(List<Step> steps) implements Augmentation {
  /**
   * One augmentation.
   *
   * @param kind what is done
   * @param least lower end of the range its number is drawn from
   * @param most upper end; equal to {@code least} where the number is fixed
   */
  public record Step(AugmentationKind kind, double least, double most) {
    /**
     * @throws IllegalArgumentException if an end is not allowed, or they are the wrong way round
     */
    public Step {
      kind.of(least);
      kind.of(most);
      if (least > most) {
        throw new IllegalArgumentException(
            "%s: the range %s..%s is the wrong way round".formatted(kind.label(), least, most));
      }
    }

    @Override
    public String toString() {
      return kind.label() + "=" + least + (most > least ? ".." + most : "");
    }
  }

  /**
   * @throws IllegalArgumentException if there is no step
   */
  public Variant {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a variant needs an augmentation");
    }
  }

  /** The study's three: noise of .05, a shift of less than half a second, two semitones up. */
  public static List<Variant> study() {
    return parse("noise,shift,pitch");
  }

  /**
   * Variants by a text as given on a command line, separated by commas.
   *
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   */
  public static List<Variant> parse(String text) {
    return Arrays.stream(text.split(",", -1)).map(Variant::one).toList();
  }

  private static Variant one(String text) {
    return new Variant(Arrays.stream(text.split("\\+", -1)).map(Variant::step).toList());
  }

  private static Step step(String text) {
    var parts = text.strip().split("=", 2);
    var kind = AugmentationKind.parse(parts[0]);
    if (parts.length == 1) {
      return new Step(kind, kind.least(), kind.most());
    }
    var ends = parts[1].split("\\.\\.", 2);
    double least = number(kind, ends[0]);
    return new Step(kind, least, ends.length == 1 ? least : number(kind, ends[1]));
  }

  private static double number(AugmentationKind kind, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s=%s: give a number or a range like 0.8..1.25".formatted(kind.label(), text));
    }
  }

  @Override
  public float[] apply(float[] samples, int sampleRate, long seed) {
    var random = new SplittableRandom(seed);
    var result = samples;
    for (var step : steps) {
      double share = random.nextDouble();
      double number = step.least() + share * (step.most() - step.least());
      result = step.kind().of(number).apply(result, sampleRate, random.nextLong());
    }
    return result;
  }

  @Override
  public String suffix() {
    return steps.stream()
        .map(step -> step.kind().of(step.least()).suffix())
        .collect(Collectors.joining());
  }

  /**
   * What to add to clip names for each of some variants: their suffixes, numbered from the second
   * of a kind on.
   */
  static List<String> suffixes(List<Variant> variants) {
    var suffixes = new ArrayList<String>();
    for (var variant : variants) {
      var suffix = variant.suffix();
      long before = suffixes.stream().filter(s -> s.matches(suffix + "(_\\d+)?")).count();
      suffixes.add(before == 0 ? suffix : suffix + "_" + (before + 1));
    }
    return suffixes;
  }

  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining("+"));
  }
}
