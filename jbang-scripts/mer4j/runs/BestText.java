package mer4j.runs;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import mer4j.eval.ClassificationReport;

/** A {@link BestReport} in words: for a terminal and as Markdown. */
final class BestText {
  private BestText() {}

  static String terminal(BestReport report) {
    var text = new StringBuilder(report.title() + "\n" + report.method() + "\n\n");
    text.append(
        "model    macro F1  95 % interval  accuracy  95 % interval     MCC     AUC  chance "
            + " tests\n");
    for (var row : report.rows()) {
      var r = row.result();
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s %8.3f %14s %9.3f %14s %7.3f %7.3f %7.3f %6d\n",
              r.model(),
              r.macroF1(),
              row.macroF1(),
              r.accuracy(),
              row.accuracy(),
              r.mcc(),
              r.aucMacro(),
              row.matrix().majorityAccuracy(),
              row.matrix().total()));
    }
    return text + "\n" + String.join("\n", leads(report)) + "\n";
  }

  /** A line for each model that BEST is compared with. */
  private static List<String> leads(BestReport report) {
    double best = report.best().result().macroF1();
    return report.leads().entrySet().stream()
        .map(
            lead ->
                String.format(
                    Locale.ROOT,
                    "BEST less %s: macro F1 %+.3f (95 %% interval %+.3f to %+.3f).",
                    lead.getKey(),
                    best - report.row(lead.getKey()).result().macroF1(),
                    lead.getValue().low(),
                    lead.getValue().high()))
        .toList();
  }

  static String markdown(BestReport report) {
    var text = new StringBuilder("# A better model: " + report.title() + "\n\n");
    text.append(report.method()).append("\n\n");
    text.append(
        "| model | macro F1 | 95 % interval | by repeat | accuracy | 95 % interval | MCC | AUC |"
            + " chance | fit s |\n|---|---|---|---|---|---|---|---|---|---|\n");
    for (var row : report.rows()) {
      var r = row.result();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.3f | %s | %s | %.3f | %s | %.3f | %.3f | %.3f | %.0f |\n",
              r.model(),
              r.macroF1(),
              row.macroF1(),
              BestReport.repeats(row)
                  .mapToObj(f1 -> String.format(Locale.ROOT, "%.3f", f1))
                  .collect(Collectors.joining(", ")),
              r.accuracy(),
              row.accuracy(),
              r.mcc(),
              r.aucMacro(),
              row.matrix().majorityAccuracy(),
              r.fitSeconds()));
    }
    text.append("\n");
    leads(report).forEach(line -> text.append("- ").append(line).append('\n'));
    text.append("\n");
    var held = report.rows().stream().map(row -> row.result().model()).toList();
    for (var model : BestModel.all()) {
      if (held.contains(model.name())) {
        text.append("- %s: %s.\n".formatted(model.name(), model.what()));
      }
    }
    text.append("\n");
    text.append(
        "Intervals are of 2000 resamples of whole artists. Chance is the share of the most frequent"
            + " class.\n");
    for (var row : report.rows()) {
      details(text, report, row);
    }
    text.append("\n## What BEST chose\n\n| descriptors, C, kernel width | folds |\n|---|---|\n");
    report.chosen().forEach((what, count) -> text.append("| %s | %d |\n".formatted(what, count)));
    return text.toString();
  }

  private static void details(StringBuilder text, BestReport report, BestReport.Row row) {
    var classes = report.classes();
    text.append("\n## ").append(row.result().model()).append("\n\n```\n");
    text.append(ClassificationReport.of(row.matrix(), classes).toText());
    text.append("```\n\n").append(row.matrix().toMarkdown(classes));
  }
}
