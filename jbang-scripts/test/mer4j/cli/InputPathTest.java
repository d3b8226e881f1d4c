package mer4j.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class InputPathTest {
  @TempDir Path folder;

  @Command(name = "demo")
  static class Demo implements Callable<Integer> {
    @Mixin JobsOption jobs;

    @Option(names = "--output")
    Path output;

    @Parameters(arity = "0..*")
    List<Path> inputs = List.of();

    @Override
    public Integer call() {
      return 10 + jobs.count();
    }
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        Arguments.of("--output", "", "no such file or folder: \"\" (an empty name)"),
        Arguments.of("in.wav", "", "no such file or folder: \"\" (an empty name)"),
        Arguments.of("--output", "a\0b", "file name not possible"),
        Arguments.of("in.wav", "a\0b", "file name not possible"),
        Arguments.of("--jobs", "0", "--jobs must be at least 1; given 0"),
        Arguments.of("--jobs", "-3", "--jobs must be at least 1; given -3"),
        Arguments.of("--jobs", "many", "'many' is not an int"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void wrongValuesAreTold(String option, String value, String told) {
    var err = new ByteArrayOutputStream();
    var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    assertEquals(2, Scripts.run(new Demo(), stream, option, value));
    var text = err.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains(told), text);
    assertEquals(1, text.lines().count(), text);
  }

  @Test
  void jobsAreCounted() {
    assertEquals(17, Scripts.run(new Demo(), "--jobs", "7"));
    assertEquals(10 + Runtime.getRuntime().availableProcessors(), Scripts.run(new Demo()));
  }

  @Test
  void missingInputsAreWrongUsage() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> InputPath.require(Path.of("no where")));
    assertEquals("no such file or folder: no where", error.getMessage());
    assertDoesNotThrow(() -> InputPath.requireIfGiven(null));
    assertThrows(
        IllegalArgumentException.class, () -> InputPath.requireIfGiven(Path.of("no where")));
  }

  @Test
  void outputsLieOutsideInputs() throws IOException {
    var music = Files.createDirectory(folder.resolve("music"));
    var song = Files.createFile(music.resolve("song.wav"));
    InputPath.requireOutside(folder.resolve("features"), List.of(music));
    InputPath.requireOutside(music.resolve("features"), List.of(song));
    for (var inside : List.of(music, music.resolve("features"))) {
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> InputPath.requireOutside(inside, List.of(song, music)));
      assertTrue(error.getMessage().contains("inside the input folder " + music));
    }
  }
}
