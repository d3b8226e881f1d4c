package mer4j.runs;

import java.util.regex.Pattern;

/**
 * Which part of a leak-free cross-validation one training is.
 *
 * @param number of the fold that is tested, from 1
 * @param count number of folds, each tested once
 */
public record NetworkFold(int number, int count) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3})/(\\d{1,3})");

  /**
   * @throws IllegalArgumentException if there are fewer than two folds, or no fold of this number
   */
  public NetworkFold {
    if (count < 2 || number < 1 || number > count) {
      throw new IllegalArgumentException(
          "a fold is one of two or more, such as 1/5, not " + number + "/" + count);
    }
  }

  /**
   * Reads a fold as the scripts name it, such as {@code 2/5}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static NetworkFold parse(String text) {
    var parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("a fold is one of two or more, such as 1/5, not " + text);
    }
    return new NetworkFold(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  /** Name in result files, such as {@code fold2}. */
  public String name() {
    return "fold" + number;
  }

  /** As the scripts name it, such as {@code 2/5}. */
  @Override
  public String toString() {
    return number + "/" + count;
  }
}
