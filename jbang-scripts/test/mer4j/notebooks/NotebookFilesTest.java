package mer4j.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import mer4j.Project;
import mer4j.audio.WavFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies in the committed notebooks: manner, outputs, and no sound but the project's own. */
class NotebookFilesTest {
  private static final int LONGEST_CELL = 25;
  private static final int MEDIAN_CELL = 5;

  /** A path from the root of a file system, of at least two folders; no part of a web address. */
  private static final Pattern ABSOLUTE_PATH =
      Pattern.compile("(?<![\\w.:/<+=-])/\\w[\\w.-]*/\\w[^\\s<\"']*|\\b[A-Z]:\\\\\\w+");

  private static NotebookFile open(Path notebook) throws Exception {
    assumeFalse(notebook.equals(NotebooksTest.NONE), "there is no notebook in notebooks/");
    return NotebookFile.read(Project.root().resolve(notebook));
  }

  @ParameterizedTest
  @MethodSource("mer4j.notebooks.NotebooksTest#notebooks")
  void keepsToTheManner(Path file) throws Exception {
    var notebook = open(file);
    var code = notebook.cells("code");
    var text = notebook.cells("markdown");
    assertEquals("java", notebook.root().at("/metadata/kernelspec/name").asText());
    assertTrue(
        text.size() >= code.size(), text.size() + " text cells for " + code.size() + " of code");
    assertTrue(text.getFirst().contains("**Needs**"), "the first cell says what it needs");
    assertTrue(text.getFirst().contains("**Takes**"), "the first cell says how long it takes");
    var lines = code.stream().mapToInt(cell -> (int) cell.strip().lines().count()).sorted();
    var lengths = lines.toArray();
    assertTrue(
        lengths[lengths.length / 2] <= MEDIAN_CELL,
        "the median code cell has " + lengths[lengths.length / 2] + " lines");
    assertTrue(
        lengths[lengths.length - 1] <= LONGEST_CELL,
        "the longest code cell has " + lengths[lengths.length - 1] + " lines");
  }

  @ParameterizedTest
  @MethodSource("mer4j.notebooks.NotebooksTest#notebooks")
  void keepsItsOutputs(Path file) throws Exception {
    var notebook = open(file);
    assertEquals(List.of(), notebook.errors());
    assertTrue(notebook.figures() >= 2, "shows " + notebook.figures() + " figures");
    for (var cell : notebook.root().get("cells")) {
      if (cell.get("cell_type").asText().equals("code")) {
        assertTrue(cell.get("execution_count").isInt(), "not executed: " + cell.get("source"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("mer4j.notebooks.NotebooksTest#notebooks")
  void namesNoPlaceOfAMachine(Path file) throws Exception {
    var notebook = open(file);
    for (var shown : notebook.shown()) {
      var found = ABSOLUTE_PATH.matcher(shown);
      assertFalse(found.find(), () -> "an output names " + found.group());
    }
    for (var place : List.of(Project.root().toString(), System.getProperty("user.home"))) {
      assertFalse(notebook.text().contains(place + File.separator), "names " + place);
    }
  }

  @ParameterizedTest
  @MethodSource("mer4j.notebooks.NotebooksTest#notebooks")
  void playsTheEmbeddedCorpusOnly(Path file) throws Exception {
    var notebook = open(file);
    for (var type : notebook.mediaTypes()) {
      assertFalse(type.startsWith("audio/") || type.startsWith("video/"), "holds " + type);
    }
    for (var page : notebook.pages()) {
      for (var sound : EmbeddedSounds.in(page)) {
        assertTrue(EmbeddedSounds.contain(sound), "plays a sound not of the embedded corpus");
      }
    }
  }

  @Test
  void anyOtherSoundIsFound(@TempDir Path folder) throws Exception {
    var samples = new float[16_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(i * .05) / 2;
    }
    var file = folder.resolve("other.wav");
    WavFile.write(file, samples, 8000);
    var sound = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    var found = EmbeddedSounds.in("<audio controls src=\"data:audio/wav;base64," + sound + "\">");
    assertEquals(1, found.size());
    assertFalse(EmbeddedSounds.contain(found.getFirst()));
    assertThrows(AssertionError.class, () -> EmbeddedSounds.in("<audio src=\"song.mp3\"></audio>"));
    assertThrows(
        AssertionError.class,
        () -> EmbeddedSounds.in("<audio src=\"data:audio/mpeg;base64,//uQxAAA\"></audio>"));
  }
}
