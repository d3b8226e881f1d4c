///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -Xmx4g -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages

import java.util.concurrent.Callable;
import mer4j.baselines.Baselines;
import mer4j.cli.AllowMissingOption;
import mer4j.cli.CommonOptions;
import mer4j.cli.DatasetOption;
import mer4j.cli.GroupsOption;
import mer4j.cli.JobsOption;
import mer4j.cli.RunOptions;
import mer4j.cli.Scripts;
import mer4j.cli.TerminalProgress;
import mer4j.data.DatasetFeatures;
import mer4j.data.Datasets;
import mer4j.eval.Protocol;
import mer4j.runs.BaselineData;
import mer4j.runs.BaselineOptions;
import mer4j.runs.BaselineProtocol;
import mer4j.runs.BaselineReport;
import mer4j.runs.BaselineRun;
import mer4j.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains and tests the classical baselines of the study. */
@Command(
    name = "train_baselines",
    description = {
      "Trains and tests classical classifiers on the features of a data set and prints their",
      "accuracy beside the published one. Missing features are extracted first.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jbang train_baselines.java",
      "  jbang train_baselines.java --dataset 4q --protocol leak-free --only LR,SVM",
      "  jbang train_baselines.java --dataset my-music --output my-run",
    })
class train_baselines implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Mixin DatasetOption dataset;

  @Option(names = "--protocol", description = "as-published (default) or leak-free.")
  Protocol protocol = Protocol.AS_PUBLISHED;

  @Mixin GroupsOption groups;

  @Option(names = "--only", paramLabel = "NAMES", description = "LR,SVM,... (default: all models).")
  String only = "all";

  @Mixin RunOptions run;

  @Option(names = "--seed", description = "Of splits and models (default: 42, the study's).")
  long seed = BaselineProtocol.SEED;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "Divide the clips N times, with a seed each; keeps no model (default: 1).")
  int repeats = 1;

  @Mixin JobsOption jobs;

  @Mixin AllowMissingOption missing;

  public static void main(String[] args) {
    System.exit(Scripts.run(new train_baselines(), args));
  }

  @Override
  public Integer call() throws Exception {
    var models = Baselines.parse(only);
    var options = new BaselineOptions(protocol, models, seed, jobs.count(), repeats);
    var folder = run.folder("train_baselines", dataset.name());
    var clips = groups.of(Datasets.open(dataset.name(), missing.given()));
    var settings = clips.settings();
    BaselineReport report;
    try (var extraction = new TerminalProgress("extract", "clips")) {
      int threads = jobs.count();
      clips = missing.usable(clips, settings, threads, extraction);
      options.check(clips, settings, folder, run.resume());
      try (var tensor = DatasetFeatures.tensor(clips, settings, threads, extraction);
          var into = RunFolder.open(folder, options.config(clips, settings), run.resume());
          var training = new TerminalProgress("train", "models")) {
        var data = BaselineData.of(clips, settings, tensor);
        report = BaselineRun.run(data, options, into, training);
      }
    }
    System.out.println(report.toText() + "\n" + folder);
    return AllowMissingOption.tell(clips);
  }
}
