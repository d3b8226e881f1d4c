///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -Xmx4g -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mer4j.bench.TarsosMfcc;
import mer4j.cli.BenchCommand;
import mer4j.cli.CommonOptions;
import mer4j.cli.InputPath;
import mer4j.cli.Scripts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
      "  jbang bench.java stages my-music --files 20 --repeats 10"
    })
class bench implements Callable<Integer> {
  /** What can be measured. */
  enum Subject {
    extraction,
    stages,
    mfcc
  }

  @Mixin CommonOptions common;

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = {
        "extraction: features of sound files, beside librosa;",
        "stages: processor time of each stage of it;",
        "mfcc LIST DIR: TarsosDSP's part of extraction."
      })
  Subject subject;

  @Parameters(index = "1..*", paramLabel = "INPUT", description = "Sound files and folders.")
  List<Path> inputs = List.of();

  @Option(
      names = "--python",
      defaultValue = "python3",
      description = "A Python with the programs to compare with (default: ${DEFAULT-VALUE}).")
  String python;

  @Option(
      names = "--files",
      defaultValue = "240",
      description = "Files in the longer run (default: ${DEFAULT-VALUE}).")
  int files;

  @Option(
      names = "--few",
      defaultValue = "40",
      description = "Files in the shorter run (default: ${DEFAULT-VALUE}).")
  int few;

  @Option(
      names = "--repeats",
      defaultValue = "1",
      description = "Pairs of runs per program, or rounds (default: ${DEFAULT-VALUE}).")
  int repeats;

  @Option(names = "--others", description = "Also Essentia, openSMILE and TarsosDSP.")
  boolean others;

  @Option(names = "--output", description = "Folder for the results (default: runs/bench-...).")
  Path output;

  public static void main(String[] args) {
    System.exit(Scripts.run(new bench(), args));
  }

  @Override
  public Integer call() throws Exception {
    InputPath.require(inputs);
    if (subject == Subject.mfcc) {
      var list = Files.readAllLines(inputs.getFirst()).stream().map(Path::of).toList();
      TarsosMfcc.write(list, inputs.get(1));
      return Scripts.DONE;
    }
    if (subject == Subject.stages) {
      return BenchCommand.stages(inputs, files, repeats, output);
    }
    return BenchCommand.extraction(inputs, files, few, repeats, python, others, output);
  }
}
