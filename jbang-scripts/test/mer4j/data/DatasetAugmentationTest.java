package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import mer4j.ProgressListener;
import mer4j.audio.AudioLoader;
import mer4j.audio.WavFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetAugmentationTest {
  private static final int RATE = 8000;

  @TempDir Path folder;
  private Path music;

  @BeforeEach
  void compose() throws IOException {
    music = folder.resolve("music");
    for (int i = 0; i < 6; i++) {
      var samples = new float[4000];
      for (int t = 0; t < samples.length; t++) {
        samples[t] = (float) (.98 * Math.sin(.02 * (i + 2) * t));
      }
      var file = music.resolve(i < 3 ? "happy" : "sad").resolve("clip" + i + ".wav");
      Files.createDirectories(file.getParent());
      WavFile.write(file, samples, RATE);
    }
    Files.writeString(music.resolve("groups.csv"), "Song,Group\nclip0,Abba\nclip1,Abba\n");
  }

  private static DatasetAugmentation.Options options(String variants, long seed, int jobs) {
    return new DatasetAugmentation.Options(Variant.parse(variants), seed, jobs);
  }

  private DatasetAugmentation.Report write(String name, String variants, long seed, int jobs)
      throws IOException {
    return DatasetAugmentation.write(
        Datasets.open(music.toString()),
        options(variants, seed, jobs),
        folder.resolve(name),
        ProgressListener.NONE);
  }

  private TreeMap<String, List<Byte>> bytes(String name) throws IOException {
    var result = new TreeMap<String, List<Byte>>();
    try (var files = Files.walk(folder.resolve(name))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var content = Files.readAllBytes(file);
        var boxed = new Byte[content.length];
        Arrays.setAll(boxed, i -> content[i]);
        result.put(folder.resolve(name).relativize(file).toString(), Arrays.asList(boxed));
      }
    }
    return result;
  }

  @Test
  void fourOfEachWithLabelsGroupsAndSources() throws IOException {
    var report = write("big", "noise,shift,pitch", 1, 2);
    assertEquals(24, report.clips());
    assertEquals(24, report.made());
    var set = Datasets.open(folder.resolve("big").toString());
    assertEquals("big", set.name());
    assertEquals("music", set.origin());
    assertEquals(24, set.size());
    assertTrue(set.complete());
    assertEquals(List.of("happy", "sad"), set.classes());
    assertArrayEquals(new int[] {12, 12}, counts(set.labels()));
    assertEquals(
        List.of(
            "happy__clip0",
            "happy__clip0_noisy",
            "happy__clip0_pitch_changed",
            "happy__clip0_shifted"),
        set.ids().subList(0, 4));
    assertEquals(5, Arrays.stream(set.groups()).distinct().count(), "two clips share an artist");
    assertEquals(
        6, Arrays.stream(set.groupedBy("Source").groups()).distinct().count(), "or by source clip");
    assertEquals(6, set.facts().originals().length);
    assertEquals("noise=0.05", set.table().column("Variant").getString(1));
    assertEquals(22, set.frames(), "of the source: half a second");
    double clipped = set.table().numberColumn("Clipped").getDouble(1);
    assertTrue(clipped > .05 && clipped < .3, "noise on a loud clip is cut off: " + clipped);

    var original = music.resolve("happy/clip0.wav");
    assertArrayEquals(
        Files.readAllBytes(original), Files.readAllBytes(set.clips().getFirst().audio()));
    for (var clip : set.clips()) {
      var signal = AudioLoader.loadNative(clip.audio());
      assertEquals(RATE, signal.sampleRate());
      assertEquals(4000, signal.samples().length, clip.id());
    }
  }

  private static int[] counts(int[] labels) {
    var counts = new int[Arrays.stream(labels).max().orElseThrow() + 1];
    Arrays.stream(labels).forEach(label -> counts[label]++);
    return counts;
  }

  @Test
  void sameSeedSameBytesHoweverManyThreadsAndInterruptions() throws IOException {
    write("one", "noise,stretch+gain", 7, 1);
    var whole = bytes("one");
    write("three", "noise,stretch+gain", 7, 3);
    assertEquals(whole, bytes("three"));

    var caller = Thread.currentThread();
    var stopped =
        assertThrows(
            InterruptedIOException.class,
            () ->
                DatasetAugmentation.write(
                    Datasets.open(music.toString()),
                    options("noise,stretch+gain", 7, 1),
                    folder.resolve("parts"),
                    (done, total, message) -> {
                      if (done == 6) {
                        caller.interrupt();
                      }
                    }));
    assertTrue(Thread.interrupted(), "the caller may see it too");
    assertTrue(stopped.getMessage().contains("stopped"), stopped.getMessage());
    var unfinished =
        assertThrows(IOException.class, () -> Datasets.open(folder.resolve("parts").toString()));
    assertTrue(unfinished.getMessage().contains("not finished"), unfinished.getMessage());
    // what a crash leaves: a row cut off, and a file that was never renamed
    try (var journal = new RandomAccessFile(folder.resolve("parts/.journal.csv").toFile(), "rw")) {
      journal.setLength(journal.length() - 30);
    }
    Files.write(folder.resolve("parts/audio/.sad__clip4_noisy.wav.part"), new byte[5]);
    var report = write("parts", "noise,stretch+gain", 7, 2);
    assertEquals(18, report.clips());
    assertTrue(report.made() < 18 && report.made() > 6, "made " + report.made());
    assertEquals(whole, bytes("parts"));
    assertEquals(0, write("parts", "noise,stretch+gain", 7, 2).made());

    write("other", "noise,stretch+gain", 8, 2);
    var digest = Datasets.open(folder.resolve("one").toString()).digest();
    assertNotEquals(digest, Datasets.open(folder.resolve("other").toString()).digest());
    assertEquals(digest, Datasets.open(folder.resolve("parts").toString()).digest());
  }

  private void refuses(String told, org.junit.jupiter.api.function.Executable call) {
    var error = assertThrows(IllegalArgumentException.class, call);
    assertTrue(error.getMessage().contains(told), error.getMessage());
  }

  @Test
  void otherFoldersAreLeftAlone() throws IOException {
    write("big", "gain", 1, 2);
    refuses("its seed is 1", () -> write("big", "gain", 2, 2));
    refuses("its variants are gain=-12.0..6.0", () -> write("big", "gain=3", 1, 2));
    refuses("not empty", () -> write("music/..", "gain", 1, 2));
    refuses("inside the data set's folder", () -> write("music/more", "gain", 1, 2));
    var big = folder.resolve("big").toString();
    refuses(
        "augmented set already",
        () ->
            DatasetAugmentation.write(
                Datasets.open(big),
                options("gain", 1, 1),
                folder.resolve("bigger"),
                ProgressListener.NONE));
    WavFile.write(music.resolve("sad/clip9.wav"), new float[4000], RATE);
    refuses("the clips of music were others", () -> write("big", "gain", 1, 2));
  }

  @Test
  void whatCannotBeDecodedIsMissing() throws IOException {
    Files.writeString(music.resolve("sad/broken.mp3"), "this is not sound");
    var report = write("big", "gain", 1, 2);
    assertEquals(12, report.clips());
    assertEquals("sad__broken", report.failures().getFirst().source());
    var path = folder.resolve("big").toString();
    assertThrows(IOException.class, () -> Datasets.open(path));
    assertEquals(List.of("sad__broken"), Datasets.open(path, true).missing());
  }

  @Test
  void lostFilesAreNoticedAndMadeAgain() throws IOException {
    write("big", "gain", 1, 2);
    var before = bytes("big");
    Files.delete(folder.resolve("big/audio/sad__clip4_gain.wav"));
    var path = folder.resolve("big").toString();
    var error = assertThrows(IOException.class, () -> Datasets.open(path));
    assertTrue(error.getMessage().contains("sad__clip4_gain"), error.getMessage());
    var rest = Datasets.open(path, true);
    assertEquals(11, rest.size());
    assertFalse(rest.complete());
    write("big", "gain", 1, 2);
    assertEquals(before, bytes("big"));
  }
}
