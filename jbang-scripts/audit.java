///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -Xmx4g -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages

import java.util.concurrent.Callable;
import mer4j.baselines.Baselines;
import mer4j.cli.CommonOptions;
import mer4j.cli.DatasetOption;
import mer4j.cli.JobsOption;
import mer4j.cli.RunOptions;
import mer4j.cli.Scripts;
import mer4j.cli.TerminalProgress;
import mer4j.data.DatasetFeatures;
import mer4j.data.Datasets;
import mer4j.features.ExtractionSettings;
import mer4j.runs.Audit;
import mer4j.runs.AuditFault;
import mer4j.runs.AuditRun;
import mer4j.runs.BaselineData;
import mer4j.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what each fault of the study's protocol is worth. */
@Command(
    name = "audit",
    description = {
      "Trains baselines with one fault of the study's protocol and without it, all else alike, and",
      "prints how much the fault moves their balanced accuracy.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jbang audit.java",
      "  jbang audit.java --dataset 4q --only LR,SVM --faults artists,global-scale",
    })
class audit implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Mixin DatasetOption dataset;

  @Option(names = "--faults", paramLabel = "NAMES", description = "Which faults (default: all).")
  String faults = "all";

  @Option(
      names = "--only",
      paramLabel = "NAMES",
      description = "Which baselines (default: LR,RC,SVM,KNC).")
  String only = "LR,RC,SVM,KNC";

  @Option(names = "--splits", description = "Divisions to take the mean over (default: 10).")
  int splits = 10;

  @Mixin RunOptions run;

  @Mixin JobsOption jobs;

  public static void main(String[] args) {
    System.exit(Scripts.run(new audit(), args));
  }

  @Override
  public Integer call() throws Exception {
    var wanted = AuditFault.parse(faults);
    var models = Baselines.parse(only);
    var settings = ExtractionSettings.study();
    var folder = run.folder("audit", dataset.name());
    var clips = Datasets.open(dataset.name());
    var config = AuditRun.config(clips, settings, wanted, models, splits);
    int threads = jobs.count();
    try (var extraction = new TerminalProgress("extract", "clips");
        var tensor = DatasetFeatures.tensor(clips, settings, threads, extraction);
        var into = RunFolder.open(folder, config, run.resume());
        var training = new TerminalProgress("audit", "faults")) {
      var data = BaselineData.of(clips, settings, tensor);
      var audit = new Audit(data, tensor, models, splits, threads);
      var effects = AuditRun.run(audit, wanted, into, training);
      System.out.println(AuditRun.table(clips.name(), effects).printAll() + "\n" + folder);
    }
    return Scripts.DONE;
  }
}
