///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages -XX:+UseSerialGC -XX:MaxNewSize=64m

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mer4j.cli.CommonOptions;
import mer4j.cli.FeatureExtraction;
import mer4j.cli.JobsOption;
import mer4j.cli.Scripts;
import mer4j.data.Datasets;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Extracts features from sound files into a folder of NumPy arrays. */
@Command(
    name = "extract_features",
    description = {
      "Extract librosa's features from sound files: an array (rows, frames) per clip,"
          + " DIR/<clip>.npy,",
      "a manifest.csv and a failures.csv. Run it again to go on after a stop, or for new files:",
      "clips that are stored and have not changed are skipped. Prints DIR; totals on standard"
          + " error."
    },
    footer = {
      "",
      "Examples:",
      "  jbang extract_features.java my-music --output my-features",
      "  jbang extract_features.java song.mp3 --features mfcc,tempo --sample-rate native",
      "  jbang extract_features.java --dataset embedded --format arff",
      "  jbang extract_features.java --output my-features --verify"
    })
class extract_features implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Parameters(paramLabel = "INPUT", arity = "0..*", description = "Sound files, folders of them.")
  List<Path> inputs = List.of();

  @Option(names = "--dataset", paramLabel = "NAME", description = "A data set instead of INPUT.")
  String dataset;

  @Option(names = "--output", description = "Where to (default: the set's folder, or runs/...).")
  Path output;

  @Option(names = "--features", description = "study (204 rows; default), all, or name,name,...")
  String features;

  @Option(
      names = "--sample-rate",
      description = "Rate in Hz (default: 22050), or native. With neither: the data set's own.")
  String sampleRate;

  @Option(names = "--format", description = "npy (default), or csv or arff: a table of statistics.")
  String format = "npy";

  @Mixin JobsOption jobs;

  @Option(names = "--list-features", description = "Show the features on offer and exit.")
  boolean list;

  @Option(names = "--verify", description = "Read every stored file again and check its digest.")
  boolean verify;

  public static void main(String[] args) {
    System.exit(Scripts.run(new extract_features(), args));
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      System.out.print(FeatureCatalogue.table());
      return Scripts.DONE;
    }
    var settings = ExtractionSettings.parse(or(features, "study"), or(sampleRate, "22050"));
    boolean extracts = dataset != null || !inputs.isEmpty();
    if (dataset != null && !inputs.isEmpty() || !extracts && !(verify && output != null)) {
      throw new IllegalArgumentException(
          "give sound files or folders, or --dataset NAME, or --output DIR --verify");
    }
    var table = FeatureExtraction.check(extracts ? output : null, settings, format);
    int code = Scripts.DONE;
    if (extracts) {
      var set = dataset == null ? null : Datasets.open(dataset, true);
      settings = set != null && features == null && sampleRate == null ? set.settings() : settings;
      var clips = FeatureExtraction.inputs(inputs, set, output);
      output = FeatureExtraction.output(output, inputs, set, settings);
      code = FeatureExtraction.extract(clips, settings, output, jobs.count());
      FeatureExtraction.write(table, clips, set, settings, output);
    }
    return verify && FeatureExtraction.verify(output) != Scripts.DONE ? Scripts.FAILED : code;
  }

  private static String or(String given, String otherwise) {
    return given == null ? otherwise : given;
  }
}
