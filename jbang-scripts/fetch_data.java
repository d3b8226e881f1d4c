///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import mer4j.cli.CommonOptions;
import mer4j.cli.InputPath;
import mer4j.cli.Scripts;
import mer4j.cli.TerminalProgress;
import mer4j.data.DatasetImport;
import mer4j.data.Datasets;
import mer4j.data.ImportReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings data sets into the project. */
@Command(
    name = "fetch_data",
    description = {
      "Bring a data set into the project and check every file against the committed checksums.",
      "Safe to repeat: what is right already is left alone."
    },
    footer = {
      "",
      "Examples:",
      "  jbang fetch_data.java --list",
      "  jbang fetch_data.java 4q --from ~/Downloads/MER_audio_taffc_dataset.zip",
      "  jbang fetch_data.java --cite 4q",
      "Exit code: 0 complete, 3 some clips are missing or differ, 1 nothing is there."
    })
class fetch_data implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Mixin CommonOptions common;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the data set.")
  String name;

  @Option(
      names = "--from",
      paramLabel = "DIR|ZIP",
      description = "Import a copy you have: the set's files lie in it at any depth.")
  Path from;

  @Option(names = "--list", description = "List the data sets.")
  boolean list;

  @Option(names = "--cite", paramLabel = "NAME", description = "Print what to cite.")
  String cite;

  @Option(names = "--licence", paramLabel = "NAME", description = "Print what may be done with it.")
  String licence;

  public static void main(String[] args) {
    System.exit(Scripts.run(new fetch_data(), args));
  }

  @Override
  public Integer call() throws IOException {
    requireOneWish();
    if (list) {
      Datasets.registry().forEach(set -> System.out.println(set.summary()));
    } else if (cite != null) {
      System.out.println(Datasets.descriptor(cite).citation());
    } else if (licence != null) {
      System.out.println(Datasets.descriptor(licence).licence());
    } else if (name == null) {
      throw new IllegalArgumentException("which data set? (--list shows them)");
    } else {
      return fetch();
    }
    return Scripts.DONE;
  }

  /** An option that is not looked at would be taken for done. */
  private void requireOneWish() {
    var wishes = new ArrayList<String>();
    if (name != null) {
      wishes.add("NAME");
    }
    if (list) {
      wishes.add("--list");
    }
    if (cite != null) {
      wishes.add("--cite");
    }
    if (licence != null) {
      wishes.add("--licence");
    }
    if (wishes.size() > 1) {
      throw new IllegalArgumentException(
          "one of NAME, --list, --cite NAME and --licence NAME at a time; given are "
              + String.join(" and ", wishes));
    }
    if (from != null && name == null) {
      throw new IllegalArgumentException("--from needs the NAME of the data set to import");
    }
  }

  private int fetch() throws IOException {
    var set = Datasets.descriptor(name);
    InputPath.requireIfGiven(from);
    System.err.println("Licence of " + set.title() + ": " + set.licence());
    var data = new DatasetImport(set);
    ImportReport report;
    try (var progress = new TerminalProgress("check " + name, "clips")) {
      report = from != null ? data.from(from, progress) : data.validate(progress);
    }
    if (from == null && !report.complete()) {
      try (var progress = new TerminalProgress("download " + name, "bytes")) {
        report = data.download(progress);
      }
    }
    System.out.println(name + ": " + report.summary(data.audioFolder()));
    report.troubles(common.verbose() ? Integer.MAX_VALUE : SHOWN).forEach(System.err::println);
    int incomplete = report.here() > 0 ? Scripts.SOME_SKIPPED : Scripts.FAILED;
    return report.complete() ? Scripts.DONE : incomplete;
  }
}
