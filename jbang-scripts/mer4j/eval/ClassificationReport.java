package mer4j.eval;

import java.util.List;
import java.util.Locale;

/** Precision, recall and F1 of every class as text, in the layout of scikit-learn's report. */
public final class ClassificationReport {
  private final ConfusionMatrix matrix;
  private final List<String> names;

  private ClassificationReport(ConfusionMatrix matrix, List<String> names) {
    this.matrix = matrix;
    this.names = names;
  }

  /**
   * @param matrix the counts to report
   * @param names a name per class
   * @throws IllegalArgumentException if there are not as many names as classes
   */
  public static ClassificationReport of(ConfusionMatrix matrix, List<String> names) {
    if (names.size() != matrix.classes()) {
      throw new IllegalArgumentException(
          names.size() + " names for " + matrix.classes() + " classes");
    }
    return new ClassificationReport(matrix, List.copyOf(names));
  }

  /** The report with two decimals. */
  public String toText() {
    return toText(2);
  }

  /** The report with the given number of decimals. */
  public String toText(int digits) {
    int width = Math.max("weighted avg".length(), digits);
    for (var name : names) {
      width = Math.max(width, name.length());
    }
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%" + width + "s  %9s %9s %9s %9s\n\n",
            "",
            "precision",
            "recall",
            "f1-score",
            "support"));
    for (int k = 0; k < names.size(); k++) {
      line(
          text,
          width,
          digits,
          names.get(k),
          matrix.precision(k),
          matrix.recall(k),
          matrix.f1(k),
          matrix.support(k));
    }
    text.append("\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%" + width + "s  %9s %9s %9." + digits + "f %9d\n",
            "accuracy",
            "",
            "",
            matrix.accuracy(),
            matrix.total()));
    line(
        text,
        width,
        digits,
        "macro avg",
        matrix.macroPrecision(),
        matrix.macroRecall(),
        matrix.macroF1(),
        matrix.total());
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    for (int k = 0; k < names.size(); k++) {
      double weight = (double) matrix.support(k) / matrix.total();
      precision += weight * matrix.precision(k);
      recall += weight * matrix.recall(k);
      f1 += weight * matrix.f1(k);
    }
    line(text, width, digits, "weighted avg", precision, recall, f1, matrix.total());
    return text.toString();
  }

  private static void line(
      StringBuilder text,
      int width,
      int digits,
      String name,
      double precision,
      double recall,
      double f1,
      int support) {
    var number = " %9." + digits + "f";
    text.append(
        String.format(
            Locale.ROOT,
            "%" + width + "s " + number + number + number + " %9d\n",
            name,
            precision,
            recall,
            f1,
            support));
  }

  @Override
  public String toString() {
    return toText();
  }
}
