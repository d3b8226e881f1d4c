///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import mer4j.Project;
import mer4j.cli.AllowMissingOption;
import mer4j.cli.CommonOptions;
import mer4j.cli.DatasetOption;
import mer4j.cli.JobsOption;
import mer4j.cli.Scripts;
import mer4j.cli.TerminalProgress;
import mer4j.data.DatasetAugmentation;
import mer4j.data.Datasets;
import mer4j.data.Variant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a larger data set out of another one. */
@Command(
    name = "augment",
    description = {
      "Make a larger data set: every clip of another one, and changed variants of it beside it,"
          + " with",
      "labels and groups. Equal options give equal bytes; called again, a stopped run goes on."
    },
    footer = {
      "",
      "Variants, each with a number or a range that is drawn from for every clip:",
      "  noise    white noise of this standard deviation (study: 0.05, full scale 1)",
      "  shift    in time by less than so many seconds, either way (study: 0.5)",
      "  pitch    semitones up at the same length, by phase vocoder (study: 2)",
      "  stretch  times as fast at the same pitch (default: 0.8..1.25; not in the study)",
      "  gain     dB louder (default: -12..6; not in the study)",
      "A plus sign puts one after the other. The study had four of each clip; which is not known.",
      "",
      "Examples:",
      "  jbang augment.java --dataset 4q",
      "  jbang train_baselines.java --dataset 4q-augmented --protocol leak-free",
      "  jbang augment.java --dataset 4q --variants noise,shift,noise+shift --output my-4q",
      "  jbang augment.java --dataset my-music --variants stretch,gain=-6..6,pitch=-2..2 --seed 7",
      "Exit code: 0 done, 3 some clips cannot be decoded (listed), 1 failed, 2 wrong usage."
    })
class augment implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Mixin DatasetOption dataset;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where to (default: data/NAME-augmented, opened as --dataset NAME-augmented).")
  Path output;

  @Option(
      names = "--variants",
      defaultValue = "noise,shift,pitch",
      paramLabel = "LIST",
      description = "What to make of every clip (default: ${DEFAULT-VALUE}, as in the study).")
  String variants;

  @Option(
      names = "--seed",
      defaultValue = "" + DatasetAugmentation.Options.SEED,
      description = "What everything drawn follows from (default: ${DEFAULT-VALUE}).")
  long seed;

  @Mixin JobsOption jobs;

  @Mixin AllowMissingOption missing;

  public static void main(String[] args) {
    System.exit(Scripts.run(new augment(), args));
  }

  @Override
  public Integer call() throws IOException {
    var options = new DatasetAugmentation.Options(Variant.parse(variants), seed, jobs.count());
    var source = Datasets.open(dataset.name(), missing.given());
    var name = source.name() + "-augmented";
    var folder = output == null ? Project.data().resolve(name) : output;
    DatasetAugmentation.Report report;
    try (var progress = new TerminalProgress("augment", "clips")) {
      report = DatasetAugmentation.write(source, options, folder, progress);
    }
    System.out.println(report.clips() + " clips (" + report.made() + " made now) in " + folder);
    report.failures().forEach(f -> System.err.println(f.source() + ": " + f.reason()));
    return report.failures().isEmpty() ? Scripts.DONE : Scripts.SOME_SKIPPED;
  }
}
