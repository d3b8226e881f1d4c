package mer4j.scripts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mer4j.CsvFile;
import mer4j.audio.WavFile;
import mer4j.features.FeatureStore;
import mer4j.features.Npy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code extract_features} called as a user calls it. */
class ExtractFeaturesTest {
  @TempDir Path folder;

  @BeforeEach
  void makeMusic() throws Exception {
    Files.createDirectories(folder.resolve("my music/sub"));
    var samples = new float[22050];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.4 * Math.sin(0.06 * i) + 0.2 * Math.sin(0.31 * i));
    }
    WavFile.write(folder.resolve("my music/one.wav"), samples, 22050);
    WavFile.write(folder.resolve("my music/sub/two.wav"), samples, 16000);
  }

  private ScriptProcess run(Object... arguments) throws Exception {
    return ScriptProcess.run("extract_features", folder, arguments);
  }

  @Test
  void aFolderIsExtractedContinuedAndVerified() throws Exception {
    Files.writeString(folder.resolve("my music/broken.mp3"), "no music at all");
    var first = run("my music", "--output", "out", "--jobs", "2");
    assertEquals(3, first.exitCode(), first.toString());
    assertEquals("out\n", first.out(), first.toString());
    assertTrue(first.err().contains("\ndone 2, skipped 0, failed 1 in "), first.toString());
    assertTrue(first.err().contains(" clips/s, "), first.toString());
    assertTrue(first.err().endsWith(" times real time\n"), first.toString());
    assertTrue(first.err().contains("broken.mp3: "), first.toString());
    assertArrayEquals(
        new int[] {204, 44}, Npy.read(folder.resolve("out/one.npy")).shape(), "one second");
    assertEquals(2, FeatureStore.open(folder.resolve("out")).manifest().size());

    Files.delete(folder.resolve("my music/broken.mp3"));
    var second = run("my music", "--output", "out", "--verify");
    assertEquals(0, second.exitCode(), second.toString());
    assertEquals("out\nverified 2, damaged 0\n", second.out(), second.toString());
    assertTrue(second.err().contains("done 0, skipped 2, failed 0\n"), second.toString());

    Files.writeString(folder.resolve("out/sub__two.npy"), "damaged");
    var check = run("--output", "out", "--verify");
    assertEquals(1, check.exitCode(), check.toString());
    assertEquals("verified 2, damaged 1\n", check.out(), check.toString());
    assertTrue(check.err().contains("sub__two.npy: its bytes differ"), check.toString());
  }

  @Test
  void theCatalogueIsListed() throws Exception {
    var list = run("--list-features");
    assertEquals(0, list.exitCode(), list.toString());
    assertEquals(22, list.out().lines().count(), list.toString());
    assertTrue(list.out().contains("librosa.feature.chroma_vqt(intervals='ji5')"), list.out());
  }

  @Test
  void aTableOfStatisticsIsMadeFromTheStore() throws Exception {
    var run = run("my music", "--output", "out", "--features", "mfcc,rms", "--format", "csv");
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals("out\nout/statistics.csv\n", run.out(), run.toString());
    var rows = CsvFile.lines(folder.resolve("out/statistics.csv"));
    assertEquals(3, rows.size());
    assertEquals(List.of("one", "sub__two"), List.of(rows.get(1).get(0), rows.get(2).get(0)));
    assertEquals(1 + 21 * 14, rows.get(0).size());

    var labelled = folder.resolve("labelled");
    Files.createDirectories(labelled.resolve("calm"));
    Files.createDirectories(labelled.resolve("wild"));
    Files.move(folder.resolve("my music/one.wav"), labelled.resolve("calm/one.wav"));
    Files.move(folder.resolve("my music/sub/two.wav"), labelled.resolve("wild/two.wav"));
    var arff =
        run("--dataset", "labelled", "--output", "o2", "--features", "rms", "--format", "arff");
    assertEquals(0, arff.exitCode(), arff.toString());
    var text = Files.readString(folder.resolve("o2/statistics.arff"));
    assertTrue(text.contains("@attribute 'class' {'calm','wild'}\n"), text);
    assertTrue(text.endsWith(",'wild'\n"), text);
    wrong(2, "unknown format 'xls'; allowed: npy, csv, arff", "labelled", "--format", "xls");
  }

  @Test
  void aForeignManifestIsNotReplaced() throws Exception {
    var manifest = Files.createDirectory(folder.resolve("mine")).resolve("manifest.csv");
    Files.writeString(manifest, "track,label\n1,happy\n");
    wrong(2, "mine/manifest.csv is not the table of an extraction", "my music", "--output", "mine");
    assertEquals("track,label\n1,happy\n", Files.readString(manifest));
    try (var files = Files.list(folder.resolve("mine"))) {
      assertEquals(1, files.count(), "nothing is added");
    }
  }

  @Test
  void wrongUsageIsToldInOneLine() throws Exception {
    wrong(2, "unknown feature 'mfccs'; allowed: study, all,", "my music", "--features", "mfccs");
    wrong(2, "input nowhere does not exist", "nowhere");
    wrong(2, "give sound files or folders, or --dataset NAME");
    Files.createDirectory(folder.resolve("empty"));
    wrong(1, "no audio found: ", "empty", "--output", "out");
    Files.createFile(folder.resolve("file"));
    wrong(1, "cannot make the folder file", "my music", "--output", "file");
  }

  private void wrong(int exitCode, String reason, Object... arguments) throws Exception {
    var process = run(arguments);
    assertEquals(exitCode, process.exitCode(), process.toString());
    assertEquals("", process.out(), process.toString());
    var last = process.err().lines().reduce("", (before, line) -> line);
    assertTrue(last.startsWith("extract_features: " + reason), process.toString());
    assertTrue(process.err().lines().count() <= 2, process.toString());
  }
}
