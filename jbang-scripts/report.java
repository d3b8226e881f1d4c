///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -Xmx4g -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages

import java.util.concurrent.Callable;
import mer4j.Project;
import mer4j.cli.CommonOptions;
import mer4j.cli.Scripts;
import mer4j.report.Report;
import mer4j.report.ResultsFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gathers the committed results into the tables of the studies. */
@Command(
    name = "report",
    description = {
      "Gathers the results in data/results into the tables of the studies, published values beside",
      "those measured here, and prints them. What has not been run is an empty cell.",
    },
    footerHeading = "%nExamples:%n",
    footer = {"  jbang report.java", "  jbang report.java --update"})
class report implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Option(
      names = "--update",
      description = "Write them: data/results/README.md, figures/ and the README's tables.")
  boolean update;

  public static void main(String[] args) {
    System.exit(Scripts.run(new report(), args));
  }

  @Override
  public Integer call() throws Exception {
    var report = Report.of(new ResultsFolder(Project.data()));
    if (update) {
      report.update(Project.root()).forEach(System.out::println);
    } else {
      System.out.print(report.page());
    }
    return Scripts.DONE;
  }
}
