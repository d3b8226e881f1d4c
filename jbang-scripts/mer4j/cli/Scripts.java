package mer4j.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mer4j.Mer4j;
import mer4j.eval.Protocol;
import mer4j.runs.NetworkFold;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a script's picocli command: options read, errors told in one line on standard error, a clear
 * exit code, and a clean stop on Ctrl-C.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   System.exit(Scripts.run(new make_corpus(), args));
 * }
 * }</pre>
 */
public final class Scripts {
  /** Exit code: all done. */
  public static final int DONE = 0;

  /** Exit code: failed. */
  public static final int FAILED = 1;

  /** Exit code: an option, a name or a path given by the caller is wrong; nothing was done. */
  public static final int WRONG_USAGE = 2;

  /** Exit code: finished, but some inputs were skipped (and listed). */
  public static final int SOME_SKIPPED = 3;

  /** Exit code: stopped by Ctrl-C, as shells number it. */
  public static final int INTERRUPTED = 130;

  static final String VERBOSE = "--verbose";

  /** How long a stopped script may take to finish the clip or batch at hand. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Scripts() {}

  /**
   * Reads the arguments into the command, calls it and reports any error.
   *
   * @param command an object annotated with picocli's {@code @Command}; what it returns is the exit
   *     code, {@code null} meaning {@link #DONE}
   * @param args the arguments as the shell gave them
   * @return the exit code: that of the command, or {@link #WRONG_USAGE} for a wrong argument (an
   *     {@link IllegalArgumentException} included), {@link #INTERRUPTED} if the work was stopped,
   *     else {@link #FAILED}
   */
  public static int run(Callable<Integer> command, String... args) {
    return run(command, System.err, args);
  }

  static int run(Callable<Integer> command, PrintStream err, String... args) {
    var worker = Thread.currentThread();
    var ended = new CountDownLatch(1);
    var hook = new Thread(() -> stop(worker, ended, err), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return execute(command, err, args);
    } finally {
      ended.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // already shutting down: the hook is running and waits for the latch just released
      }
    }
  }

  /** Lets the working thread reach a state from which the next run can go on. */
  private static void stop(Thread worker, CountDownLatch ended, PrintStream err) {
    err.println();
    err.println("stopping after the step at hand ...");
    worker.interrupt();
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        err.println("stopped in the middle of a step; it will be done again by the next run");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int execute(Callable<Integer> command, PrintStream err, String... args) {
    var name = name(command);
    var verbose = Arrays.asList(args).contains(VERBOSE);
    FileNames.warnIfUnreadable(err, args);
    try {
      var line = commandLine(command, name);
      var parsed = line.parseArgs(args);
      if (CommandLine.printHelpIfRequested(parsed)) {
        return DONE;
      }
      checkPaths(parsed);
      var code = command.call();
      return code == null ? DONE : code;
    } catch (ParameterException e) {
      err.println(name + ": " + usage(e));
      trace(e, verbose, err);
      return WRONG_USAGE;
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      var failure = Failure.of(e);
      err.println(name + ": " + failure.message());
      trace(e, verbose, err);
      return failure.exitCode();
    }
  }

  private static CommandLine commandLine(Object command, String name) {
    var line = new CommandLine(command);
    line.setCommandName(name);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    line.setUsageHelpLongOptionsMaxWidth(30);
    line.getCommandSpec().version(name + " " + Mer4j.VERSION + " (mer4j)");
    nameValues(line.getCommandSpec());
    line.registerConverter(Protocol.class, named(Protocol::parse));
    line.registerConverter(NetworkFold.class, named(NetworkFold::parse));
    line.registerConverter(Path.class, Scripts::path);
    return line;
  }

  /**
   * Never fails, because picocli takes an operand that cannot be converted for a superfluous one;
   * {@link #checkPaths} tells what is wrong instead.
   */
  private static Path path(String text) {
    try {
      return InputPath.parse(text);
    } catch (IllegalArgumentException e) {
      return Path.of("");
    }
  }

  private static void checkPaths(ParseResult parsed) {
    for (var argument : parsed.matchedArgs()) {
      if (Arrays.asList(argument.auxiliaryTypes()).contains(Path.class)) {
        argument.originalStringValues().forEach(InputPath::parse);
      }
    }
  }

  /** Values that have no name in the help get the option's: {@code --seed=SEED}. */
  private static void nameValues(CommandSpec spec) {
    for (var option : List.copyOf(spec.options())) {
      if (option.paramLabel().startsWith("<") && option.arity().max() > 0) {
        var label = option.longestName().replaceFirst("^-+", "").toUpperCase(Locale.ROOT);
        spec.remove(option);
        spec.addOption(OptionSpec.builder(option).paramLabel(label).build());
      }
    }
  }

  /** A converter whose message is the parser's own, not one wrapped by picocli. */
  private static <T> ITypeConverter<T> named(ITypeConverter<T> parser) {
    return text -> {
      try {
        return parser.convert(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  private static String name(Object command) {
    var annotation = command.getClass().getAnnotation(Command.class);
    return annotation == null || annotation.name().equals("<main class>")
        ? command.getClass().getSimpleName()
        : annotation.name();
  }

  private static String usage(ParameterException e) {
    var message = Failure.oneLine(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      var near = unmatched.getSuggestions();
      if (!near.isEmpty()) {
        message += "; near: " + String.join(", ", near);
      }
    }
    return message + " (--help lists the options)";
  }

  private static void trace(Throwable error, boolean verbose, PrintStream err) {
    if (verbose) {
      error.printStackTrace(err);
    }
  }
}
