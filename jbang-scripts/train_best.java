///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -Xmx4g -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages

import java.util.concurrent.Callable;
import mer4j.cli.AllowMissingOption;
import mer4j.cli.CommonOptions;
import mer4j.cli.DatasetOption;
import mer4j.cli.JobsOption;
import mer4j.cli.RunOptions;
import mer4j.cli.Scripts;
import mer4j.cli.TerminalProgress;
import mer4j.data.DatasetFeatures;
import mer4j.data.Datasets;
import mer4j.eval.Protocol;
import mer4j.features.ExtractionSettings;
import mer4j.runs.BestData;
import mer4j.runs.BestReport;
import mer4j.runs.BestRun;
import mer4j.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains and tests a better model than the study's: descriptors of whole clips, chosen by folds.
 */
@Command(
    name = "train_best",
    description = {
      "Describes every clip by its timbre, modulation, pulse and key, and trains and tests five",
      "models on that in repeated cross-validation: PLAIN, a support vector machine with default",
      "settings on timbre alone; FOREST, a random forest; BOOST, gradient-boosted trees; BEST, a",
      "support vector machine whose descriptors and settings are chosen inside each training part;",
      "and ENSEMBLE, the mean of the probabilities of FOREST, BOOST and BEST. The model saved is",
      "BEST, fitted on all clips. Missing features are extracted first.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jbang train_best.java",
      "  jbang train_best.java --dataset 4q --protocol as-published",
      "  jbang train_best.java --dataset my-music --repeats 1 --output my-run",
    })
class train_best implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Mixin DatasetOption dataset;

  @Option(
      names = "--protocol",
      description = "leak-free: folds keep artists together (default); as-published: random folds.")
  Protocol protocol = Protocol.LEAK_FREE;

  @Option(names = "--repeats", description = "Cross-validations (default: ${DEFAULT-VALUE}).")
  int repeats = 3;

  @Mixin RunOptions run;

  @Option(names = "--seed", description = "Of folds and models (default: ${DEFAULT-VALUE}).")
  long seed = 42;

  @Mixin JobsOption jobs;

  @Mixin AllowMissingOption missing;

  public static void main(String[] args) {
    System.exit(Scripts.run(new train_best(), args));
  }

  @Override
  public Integer call() throws Exception {
    var options = new BestRun.Options(protocol, repeats, seed, jobs.count());
    var settings = ExtractionSettings.study();
    var folder = run.folder("train_best", dataset.name());
    var clips = Datasets.open(dataset.name(), missing.given());
    BestReport report;
    try (var extraction = new TerminalProgress("extract", "clips")) {
      int threads = jobs.count();
      clips = missing.usable(clips, settings, threads, extraction);
      options.check(clips, folder, run.resume());
      var store = DatasetFeatures.ensure(clips, settings, threads, extraction);
      var data = BestData.of(clips, store, extraction);
      try (var into = RunFolder.open(folder, options.config(clips), run.resume());
          var training = new TerminalProgress("train", "folds")) {
        report = BestRun.run(data, options, into, training);
      }
    }
    System.out.println(report.toText() + "\n" + folder);
    return AllowMissingOption.tell(clips);
  }
}
