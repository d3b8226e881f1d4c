package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
  @TempDir Path folder;

  private CsvTable read(byte[] content) throws IOException {
    return CsvTable.read(Files.write(folder.resolve("labels.csv"), content));
  }

  private CsvTable read(String content) throws IOException {
    return read(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void readsMarksLineEndsAndQuotes() throws IOException {
    var table = read("\uFEFFSong,Artist\r\n a ,\"Earth, Wind \"\"&\"\" Fire\"\r\n\r\nb,Dvořák\r\n");
    assertEquals(List.of("Song", "Artist"), table.columns());
    assertEquals(List.of("Earth, Wind \"&\" Fire", "Dvořák"), table.column("Artist"));
    assertEquals(0, table.rowsBy("Song").get("a"));
    assertEquals(List.of("Artist", "Song"), table.withFirst("Artist").columns());
  }

  @Test
  void namesFileAndTrouble() {
    refuses(
        "no column 'Quadrant'; it has Song, Quad",
        () -> read("Song,Quad\n1,2\n").column("Quadrant"));
    refuses("row 1 has 1 cells, the header has 2", () -> read("Song,Quadrant\nx\n"));
    refuses("empty", () -> read(""));
    refuses("stands twice", () -> read("Song,Song\n1,2\n"));
    refuses("'x' stands twice", () -> read("Song\nx\nx\n").rowsBy("Song"));
    refuses("not in UTF-8", () -> read(new byte[] {'a', (byte) 0xE9, '\n'}));
    refuses("no end", () -> read("a,b\n\"open,2\n"));
    assertThrows(IOException.class, () -> CsvTable.read(folder.resolve("none.csv")));
  }

  /** Any bytes give a table or an error that names the file, nothing else. */
  @Test
  void survivesNoise() {
    var random = new java.util.SplittableRandom(7);
    var letters = "a,\"\r\n;\uFEFF\0\t '".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int round = 0; round < 2000; round++) {
      var bytes = new byte[random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            random.nextInt(10) == 0
                ? (byte) random.nextInt(256)
                : letters[random.nextInt(letters.length)];
      }
      try {
        read(bytes);
      } catch (IOException e) {
        assertTrue(e.getMessage().contains("labels.csv"), e.getMessage());
      }
    }
  }

  private void refuses(String message, org.junit.jupiter.api.function.Executable call) {
    var error = assertThrows(IOException.class, call);
    assertTrue(error.getMessage().contains(message), error.getMessage());
    assertTrue(error.getMessage().contains("labels.csv"), error.getMessage());
  }
}
