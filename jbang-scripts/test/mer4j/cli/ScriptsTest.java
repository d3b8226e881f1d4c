package mer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import mer4j.Mer4j;
import mer4j.eval.Protocol;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ScriptsTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @Command(name = "demo", description = "Does something.", footer = "Example: demo --epochs 3")
  static class Demo implements Callable<Integer> {
    @Mixin CommonOptions common;

    @Option(names = "--epochs")
    int epochs = 1;

    @Option(names = "--protocol")
    Protocol protocol = Protocol.LEAK_FREE;

    @Parameters(arity = "0..*")
    List<Path> inputs = List.of();

    private final Callable<Integer> body;

    Demo(Callable<Integer> body) {
      this.body = body;
    }

    @Override
    public Integer call() throws Exception {
      InputPath.require(inputs);
      return body.call();
    }
  }

  private int run(Callable<Integer> body, String... args) {
    return Scripts.run(new Demo(body), new PrintStream(told, true, StandardCharsets.UTF_8), args);
  }

  private int failWith(Exception error, String... args) {
    return run(
        () -> {
          throw error;
        },
        args);
  }

  private String told() {
    return told.toString(StandardCharsets.UTF_8);
  }

  private void assertOneLine(String expected) {
    assertEquals(1, told().lines().count(), told());
    assertTrue(told().contains(expected), told());
    assertTrue(told().startsWith("demo: "), told());
  }

  @Test
  void theCommandsCodeIsTheExitCode() {
    assertEquals(3, run(() -> 3));
    assertEquals(0, run(() -> null));
    assertEquals("", told());
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    assertEquals(2, run(() -> 0, "--epoch", "3"));
    assertOneLine("--epoch");
    assertTrue(told().contains("near: --epochs"), told());
  }

  @Test
  void aBadValueIsWrongUsageAndNamed() {
    assertEquals(2, run(() -> 0, "--epochs", "many"));
    assertOneLine("many");
  }

  @Test
  void anUnknownProtocolListsTheAllowedOnes() {
    assertEquals(2, run(() -> 0, "--protocol", "honest"));
    assertOneLine("as-published, leak-free");
    assertFalse(told().contains("Exception"), told());
  }

  @Test
  void aMissingInputIsWrongUsage() {
    assertEquals(2, run(() -> 0, "no/such/song.mp3"));
    assertOneLine("no such file or folder: no/such/song.mp3");
  }

  @Test
  void anEmptyInputIsWrongUsage() {
    assertEquals(2, run(() -> 0, ""));
    assertOneLine("no such file or folder: \"\"");
  }

  @Test
  void anArgumentErrorOfTheLibraryIsWrongUsage() {
    assertEquals(2, failWith(new IllegalArgumentException("epochs must be above 0, not 0")));
    assertOneLine("epochs must be above 0, not 0");
  }

  @Test
  void anArgumentErrorFromAMistakeInsideIsNot() {
    assertEquals(1, failWith(new NumberFormatException("x")));
    assertOneLine("unexpected");
  }

  @Test
  void fileErrorsNameTheFile() {
    assertEquals(1, failWith(new NoSuchFileException("a/b.npy")));
    assertOneLine("no such file or folder: a/b.npy");
  }

  @Test
  void wrappedErrorsAreUnwrapped() {
    var cause = new UncheckedIOException(new IOException("a.npy: not\nan array"));
    assertEquals(1, failWith(new ExecutionException(cause)));
    assertOneLine("a.npy: not; an array");
  }

  @Test
  void unexpectedErrorsPointToVerbose() {
    assertEquals(1, failWith(new ArrayIndexOutOfBoundsException("Index 3")));
    assertOneLine("unexpected java.lang.ArrayIndexOutOfBoundsException: Index 3 (--verbose");
  }

  @Test
  void verboseShowsTheTrace() {
    assertEquals(1, failWith(new TimeoutException("slow"), "--verbose"));
    assertTrue(told().contains("at mer4j.cli.ScriptsTest"), told());
  }

  @Test
  void stoppedWorkHasItsOwnCode() {
    assertEquals(130, failWith(new UncheckedIOException(new ClosedByInterruptException())));
    assertOneLine("stopped");
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    var before = System.out;
    var out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertEquals(0, failWith(new IOException("must not run"), "--help"));
      assertEquals(0, failWith(new IOException("must not run"), "--version"));
    } finally {
      System.setOut(before);
    }
    var text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("Example: demo --epochs 3"), text);
    assertTrue(text.contains("--verbose"), text);
    assertTrue(text.contains("demo " + Mer4j.VERSION), text);
    assertEquals("", told());
  }
}
