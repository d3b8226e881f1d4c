///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS mer4j/Mer4j.java
//DEPS mer4j/checkout.jar
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xss8m -Xmx4g -XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages

import mer4j.cli.NetworkCommand;
import mer4j.cli.Scripts;
import mer4j.nn.RecurrentKind;
import picocli.CommandLine.Command;

/** Trains the study's bidirectional recurrent network and tests it. */
@Command(
    name = "train_brnn",
    description = {
      "Trains a bidirectional recurrent network (Schuster and Paliwal, 1997) on the study's"
          + " features and tests it.",
      "Options left out are the study's for its data sets, and small ones for others."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  jbang train_brnn.java",
      "  jbang train_brnn.java --dataset 4q --epochs 2",
      "  jbang train_brnn.java --dataset my-music/ --protocol leak-free --output runs/mine",
      "  jbang train_brnn.java --dataset my-music/ --protocol leak-free --output runs/mine --resume"
    })
class train_brnn extends NetworkCommand {
  train_brnn() {
    super(RecurrentKind.BRNN);
  }

  public static void main(String[] args) {
    System.exit(Scripts.run(new train_brnn(), args));
  }
}
