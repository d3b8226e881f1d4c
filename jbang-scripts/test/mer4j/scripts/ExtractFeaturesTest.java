package mer4j.scripts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
    assertTrue(first.out().startsWith("done 2, skipped 0, failed 1 in "), first.toString());
    assertTrue(first.out().contains(" clips/s, "), first.toString());
    assertEquals(1, first.out().lines().count(), first.toString());
    assertTrue(first.err().contains("broken.mp3: "), first.toString());
    assertArrayEquals(
        new int[] {204, 44}, Npy.read(folder.resolve("out/one.npy")).shape(), "one second");
    assertEquals(2, FeatureStore.open(folder.resolve("out")).manifest().size());

    Files.delete(folder.resolve("my music/broken.mp3"));
    var second = run("my music", "--output", "out", "--verify");
    assertEquals(0, second.exitCode(), second.toString());
    assertEquals(
        "done 0, skipped 2, failed 0\nverified 2, damaged 0\n", second.out(), second.toString());

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
