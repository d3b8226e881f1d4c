package mer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mer4j.nn.RecurrentKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

/** Wrong usage of the scripts that train networks: one line, exit code 2, nothing begun. */
class NetworkCommandTest {
  @TempDir Path folder;

  @Command(name = "train_brnn")
  private static final class TrainBrnn extends NetworkCommand {
    TrainBrnn() {
      super(RecurrentKind.BRNN);
    }
  }

  private String wrong(String... args) {
    var bytes = new ByteArrayOutputStream();
    var err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertEquals(Scripts.WRONG_USAGE, Scripts.run(new TrainBrnn(), err, args));
    var text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count(), text);
    return text;
  }

  @ParameterizedTest
  @CsvSource({
    "--epochs 0, 'epochs must be at least 1, not 0'",
    "--epochs many, --epochs",
    "--batch 1, batch",
    "--learning-rate 0, learning rate",
    "--learning-rate -1, learning rate",
    "--hidden 0, hidden",
    "--frame-step 0, frame step",
    "--jobs 0, jobs",
    "--pooling median, mean",
    "--protocol honest, leak-free",
    "--resume, --output",
    "--dataset no-such-set, embedded"
  })
  void isNamedInOneLine(String args, String part) {
    var message = wrong(args.split(" "));
    assertTrue(message.toLowerCase().contains(part), message);
  }

  @Test
  void aTakenOrMissingRunIsToldBeforeAnythingBegins() throws Exception {
    var output = folder.toString();
    assertTrue(wrong("--output", output, "--resume").contains("no run to resume"));
    var inside = folder.resolve("run").toString();
    assertTrue(wrong("--dataset", output, "--output", inside).contains("inside"));
    Files.writeString(folder.resolve("config.json"), "{}");
    assertTrue(wrong("--output", output).contains("holds a run already"));
  }
}
