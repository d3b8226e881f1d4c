package mer4j;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints a line per test class while the tests run, each failure as one block, the reasons for
 * skipped tests, and {@code N passed, N failed, N skipped} as the last line.
 */
public final class TestLog implements TestExecutionListener {
  private static final int FRAMES = 8;
  private static final int LINES = 40;

  private final PrintStream out;
  private final Map<String, Long> started = new HashMap<>();
  private final Map<String, Integer> perClass = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final List<String> failures = new ArrayList<>();
  private final Map<String, Integer> skips = new TreeMap<>();
  private TestPlan plan;
  private int passed;
  private int failed;
  private int skipped;

  /**
   * @param out where everything is printed
   */
  public TestLog(PrintStream out) {
    this.out = out;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    this.plan = plan;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (isTopClass(test)) {
      started.put(test.getUniqueId(), System.nanoTime());
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skip(test, reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (test.isTest()) {
          passed++;
          count(test);
        }
      }
      case ABORTED ->
          skip(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
      case FAILED -> {
        failed++;
        count(test);
        fail(test, result.getThrowable().orElse(null));
      }
    }
    if (isTopClass(test)) {
      var seconds = (System.nanoTime() - started.get(test.getUniqueId())) / 1e9;
      out.printf(
          "%-60s %4d tests %7.1f s%n",
          className(test), perClass.getOrDefault(className(test), 0), seconds);
      out.flush();
    }
    ended.add(test.getUniqueId());
  }

  /** Skips this test, or each test of this container that has not ended. */
  private void skip(TestIdentifier test, String reason) {
    var tests =
        test.isTest()
            ? 1
            : (int)
                plan.getDescendants(test).stream()
                    .filter(t -> t.isTest() && !ended.contains(t.getUniqueId()))
                    .count();
    skipped += Math.max(1, tests);
    var line = className(test) + ": " + firstLine(reason).replaceFirst("^Assumption failed: ", "");
    skips.merge(line, Math.max(1, tests), Integer::sum);
  }

  private void count(TestIdentifier test) {
    perClass.merge(className(test), 1, Integer::sum);
  }

  private void fail(TestIdentifier test, Throwable error) {
    var block = new StringBuilder("FAILED ").append(className(test));
    test.getSource()
        .filter(MethodSource.class::isInstance)
        .ifPresent(s -> block.append('#').append(((MethodSource) s).getMethodName()));
    if (test.getSource().filter(MethodSource.class::isInstance).isEmpty()
        || !test.getLegacyReportingName().equals(test.getDisplayName())) {
      block.append("  ").append(test.getDisplayName());
    }
    for (var cause = error; cause != null; cause = cause.getCause()) {
      block.append(cause == error ? "\n  " : "\n  caused by ");
      var message = cause.getMessage();
      block.append(
          cause instanceof AssertionError && message != null ? shorten(message) : cause.toString());
      var shown = 0;
      for (var frame : cause.getStackTrace()) {
        if (shown < FRAMES && frame.getClassName().startsWith("mer4j.")) {
          block.append("\n      at ").append(frame);
          shown++;
        }
      }
    }
    failures.add(block.toString());
    out.println(block);
    out.flush();
  }

  /**
   * Prints the skipped tests with their reasons, all failures once more, and the last line.
   *
   * @return true if at least one test passed and none failed
   */
  public boolean finish() {
    if (!skips.isEmpty()) {
      out.println();
      skips.forEach((reason, n) -> out.println("skipped " + n + "  " + reason));
    }
    if (!failures.isEmpty()) {
      out.println();
      failures.forEach(out::println);
    }
    var ran = passed + failed > 0;
    if (!ran) {
      out.println("no test ran");
    }
    out.println();
    out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
    out.flush();
    return ran && failed == 0;
  }

  private static boolean isTopClass(TestIdentifier test) {
    return test.getSource()
        .filter(ClassSource.class::isInstance)
        .map(s -> !((ClassSource) s).getClassName().contains("$"))
        .orElse(false);
  }

  private String className(TestIdentifier test) {
    var source = test.getSource().orElse(null);
    if (source instanceof ClassSource type) {
      return type.getClassName();
    }
    if (source instanceof MethodSource method) {
      return method.getClassName();
    }
    return plan.getParent(test).map(this::className).orElse(test.getDisplayName());
  }

  private static String shorten(String message) {
    var lines = message.lines().toList();
    var kept = String.join("\n", lines.subList(0, Math.min(LINES, lines.size())));
    return kept.indent(2).strip()
        + (lines.size() > LINES ? "\n  ... " + (lines.size() - LINES) + " lines more" : "");
  }

  private static String firstLine(String text) {
    return text == null ? "no reason given" : text.strip().lines().findFirst().orElse("");
  }
}
