package mer4j.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --jobs} of scripts that work on several things at once; a mixin. */
public final class JobsOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private int count = Runtime.getRuntime().availableProcessors();

  /** For picocli. */
  public JobsOption() {}

  /** How many, at least 1. */
  public int count() {
    return count;
  }

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Things to do at once (default: the number of cores).")
  void count(int count) {
    if (count < 1) {
      throw new ParameterException(
          command.commandLine(), "--jobs must be at least 1; given " + count);
    }
    this.count = count;
  }
}
