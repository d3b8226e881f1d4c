package mer4j.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import mer4j.CsvFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code make_corpus} and {@code fetch_data}, called as a user calls them. */
class DataScriptsTest {
  @TempDir Path folder;

  private ScriptProcess run(String script, Object... arguments) throws Exception {
    return ScriptProcess.run(script, folder, arguments);
  }

  private static void refused(ScriptProcess process, int exitCode, String message) {
    assertEquals(exitCode, process.exitCode(), process.err());
    assertTrue(process.err().contains(message), process.err());
    assertFalse(process.err().contains("\tat "), process.err());
  }

  @Test
  void composesACorpus() throws Exception {
    var made =
        run(
            "make_corpus",
            "--output",
            "small set",
            "--clips",
            16,
            "--seconds",
            1.5,
            "--seed",
            3,
            "--index",
            "index.csv");
    assertEquals(0, made.exitCode(), made.err());
    assertEquals("small set", made.out().strip());
    assertEquals(17, CsvFile.lines(folder.resolve("small set/annotations.csv")).size());
    assertEquals(44 + 2 * 33075, Files.size(folder.resolve("small set/audio/EC000001.wav")));
    assertEquals(17, CsvFile.lines(folder.resolve("index.csv")).size());
    refused(run("make_corpus", "--clips", 15), 2, "multiple of 4");
    var file = Files.writeString(folder.resolve("file"), "");
    refused(run("make_corpus", "--clips", 16, "--output", file), 1, "file");
  }

  @Test
  void knowsItsDataSets() throws Exception {
    var list = run("fetch_data", "--list");
    assertEquals(0, list.exitCode(), list.err());
    assertTrue(list.out().contains("4q") && list.out().contains("embedded"), list.out());
    assertTrue(run("fetch_data", "--cite", "4q").out().contains("Panda"));
    var both = run("fetch_data", "--list", "--cite", "4q");
    refused(both, 2, "at a time; given are --list and --cite");
    assertEquals("", both.out());
    refused(run("fetch_data", "--list", "--from", "."), 2, "--from needs the NAME");
    var embedded = run("fetch_data", "embedded");
    assertEquals(0, embedded.exitCode(), embedded.err());
    assertTrue(embedded.out().contains("160 of 160 clips"), embedded.out());
    refused(run("fetch_data", "5q"), 2, "unknown data set '5q': allowed are 4q, embedded");
    refused(run("fetch_data", "4q", "--from", "nowhere"), 2, "nowhere");
    var text = Files.writeString(folder.resolve("set.zip"), "no archive");
    refused(run("fetch_data", "4q", "--from", text), 1, "not a readable zip archive");
  }
}
