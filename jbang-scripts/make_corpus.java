///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m

import java.nio.file.Path;
import java.util.concurrent.Callable;
import mer4j.Project;
import mer4j.cli.CommonOptions;
import mer4j.cli.Scripts;
import mer4j.cli.TerminalProgress;
import mer4j.corpus.EmbeddedCorpus;
import mer4j.data.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Composes the embedded corpus. */
@Command(
    name = "make_corpus",
    description = {
      "Compose and render a corpus of short pieces labelled with valence, arousal and quadrant.",
      "The same arguments give the same bytes on every machine."
    },
    footer = {
      "",
      "Examples:",
      "  jbang make_corpus.java",
      "  jbang make_corpus.java --output my-corpus --clips 400 --seconds 20 --seed 7",
      "  jbang train_baselines.java --dataset my-corpus"
    })
class make_corpus implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where to (default: data/embedded of the project).")
  Path output;

  @Option(
      names = "--clips",
      defaultValue = "" + EmbeddedCorpus.CLIPS,
      description = "How many, a multiple of 4, at least 16 (default: ${DEFAULT-VALUE}).")
  int clips;

  @Option(
      names = "--seconds",
      defaultValue = "" + EmbeddedCorpus.SECONDS,
      description = "Length of each (default: ${DEFAULT-VALUE}).")
  double seconds;

  @Option(
      names = "--seed",
      defaultValue = "" + EmbeddedCorpus.SEED,
      description = "What everything drawn follows from (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--index",
      paramLabel = "FILE",
      description = "Also write sizes and checksums, as in data/embedded-index.csv.")
  Path index;

  public static void main(String[] args) {
    System.exit(Scripts.run(new make_corpus(), args));
  }

  @Override
  public Integer call() throws Exception {
    var folder = output == null ? Project.data().resolve("embedded") : output;
    try (var progress = new TerminalProgress("compose", "clips")) {
      EmbeddedCorpus.write(folder, clips, seconds, seed, progress);
    }
    if (index != null) {
      Datasets.writeIndex(Datasets.open(folder.toAbsolutePath().toString()), index);
    }
    System.out.println(folder);
    return Scripts.DONE;
  }
}
