///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -Xmx4g -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import mer4j.cli.CommonOptions;
import mer4j.cli.InputPath;
import mer4j.cli.Scripts;
import mer4j.cli.TerminalProgress;
import mer4j.features.ClipInputs;
import mer4j.features.Failure;
import mer4j.plots.PredictionFigure;
import mer4j.runs.PredictionFormat;
import mer4j.runs.SavedModels;
import mer4j.runs.SongPrediction;
import mer4j.runs.SongPredictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts the emotion of songs. */
@Command(
    name = "predict",
    description = "Predicts the emotion of songs and how it changes over time.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  jbang predict.java song.mp3",
      "  jbang predict.java my-music/ --model runs/my-run --csv > emotions.csv",
      "  jbang predict.java song.mp3 --model runs/my-run --plot emotion.png"
    })
class predict implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Parameters(arity = "1..*", paramLabel = "INPUT", description = "Sound files or folders of them.")
  List<Path> inputs;

  @Option(
      names = "--model",
      description = "Folder of a training run, or of a model in it (default: the project's).")
  Path model;

  @Option(names = "--json", description = "Print JSON, with the windows of each song.")
  boolean json;

  @Option(names = "--csv", description = "Print CSV, a line per song.")
  boolean csv;

  @Option(names = "--plot", description = "Draw emotion over time to this PNG file (one song).")
  Path plot;

  @Option(
      names = "--hop",
      defaultValue = "2.5",
      description = "Seconds between windows (default: ${DEFAULT-VALUE}).")
  double hop;

  public static void main(String[] args) {
    System.exit(Scripts.run(new predict(), args));
  }

  @Override
  public Integer call() throws Exception {
    InputPath.require(inputs);
    var folder = model == null ? SavedModels.committed() : InputPath.require(model);
    var format = PredictionFormat.of(json, csv);
    var found = ClipInputs.of(inputs);
    PredictionFigure.check(plot, found.clips().size());
    var predictions = new ArrayList<SongPrediction>();
    var failures = new ArrayList<>(found.skipped());
    try (var classifier = SavedModels.load(folder);
        var progress = new TerminalProgress("predict", "songs")) {
      var predictor = new SongPredictor(classifier, hop);
      for (var song : found.clips()) {
        try {
          predictions.add(predictor.predict(InputPath.relative(song.audio())));
        } catch (IOException e) {
          failures.add(new Failure(InputPath.relative(song.audio()).toString(), e.getMessage()));
        }
        progress.update(predictions.size() + failures.size(), found.clips().size(), "");
      }
    }
    System.out.print(format.print(predictions));
    failures.forEach(f -> System.err.println("skipped " + f.source() + ": " + f.reason()));
    if (plot != null && !predictions.isEmpty()) {
      PredictionFigure.of(predictions.getFirst()).write(plot);
    }
    return failures.isEmpty() ? Scripts.DONE : Scripts.SOME_SKIPPED;
  }
}
