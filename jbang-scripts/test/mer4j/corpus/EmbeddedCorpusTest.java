package mer4j.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mer4j.CsvFile;
import mer4j.ProgressListener;
import mer4j.TestData;
import mer4j.audio.AudioDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedCorpusTest {
  @TempDir Path folder;

  private static void write(Path folder, long seed) throws IOException {
    EmbeddedCorpus.write(folder, 16, 2, seed, ProgressListener.NONE);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    }
  }

  @Test
  void sameSeedSameBytes() throws IOException {
    var a = folder.resolve("a");
    var b = folder.resolve("b");
    var c = folder.resolve("c");
    write(a, 5);
    write(b, 5);
    write(c, 6);
    assertEquals(20, files(a).size(), "clips, tables, and what tells it is whole and not shared");
    assertEquals(files(a), files(b));
    for (var file : files(a)) {
      assertEquals(-1, Files.mismatch(a.resolve(file), b.resolve(file)), file.toString());
    }
    for (var id : List.of("EC000001", "EC000016")) {
      var name = "audio/" + id + ".wav";
      assertNotEquals(-1, Files.mismatch(a.resolve(name), c.resolve(name)));
    }
  }

  /** The checksums in the repository were made on another machine. */
  @Test
  void registeredCorpusIsTheCommittedOne() throws IOException {
    var rows =
        CsvFile.read(
            TestData.project().resolve("data/embedded-index.csv"),
            List.of("id", "quadrant", "artist", "sha256"));
    assertEquals(EmbeddedCorpus.CLIPS, rows.size());
    int[] seen = {0};
    EmbeddedCorpus.write(
        folder,
        EmbeddedCorpus.CLIPS,
        EmbeddedCorpus.SECONDS,
        EmbeddedCorpus.SEED,
        (done, total, message) -> {
          assertEquals(160, total);
          assertEquals(++seen[0], done);
        });
    assertEquals(160, seen[0]);
    for (var row : rows) {
      var file = folder.resolve("audio/" + row.get("id") + ".wav");
      assertEquals(row.get("sha256"), sha256(file), row.get("id"));
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    write(folder, 5);
    var clip = folder.resolve("audio/EC000007.wav");
    var bytes = Files.readAllBytes(clip);
    Files.write(clip, new byte[10]);
    Files.write(folder.resolve("audio/EC000099.wav"), bytes);
    assertFalse(EmbeddedCorpus.isWritten(folder, 16, 2, 5));
    write(folder, 5);
    assertArrayEquals(bytes, Files.readAllBytes(clip));
    assertFalse(Files.exists(folder.resolve("audio/EC000099.wav")), "of another corpus");
    assertTrue(EmbeddedCorpus.isWritten(folder, 16, 2, 5));
    assertFalse(EmbeddedCorpus.isWritten(folder, 16, 2, 6));
    var time = Files.getLastModifiedTime(clip);
    write(folder, 5);
    assertEquals(time, Files.getLastModifiedTime(clip), "whole: nothing to do");
    Files.write(folder.resolve("corpus.txt"), new byte[] {(byte) 0xFF, 0});
    assertFalse(EmbeddedCorpus.isWritten(folder, 16, 2, 5));
  }

  @Test
  void anotherDataSetIsLeftAlone() throws IOException {
    var table = Files.writeString(folder.resolve("annotations.csv"), "Song,Quadrant\n");
    var error = assertThrows(IllegalArgumentException.class, () -> write(folder, 5));
    assertTrue(error.getMessage().startsWith(table + " belongs to another"), error.getMessage());
    assertEquals("Song,Quadrant\n", Files.readString(table));
    assertFalse(Files.exists(folder.resolve("audio")));
  }

  @Test
  void aStoppedOneIsTakenUpAgain() throws IOException {
    write(folder, 5);
    Thread.currentThread().interrupt();
    assertThrows(java.io.InterruptedIOException.class, () -> write(folder, 6));
    assertTrue(Thread.interrupted());
    write(folder, 6);
    assertTrue(EmbeddedCorpus.isWritten(folder, 16, 2, 6));
  }

  /** Composes as a process of its own, a line for what it says of its progress. */
  static final class Composer {
    public static void main(String[] args) throws IOException {
      EmbeddedCorpus.write(
          Path.of(args[0]), 16, 1, 5, (done, total, message) -> System.out.println(message));
    }
  }

  @Test
  void anotherProcessWaitsForTheOneThatComposes() throws Exception {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            Composer.class.getName(),
            folder.toString());
    var errors = folder.resolve("errors").toFile();
    Process process;
    try (var lock = CorpusLock.take(folder, () -> {})) {
      process = new ProcessBuilder(command).redirectError(errors).start();
      assertEquals("another process composes, waiting", process.inputReader().readLine());
      assertFalse(Files.exists(folder.resolve("audio")));
    }
    assertEquals(16, process.inputReader().lines().count());
    assertEquals(0, process.waitFor(), Files.readString(errors.toPath()));
    assertTrue(EmbeddedCorpus.isWritten(folder, 16, 1, 5));
  }

  @Test
  void ofTwoThreadsOneComposes() throws Exception {
    var lines = new ConcurrentLinkedQueue<String>();
    ProgressListener progress = (done, total, message) -> lines.add(message);
    var both =
        Stream.generate(() -> new FutureTask<>(() -> write(folder, progress))).limit(2).toList();
    both.forEach(task -> Thread.ofPlatform().daemon().start(task));
    for (var task : both) {
      task.get();
    }
    assertEquals(16, lines.stream().filter(line -> line.startsWith("EC")).count());
  }

  private static Void write(Path folder, ProgressListener progress) throws IOException {
    EmbeddedCorpus.write(folder, 16, 1, 5, progress);
    return null;
  }

  @Test
  void stopsWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThrows(java.io.InterruptedIOException.class, () -> write(folder, 5));
    assertTrue(Thread.interrupted());
  }

  @Test
  void hasTheColumnsOfThe4qSet() throws IOException {
    write(folder, 5);
    var annotations = CsvFile.lines(folder.resolve("annotations.csv"));
    assertEquals(List.of("Song", "Quadrant"), annotations.getFirst());
    assertEquals(17, annotations.size());
    var metadata = CsvFile.lines(folder.resolve("metadata.csv")).getFirst();
    assertEquals(
        List.of(
            "Song",
            "Artist",
            "Title",
            "Quadrant",
            "PQuad",
            "MoodsTotal",
            "Moods",
            "MoodsFoundStr",
            "MoodsStr",
            "MoodsStrSplit",
            "Genres",
            "GenresStr",
            "Sample",
            "SampleURL"),
        metadata.subList(0, 14));
    for (var row : CsvFile.read(folder.resolve("metadata.csv"), metadata)) {
      double valence = Double.parseDouble(row.get("Valence"));
      double arousal = Double.parseDouble(row.get("Arousal"));
      assertEquals(row.get("Quadrant"), "Q" + (new Emotion(valence, arousal).quadrant() + 1));
      assertTrue(Files.exists(folder.resolve(row.get("SampleURL"))));
    }
  }

  @Test
  void programmeIsBalancedAndGrouped() {
    var pieces = Programme.draw(160, EmbeddedCorpus.SEED);
    var perQuadrant =
        pieces.stream()
            .collect(Collectors.groupingBy(p -> p.rated().quadrant(), Collectors.counting()));
    assertEquals(java.util.Map.of(0, 40L, 1, 40L, 2, 40L, 3, 40L), perQuadrant);
    var byArtist = pieces.stream().collect(Collectors.groupingBy(p -> p.artist().name()));
    assertEquals(40, byArtist.size());
    int two = 0;
    for (var list : byArtist.values()) {
      long quadrants = list.stream().map(p -> p.rated().quadrant()).distinct().count();
      assertTrue(quadrants <= 2);
      two += quadrants == 2 ? 1 : 0;
    }
    assertTrue(two >= 8 && two <= 25, two + " artists in two quadrants");
    var firstForty = pieces.subList(0, 40).stream().map(p -> p.rated().quadrant());
    assertEquals(4, new HashSet<>(firstForty.toList()).size(), "ids say nothing");
  }

  /** Emotions overlap in every single cue: the ranges of neighbours do, their means differ. */
  @Test
  void cuesLeanButOverlap() {
    var pieces = Programme.draw(400, 9);
    for (int sign : new int[] {0, 1}) {
      var fast =
          pieces.stream()
              .filter(p -> p.rated().arousal() > 0 == (sign == 1))
              .mapToDouble(p -> p.cues().tempo())
              .summaryStatistics();
      assertEquals(sign == 1 ? 120 : 80, fast.getAverage(), 8);
      assertTrue(sign == 1 ? fast.getMin() < 95 : fast.getMax() > 105);
      var major =
          pieces.stream()
              .filter(p -> p.rated().valence() > 0 == (sign == 1))
              .mapToDouble(p -> p.cues().major() ? 1 : 0)
              .average()
              .orElseThrow();
      assertEquals(sign == 1 ? .85 : .15, major, .1);
    }
  }

  @Test
  void soundIsSane() throws IOException {
    write(folder, 5);
    for (int i = 1; i <= 16; i++) {
      var decoded = AudioDecoder.decode(folder.resolve("audio/EC%06d.wav".formatted(i)));
      assertEquals(22050, decoded.sampleRate());
      var sound = decoded.mono();
      assertEquals(44100, sound.length);
      double peak = 0;
      double energy = 0;
      double mean = 0;
      for (float x : sound) {
        peak = Math.max(peak, Math.abs(x));
        energy += x * x / sound.length;
        mean += x / (double) sound.length;
      }
      assertTrue(peak > .02 && peak < .96, "peak " + peak);
      double level = 10 * Math.log10(energy);
      assertTrue(level > -36 && level < -10, "level " + level);
      assertEquals(0, mean, .02);
      assertEquals(0, sound[0], 1e-3);
      assertEquals(0, sound[sound.length - 1], 1e-3);
    }
  }

  @Test
  void refusesWrongArguments() throws IOException {
    for (int clips : new int[] {0, -4, 12, 17, 1_000_000}) {
      var error =
          assertThrows(
              IllegalArgumentException.class,
              () -> EmbeddedCorpus.write(folder, clips, 2, 1, ProgressListener.NONE));
      assertTrue(error.getMessage().contains("multiple of 4"));
    }
    for (double seconds : new double[] {0, -1, .5, 1e9, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> EmbeddedCorpus.write(folder, 16, seconds, 1, ProgressListener.NONE));
    }
    var file = Files.writeString(folder.resolve("file"), "");
    assertThrows(IOException.class, () -> write(file, 1));
  }
}
