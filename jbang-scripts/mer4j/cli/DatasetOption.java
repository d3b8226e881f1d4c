package mer4j.cli;

import picocli.CommandLine.Option;

/** The option {@code --dataset} of scripts that work on one; a mixin. */
public final class DatasetOption {
  @Option(
      names = "--dataset",
      paramLabel = "NAME|DIR",
      description = "Data set, or a folder with a subfolder per class (default: embedded).")
  private String name = "embedded";

  /** For picocli. */
  public DatasetOption() {}

  /** A name of the registry, or a folder. */
  public String name() {
    return name;
  }
}
