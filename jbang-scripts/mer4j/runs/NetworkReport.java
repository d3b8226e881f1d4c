package mer4j.runs;

import java.util.Locale;
import mer4j.data.Split;
import mer4j.eval.ClassificationReport;
import mer4j.eval.Interval;
import mer4j.nn.DecibelRows;
import mer4j.nn.FrameScaler;
import mer4j.nn.GlobalScaler;
import mer4j.nn.NetworkSettings;
import mer4j.nn.RecurrentStack;
import mer4j.nn.RowScaler;

/** The report of a network's run, in Markdown. */
final class NetworkReport {
  private NetworkReport() {}

  static String of(
      NetworkOutcome outcome, NetworkSettings settings, Split split, FrameScaler scaler) {
    var result = outcome.result();
    int n = outcome.predictions().size();
    int hits = (int) outcome.predictions().stream().filter(p -> p.label() == p.predicted()).count();
    var published = result.publishedAccuracy();
    var last = outcome.history().getLast();
    var text = new StringBuilder();
    text.append("# ").append(outcome.title()).append("\n\n");
    text.append("| | |\n|---|---|\n");
    row(text, "test accuracy", "%.4f (%d of %d)", result.accuracy(), hits, n);
    row(text, "95 % interval (Wilson)", "%s", Interval.wilson(hits, n, .95));
    row(text, "published accuracy", "%s", published == null ? "none" : number(published));
    row(text, "chance", "%.4f", outcome.confusion().majorityAccuracy());
    row(text, "macro F1", "%.4f", result.macroF1());
    row(text, "Matthews correlation", "%.4f", result.mcc());
    row(text, "macro AUC", "%.4f", result.aucMacro());
    row(
        text,
        "clips",
        "%d training, %d validation, %d test (%s)",
        split.train().length,
        split.validation().length,
        split.test().length,
        result.split());
    row(
        text,
        "epoch tested",
        "%d of %d (%s)",
        outcome.chosenEpoch(),
        outcome.history().size(),
        settings.training().bestEpoch() ? "best on validation data" : "the last, as published");
    if (settings.training().patience() > 0) {
      row(
          text,
          "epochs trained",
          "%d (at most %d without a better validation accuracy)",
          outcome.history().size(),
          settings.training().patience());
    }
    row(
        text,
        "last epoch",
        "loss %.4f, training accuracy %.4f, validation accuracy %s",
        last.trainLoss(),
        last.trainAccuracy(),
        number(last.validationAccuracy()));
    row(text, "time", "%.1f s training, %.1f s test", result.fitSeconds(), result.predictSeconds());
    text.append("\n## Test clips\n\n```\n");
    text.append(ClassificationReport.of(outcome.confusion(), outcome.classes()).toText());
    text.append("```\n\n")
        .append(outcome.confusion().toMarkdown(outcome.classes()))
        .append("\n## Network\n\n");
    text.append(
        """
        %s with %s of %d units, %s, %s; %s; %s. AdamW at %s with decay %s%s, batches of %d, seed %d.
        """
            .formatted(
                settings.kind(),
                layers(settings.architecture().stack()),
                settings.hidden(),
                switch (settings.architecture().pooling()) {
                  case LAST -> "last state";
                  case MEAN -> "mean of the states";
                  case MAX -> "greatest value of each unit";
                  case ATTENTION -> "mean weighted by attention";
                },
                settings.reading().masked() ? "padding masked" : "padding read like music",
                settings.reading().frameStep() == 1
                    ? "every frame"
                    : settings.reading().frameStep() + " frames averaged into one step",
                scaling(scaler),
                settings.training().learningRate(),
                settings.training().weightDecay(),
                settings.training().clipNorm() > 0
                    ? ", gradients clipped at " + settings.training().clipNorm()
                    : "",
                settings.training().batch(),
                settings.seed()));
    return text.toString();
  }

  private static String layers(RecurrentStack stack) {
    return String.format(
        Locale.ROOT,
        "%d %s %s in %s",
        stack.layers(),
        stack.cell().name().toLowerCase(Locale.ROOT),
        stack.layers() == 1 ? "layer" : "layers",
        stack.directions() == 1 ? "one direction" : "two directions");
  }

  private static String scaling(FrameScaler scaler) {
    var text =
        switch (scaler) {
          case GlobalScaler global ->
              String.format(
                  Locale.ROOT,
                  "one mean (%.3f) and deviation (%.3f) for all features",
                  global.mean(),
                  global.deviation());
          case RowScaler rows -> "every feature row standardised for itself";
        };
    return scaler.decibels().equals(DecibelRows.NONE) ? text : text + ", mel power in dB";
  }

  private static void row(StringBuilder text, String name, String format, Object... values) {
    text.append("| ").append(name).append(" | ");
    text.append(String.format(Locale.ROOT, format, values)).append(" |\n");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "none" : String.format(Locale.ROOT, "%.4f", value);
  }
}
