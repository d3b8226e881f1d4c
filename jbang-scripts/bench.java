///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -Xmx4g -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mer4j.cli.BenchCommand;
import mer4j.cli.BenchOptions;
import mer4j.cli.CommonOptions;
import mer4j.cli.InputPath;
import mer4j.cli.Scripts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Measures this project beside other programs that do the same work. */
@Command(
    name = "bench",
    description = {
      "Measures this project beside other programs that do the same work, on this machine, in one",
      "run: whole processes, taking turns. Do nothing else on the machine meanwhile."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jbang bench.java extraction my-music --python venv/bin/python --files 240",
      "  jbang bench.java extraction my-music --python venv/bin/python --others",
      "  jbang bench.java stages my-music --files 20 --repeats 10",
      "  jbang bench.java recurrent --python venv/bin/python --steps 10 --others",
      "  jbang bench.java recurrent --others --dataset 4q --only 4q --output runs/my-bench",
      "  jbang bench.java baselines --dataset 4q --repeats 3"
    })
class bench implements Callable<Integer> {
  /** What can be measured. */
  enum Subject {
    extraction,
    stages,
    recurrent,
    baselines
  }

  @Mixin CommonOptions common;

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = {
        "extraction: features of sound files, beside librosa;",
        "stages: processor time of each stage of it;",
        "recurrent: training steps of recurrent layers, beside PyTorch;",
        "baselines: time and memory of the study's comparison of baselines."
      })
  Subject subject;

  @Parameters(index = "1..*", paramLabel = "INPUT", description = "Sound files and folders.")
  List<Path> inputs = List.of();

  @Mixin BenchOptions options;

  public static void main(String[] args) {
    System.exit(Scripts.run(new bench(), args));
  }

  @Override
  public Integer call() throws Exception {
    InputPath.require(inputs);
    return switch (subject) {
      case extraction -> BenchCommand.extraction(inputs, options);
      case stages -> BenchCommand.stages(inputs, options);
      case recurrent -> BenchCommand.recurrent(options);
      case baselines -> BenchCommand.baselines(options);
    };
  }
}
