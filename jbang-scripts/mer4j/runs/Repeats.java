package mer4j.runs;

import java.util.List;
import java.util.stream.Collectors;
import mer4j.eval.Prediction;

/** Which of several cross-validations a split belongs to, as its name tells. */
public final class Repeats {
  private static final String PREFIX = "repeat";

  private Repeats() {}

  /**
   * The name of a split in a repeat, such as {@code repeat2-fold3}.
   *
   * @param repeat from 0
   * @param split such as {@code fold3}
   */
  static String name(int repeat, String split) {
    return PREFIX + (repeat + 1) + "-" + split;
  }

  private static String of(Prediction prediction) {
    var split = prediction.split();
    return split.startsWith(PREFIX) ? split.substring(0, split.indexOf('-')) : "";
  }

  /**
   * The predictions of a model without those of a repeat that has not been finished.
   *
   * @param own predictions of one model
   */
  public static List<Prediction> whole(List<Prediction> own) {
    var sizes = own.stream().collect(Collectors.groupingBy(Repeats::of, Collectors.counting()));
    long most = sizes.values().stream().mapToLong(size -> size).max().orElse(0);
    return own.stream().filter(p -> sizes.get(of(p)) == most).toList();
  }

  /** From how many repeats predictions are, 1 at least. */
  static int count(List<Prediction> own) {
    return Math.max(1, (int) own.stream().map(Repeats::of).distinct().count());
  }
}
