package mer4j.cli;

import picocli.CommandLine.Option;

/** The options that every script has; include with picocli's {@code @Mixin}. */
public final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  boolean version;

  @Option(names = Scripts.VERBOSE, description = "Show where an error comes from (stack traces).")
  boolean verbose;

  /** Whether the caller asked for stack traces. */
  public boolean verbose() {
    return verbose;
  }
}
