package mer4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir Path folder;

  @Test
  void foldersAreMadeOrTheReasonIsTold() throws IOException {
    assertTrue(Files.isDirectory(Folders.make(folder.resolve("a/b c/d"))));
    var file = Files.createFile(folder.resolve("file"));
    var taken = assertThrows(IOException.class, () -> Folders.make(file));
    assertEquals(
        "cannot make the folder " + file + ": a file of that name is there", taken.getMessage());
    var below = assertThrows(IOException.class, () -> Folders.make(file.resolve("x")));
    assertTrue(below.getMessage().startsWith("cannot make the folder " + file.resolve("x") + ": "));
  }

  @Test
  void insideIsToldThroughLinksAndFoldersThatAreNotThereYet() throws IOException {
    var music = Files.createDirectory(folder.resolve("music"));
    var link = Files.createSymbolicLink(folder.resolve("link"), music);
    assertTrue(Folders.isInside(music, music));
    assertTrue(Folders.isInside(link.resolve("new/run"), music));
    assertTrue(Folders.isInside(folder.resolve("x/../music/run"), music));
    assertTrue(Folders.isInside(music.resolve("run"), link));
    assertFalse(Folders.isInside(folder.resolve("music2"), music));
    assertFalse(Folders.isInside(music.resolve("../run"), music));
  }

  @Test
  void reasonsAreWords() {
    assertEquals("no such file or folder", Folders.reason(new NoSuchFileException("x")));
    assertEquals("full", Folders.reason(new FileSystemException("x", null, "full")));
    assertEquals("told", Folders.reason(new IOException("told")));
    assertEquals("IOException", Folders.reason(new IOException()));
  }
}
