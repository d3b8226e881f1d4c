package mer4j.runs;

import java.util.Locale;
import mer4j.baselines.Baselines;
import mer4j.eval.ClassificationReport;

/** A {@link BaselineReport} in words: for a terminal and as Markdown. */
final class BaselineText {
  private BaselineText() {}

  static String terminal(BaselineReport report) {
    var text = new StringBuilder(report.title() + "\n" + report.method() + "\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%-6s %9s %9s %13s %9s %7s %7s %7s %6s%n",
            "model",
            "published",
            "accuracy",
            "95 % interval",
            "macro F1",
            "MCC",
            "AUC",
            "chance",
            "tests"));
    for (var row : report.rows()) {
      text.append(terminal(row));
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static String terminal(BaselineReport.Row row) {
    var r = row.result();
    if (!row.defined()) {
      return String.format(
          Locale.ROOT, "%-6s %9s undefined: %s%n", r.model(), published(row), row.undefined());
    }
    return String.format(
        Locale.ROOT,
        "%-6s %9s %9.3f %13s %9.3f %7.3f %7.3f %7.3f %6d%n",
        r.model(),
        published(row),
        r.accuracy(),
        row.interval(),
        r.macroF1(),
        r.mcc(),
        r.aucMacro(),
        row.matrix().majorityAccuracy(),
        row.matrix().total());
  }

  private static String published(BaselineReport.Row row) {
    return Double.isNaN(row.published())
        ? "-"
        : String.format(Locale.ROOT, "%.3f", row.published());
  }

  static String markdown(BaselineReport report) {
    var text = new StringBuilder();
    text.append("# Baselines: ").append(report.title()).append("\n\n");
    text.append(report.method()).append("\n\n");
    text.append(
        "| model | published | accuracy | 95 % interval | macro F1 | MCC | AUC | chance | fit s |\n"
            + "|---|---|---|---|---|---|---|---|---|\n");
    for (var row : report.rows()) {
      text.append(markdown(row));
    }
    text.append(
        "\nChance is the share of the most frequent class among the test clips. Fit seconds leave"
            + " out what all models share: standardising the columns and one Gram matrix.\n");
    for (var row : report.rows()) {
      details(text, report, row);
    }
    return text.toString();
  }

  private static String markdown(BaselineReport.Row row) {
    var r = row.result();
    if (!row.defined()) {
      return "| %s | %s | undefined | | | | | | |\n".formatted(r.model(), published(row));
    }
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.3f | %s | %.3f | %.3f | %.3f | %.3f | %.2f |\n",
        r.model(),
        published(row),
        r.accuracy(),
        row.interval(),
        r.macroF1(),
        r.mcc(),
        r.aucMacro(),
        row.matrix().majorityAccuracy(),
        r.fitSeconds());
  }

  private static void details(StringBuilder text, BaselineReport report, BaselineReport.Row row) {
    var name = row.result().model();
    var classes = report.classes();
    text.append("\n## ").append(name).append(": ").append(Baselines.byName(name).title());
    if (!row.defined()) {
      text.append("\n\nUndefined: ").append(row.undefined()).append(".\n");
      return;
    }
    text.append("\n\n```\n");
    text.append(ClassificationReport.of(row.matrix(), classes).toText());
    text.append("```\n\n").append(row.matrix().toMarkdown(classes));
  }
}
