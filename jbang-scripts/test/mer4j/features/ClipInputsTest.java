package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipInputsTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    var path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.exists(path) ? path : Files.createFile(path);
  }

  private static List<String> ids(Path... inputs) throws IOException {
    return ClipInputs.of(List.of(inputs)).clips().stream().map(SourceClip::id).toList();
  }

  @Test
  void anIdIsThePathBelowTheFolderWithoutExtension() throws IOException {
    file("b.mp3");
    file("Q1/a.b.WAV");
    file("Q1/deep er/c.flac");
    file("notes.txt");
    file(".hidden.mp3");
    assertEquals(List.of(".hidden", "Q1__a.b", "Q1__deep er__c", "b"), ids(folder));
  }

  @Test
  void aFileGivenDirectlyHasItsNameWhateverItsExtension() throws IOException {
    assertEquals(
        List.of(".mp3", "song", "text"), ids(file("x/song.mp3"), file("text.txt"), file(".mp3")));
  }

  @Test
  void filesOfOneStemKeepTheirExtension() throws IOException {
    file("a.mp3");
    file("a.wav");
    file("b.mp3");
    assertEquals(List.of("a.mp3", "a.wav", "b"), ids(folder));
  }

  @Test
  void filesThatStillShareAnIdAreToldApart() throws IOException {
    file("x/a__b.mp3");
    file("x/a/b.mp3");
    var ids = ids(folder.resolve("x"));
    assertEquals(2, new HashSet<>(ids).size());
    assertTrue(ids.stream().allMatch(id -> id.startsWith("x__a__b.mp3__")), ids.toString());
    assertEquals(ids, ids(folder.resolve("x")));

    file("rock/1.mp3");
    file("jazz/1.mp3");
    assertEquals(
        List.of("jazz__1.mp3", "rock__1.mp3"), ids(folder.resolve("rock"), folder.resolve("jazz")));
  }

  @Test
  void aFileReachedTwiceCountsOnce() throws IOException {
    var song = file("a/song.mp3");
    var roundabout = folder.resolve("a/../a/song.mp3");
    assertEquals(List.of("a__song"), ids(folder, song, roundabout, folder));
  }

  @Test
  void linksAreFollowedButCirclesEnd() throws IOException {
    file("a/1.mp3");
    file("b/2.mp3");
    Files.createSymbolicLink(folder.resolve("a/up"), folder);
    Files.createSymbolicLink(folder.resolve("b/aside"), folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("c"), folder.resolve("c"));
    Files.createSymbolicLink(folder.resolve("lost.mp3"), folder.resolve("nowhere.mp3"));
    Files.createSymbolicLink(folder.resolve("good.mp3"), folder.resolve("a/1.mp3"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          var inputs = ClipInputs.of(List.of(folder));
          assertEquals(
              List.of("a__1", "b__2", "good"),
              inputs.clips().stream().map(SourceClip::id).toList());
          assertEquals(1, inputs.skipped().size());
          assertTrue(inputs.skipped().getFirst().source().endsWith("lost.mp3"));
        });
  }

  @Test
  void aFolderNamedLikeAFileIsAFolder() throws IOException {
    file("x.mp3/y.mp3");
    assertEquals(List.of("x.mp3__y"), ids(folder));
  }

  @Test
  void strangeNamesAreKept() throws IOException {
    var names =
        List.of("a b", "quote\"'", "line\nbreak", "über ♫ 🎵", "comma,semi;", "-dash", "%41");
    for (var name : names) {
      file(name + ".mp3");
    }
    assertEquals(names.stream().sorted().toList(), ids(folder));
  }

  @Test
  void anIdTooLongForAFileNameIsCut() throws IOException {
    var deep = String.join("/", java.util.Collections.nCopies(4, "é".repeat(50)));
    file(deep + "/one.mp3");
    file(deep + "/two.mp3");
    var ids = ids(folder);
    assertEquals(2, new HashSet<>(ids).size());
    for (var id : ids) {
      assertTrue(id.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 200, id);
    }
  }

  @Test
  void whatMacOsPutsBesideAFileIsPassedOver() throws IOException {
    file("song.mp3");
    file("._song.mp3");
    file("._alone.mp3");
    assertEquals(List.of("._alone", "song"), ids(folder));
  }

  @Test
  void inputsWithoutAudioAreNamed() throws IOException {
    var empty = Files.createDirectory(folder.resolve("empty"));
    var e = assertThrows(IOException.class, () -> ids(empty));
    assertTrue(e.getMessage().contains(empty.toString()), e.getMessage());

    file("full/a.mp3");
    var inputs = ClipInputs.of(Arrays.asList(empty, folder.resolve("full")));
    assertEquals(1, inputs.clips().size());
    assertEquals(empty.toString(), inputs.skipped().getFirst().source());

    var missing = folder.resolve("missing");
    var wrong = assertThrows(IllegalArgumentException.class, () -> ids(missing));
    assertTrue(wrong.getMessage().contains("missing does not exist"), wrong.getMessage());
  }
}
