package mer4j.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mer4j.CsvFile;
import mer4j.ProgressListener;
import mer4j.audio.WavFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store under everything that befalls a run: kills, damage, clashes, changed sources and
 * options. Long because the cases share one small set of sounds and the checks of a whole store.
 */
class BatchExtractionTest {
  private static final ExtractionSettings FAST = ExtractionSettings.parse("mfcc,rms", "22050");
  private static final int CLIPS = 6;

  @TempDir Path folder;
  private Path music;
  private Path output;

  @BeforeEach
  void makeMusic() throws IOException {
    music = Files.createDirectory(folder.resolve("music"));
    output = folder.resolve("features");
    for (int i = 0; i < CLIPS; i++) {
      tone(music.resolve("clip" + i + ".wav"), 200 + 50 * i);
    }
  }

  private static void tone(Path file, double hz) throws IOException {
    var samples = new float[8000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / 22050));
    }
    WavFile.write(file, samples, 22050);
  }

  private ExtractionReport run() throws IOException {
    return run(FAST);
  }

  private ExtractionReport run(ExtractionSettings settings) throws IOException {
    return BatchExtraction.run(
        ClipInputs.of(List.of(music)), settings, output, 2, ProgressListener.NONE);
  }

  private Map<String, String> content() throws IOException {
    var content = new TreeMap<String, String>();
    try (var files = Files.list(output)) {
      for (var file : files.toList()) {
        content.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return content;
  }

  private void makeOld() throws IOException {
    try (var files = Files.list(output)) {
      for (var file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
      }
    }
  }

  private List<String> recomputed() throws IOException {
    var names = new ArrayList<String>();
    try (var files = Files.list(output)) {
      for (var file : files.sorted().toList()) {
        if (file.toString().endsWith(".npy")
            && Files.getLastModifiedTime(file).toMillis() != 1_000_000) {
          names.add(file.getFileName().toString());
        }
      }
    }
    return names;
  }

  @Test
  void everyClipIsStoredWithARowInTheManifest() throws IOException {
    var report = run();
    assertEquals(CLIPS, report.done());
    assertEquals(0, report.skipped());
    assertEquals(List.of(), report.failures());
    assertEquals(CLIPS * 8000 / 22050.0, report.audioSeconds(), 1e-9);

    var names = new ArrayList<>(content().keySet());
    assertEquals("clip0.npy", names.getFirst());
    assertEquals(CLIPS + 2, names.size());
    assertTrue(names.containsAll(List.of("manifest.csv", "failures.csv")));
    assertEquals("source,reason\n", content().get("failures.csv"));

    var rows = CsvFile.read(output.resolve("manifest.csv"), StoredClip.COLUMNS);
    for (int i = 0; i < CLIPS; i++) {
      var row = rows.get(i);
      var audio = music.resolve("clip" + i + ".wav");
      assertEquals("clip" + i, row.get("clip"));
      assertEquals(audio.toString(), row.get("source"));
      assertEquals(Sha256.of(audio), row.get("source_sha256"));
      assertEquals(Sha256.of(output.resolve("clip" + i + ".npy")), row.get("npy_sha256"));
      assertEquals("22050", row.get("sample_rate"));
      assertEquals("8000", row.get("samples"));
      assertEquals("16", row.get("frames"));
      assertEquals("ok", row.get("status"));
      assertEquals(FAST.digest(), row.get("settings"));
    }
  }

  @Test
  void theStoreReadsWhatTheExtractorComputes() throws IOException {
    run();
    var store = FeatureStore.open(output);
    assertEquals(CLIPS, store.manifest().size());
    assertTrue(store.contains("clip3", FAST));
    assertFalse(store.contains("clip3", ExtractionSettings.study()));
    assertFalse(store.contains("other"));
    var samples = mer4j.audio.AudioLoader.load(music.resolve("clip3.wav"), 22050).samples();
    assertArrayEquals(
        new FeatureExtractor(FAST).extract(samples, 22050).values(), store.read("clip3").values());
    assertThrows(IllegalArgumentException.class, () -> store.read("other"));
    assertEquals(List.of(), store.verify(ProgressListener.NONE));
  }

  @Test
  void aSecondRunComputesNothingAndChangesNothing() throws IOException {
    run();
    var before = content();
    makeOld();
    var report = run();
    assertEquals(0, report.done());
    assertEquals(CLIPS, report.skipped());
    assertEquals(List.of(), recomputed());
    assertEquals(before, content());
  }

  @Test
  void numberOfJobsDoesNotMatter() throws IOException {
    run();
    var expected = content();
    output = folder.resolve("again");
    BatchExtraction.run(ClipInputs.of(List.of(music)), FAST, output, 1, ProgressListener.NONE);
    assertEquals(expected, content());
  }

  @Test
  void aChangedSourceIsComputedAgain() throws IOException {
    run();
    makeOld();
    tone(music.resolve("clip2.wav"), 999);
    assertEquals(1, run().done());
    assertEquals(List.of("clip2.npy"), recomputed());
  }

  @Test
  void aChangedOptionIsComputedAgain() throws IOException {
    run();
    var other = ExtractionSettings.parse("mfcc", "22050");
    assertEquals(CLIPS, run(other).done());
    assertEquals(20, FeatureStore.open(output).read("clip0").rows());
    assertEquals(CLIPS, run(ExtractionSettings.parse("mfcc", "native")).done());
  }

  @Test
  void whatAnotherVersionOfTheExtractorComputedIsComputedAgain() throws IOException {
    run();
    var expected = content();
    makeOld();
    var manifest = output.resolve("manifest.csv");
    var other = Files.readString(manifest).replace(FAST.digest(), "0123456789abcdef");
    Files.writeString(manifest, other);
    assertEquals(CLIPS, run().done());
    assertEquals(CLIPS, recomputed().size());
    assertEquals(expected, content());
  }

  @Test
  void aTableThatIsNotOursIsNeitherReadNorReplaced() throws IOException {
    for (var name : List.of("manifest.csv", "failures.csv")) {
      output = Files.createDirectory(folder.resolve("with " + name));
      var table = output.resolve(name);
      Files.writeString(table, "clip,mood\n1,happy\n");
      var e = assertThrows(IllegalArgumentException.class, this::run);
      assertTrue(e.getMessage().startsWith(table + " is not the table"), e.getMessage());
      assertEquals(Map.of(name, "clip,mood\n1,happy\n"), content());

      Files.delete(table);
      Files.createDirectory(table);
      assertThrows(IllegalArgumentException.class, this::run);
      Files.delete(table);
      Files.createFile(table); // As a crash of the system leaves it; nothing is lost with it.
      assertEquals(CLIPS, run().done());
    }
  }

  @Test
  void aCopyOfTheMusicElsewhereIsRecognised() throws IOException {
    run();
    var moved = folder.resolve("moved");
    Files.move(music, moved);
    music = moved;
    assertEquals(CLIPS, run().skipped());
    var row = FeatureStore.open(output).find("clip0").orElseThrow();
    assertEquals(moved.resolve("clip0.wav").toString(), row.source());
  }

  @Test
  void damagedArraysAreFoundAndComputedAgain() throws IOException {
    run();
    var expected = content();
    makeOld();
    var shortened = output.resolve("clip1.npy");
    try (var file = new RandomAccessFile(shortened.toFile(), "rw")) {
      file.setLength(200);
    }
    try (var file = new RandomAccessFile(output.resolve("clip2.npy").toFile(), "rw")) {
      file.seek(500);
      file.write(1);
    }
    Files.delete(output.resolve("clip3.npy"));
    Files.writeString(output.resolve("stray.npy"), "x");

    var store = FeatureStore.open(output);
    var e = assertThrows(IOException.class, () -> store.read("clip1"));
    assertTrue(e.getMessage().contains(shortened.toString()), e.getMessage());
    var damaged = store.verify(ProgressListener.NONE);
    assertEquals(4, damaged.size(), damaged.toString());
    assertTrue(damaged.toString().contains("clip3.npy, reason=missing"), damaged.toString());

    Files.delete(output.resolve("stray.npy"));
    Files.setLastModifiedTime(shortened, FileTime.fromMillis(1_000_000));
    Files.setLastModifiedTime(output.resolve("clip2.npy"), FileTime.fromMillis(1_000_000));
    assertEquals(3, run().done());
    assertEquals(List.of("clip1.npy", "clip2.npy", "clip3.npy"), recomputed());
    assertEquals(expected, content());
  }

  @Test
  void aClipThatCannotBeUsedDoesNotHinderTheOthers() throws IOException {
    Files.writeString(music.resolve("broken.mp3"), "this is not music");
    Files.createFile(music.resolve("empty.mp3"));
    var report = run();
    assertEquals(CLIPS, report.done());
    assertEquals(
        List.of(music.resolve("broken.mp3").toString(), music.resolve("empty.mp3").toString()),
        report.failures().stream().map(Failure::source).toList());
    var rows = CsvFile.read(output.resolve("failures.csv"), List.of("source", "reason"));
    assertEquals(2, rows.size());
    assertTrue(rows.stream().noneMatch(row -> row.get("reason").isBlank()));
    assertEquals(report.failures(), FeatureStore.open(output).failures());

    // Repaired, it is no failure any more.
    tone(music.resolve("empty.mp3"), 100);
    Files.delete(music.resolve("broken.mp3"));
    assertEquals(List.of(), run().failures());
    assertEquals("source,reason\n", content().get("failures.csv"));
  }

  @Test
  void featuresOfAFormerContentAreNotKeptForABrokenFile() throws IOException {
    run();
    Files.writeString(music.resolve("clip4.wav"), "no longer music");
    var report = run();
    assertEquals(1, report.failures().size());
    assertFalse(Files.exists(output.resolve("clip4.npy")));
    assertFalse(FeatureStore.open(output).contains("clip4"));
  }

  @Test
  void anUndefinedFeatureIsAFailureWithItsReason() throws IOException {
    WavFile.write(music.resolve("low.wav"), new float[16000], 8000);
    var report = run(ExtractionSettings.parse("chroma_cqt", "native"));
    assertEquals(1, report.failures().size());
    assertTrue(report.failures().getFirst().reason().contains("8000 Hz"), report.toString());
  }

  @Test
  void aKilledRunIsContinued() throws IOException {
    run();
    var expected = content();
    var manifest = CsvFile.read(output.resolve("manifest.csv"), StoredClip.COLUMNS);

    // What a kill leaves: a journal that ends within a line, a row whose array did not arrive, an
    // unfinished array, no manifest.
    var journal = new StringBuilder();
    for (int i : List.of(5, 0, 3)) {
      journal.append(CsvFile.line(List.copyOf(manifest.get(i).values())));
    }
    journal.append("clip1,/some/whe");
    Files.writeString(output.resolve(".lock"), journal);
    Files.writeString(output.resolve(".part-7"), "half");
    Files.writeString(output.resolve(".manifest.csv.tmp"), "half");
    for (var name :
        List.of("manifest.csv", "failures.csv", "clip1.npy", "clip2.npy", "clip3.npy")) {
      Files.delete(output.resolve(name));
    }
    makeOld();

    var seen = FeatureStore.open(output);
    assertTrue(seen.contains("clip0") && seen.contains("clip5") && !seen.contains("clip1"));

    var report = run();
    assertEquals(2, report.skipped());
    assertEquals(4, report.done());
    assertEquals(List.of("clip1.npy", "clip2.npy", "clip3.npy", "clip4.npy"), recomputed());
    assertEquals(expected, content());
  }

  @Test
  void aDamagedManifestCostsItsDamagedRowsOnly() throws IOException {
    run();
    var expected = content();
    var file = output.resolve("manifest.csv");
    var text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 100));
    var e = assertThrows(IOException.class, () -> FeatureStore.open(output));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertEquals(1, run().done());
    assertEquals(expected, content());
  }

  @Test
  void anInterruptLeavesWhatIsDoneAndTheNextRunGoesOn() throws IOException {
    ProgressListener stopAfterTwo =
        (done, total, message) -> {
          if (done == 2) {
            stopper.interrupt();
          }
        };
    stopper = Thread.currentThread();
    assertThrows(
        InterruptedIOException.class,
        () -> BatchExtraction.run(ClipInputs.of(List.of(music)), FAST, output, 1, stopAfterTwo));
    assertTrue(Thread.interrupted());
    int stored = FeatureStore.open(output).manifest().size();
    assertTrue(stored >= 2 && stored <= CLIPS, stored + " stored");
    assertFalse(Files.exists(output.resolve(".lock")));
    var report = run();
    assertEquals(stored, report.skipped());
    assertEquals(CLIPS - stored, report.done());
  }

  private volatile Thread stopper;

  @Test
  void aSecondRunIntoTheSameFolderIsRefused() throws IOException {
    var refusals = new ArrayList<String>();
    ProgressListener another =
        (done, total, message) -> {
          if (done == 1) {
            refusals.add(assertThrows(IOException.class, this::run).getMessage());
            // Reading meanwhile is allowed, and does not give the folder free.
            try {
              FeatureStore.open(output);
            } catch (IOException e) {
              refusals.add("cannot be read: " + e.getMessage());
            }
            refusals.add(assertThrows(IOException.class, this::run).getMessage());
          }
        };
    BatchExtraction.run(ClipInputs.of(List.of(music)), FAST, output, 1, another);
    assertEquals(2, refusals.size());
    for (var refusal : refusals) {
      assertEquals("another extraction is writing to " + output, refusal);
    }
    assertEquals(CLIPS, run().skipped());
  }

  @Test
  void anotherProcessIsRefusedToo() throws Exception {
    Files.createDirectories(output);
    try (var file = new RandomAccessFile(output.resolve(".lock").toFile(), "rw");
        var lock = file.getChannel().lock(Long.MAX_VALUE - 1, 1, false)) {
      assertTrue(lock.isValid());
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var process =
          new ProcessBuilder(
                  java,
                  "-cp",
                  System.getProperty("java.class.path"),
                  LockProbe.class.getName(),
                  output.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      assertEquals("another extraction is writing to " + output, said.strip());
    }
  }

  /** Tries to take a feature folder from a process of its own and prints why it cannot. */
  static final class LockProbe {
    public static void main(String[] arguments) {
      try (var store = StoreWriter.open(Path.of(arguments[0]))) {
        System.out.println("taken");
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void theOutputMayLieInsideTheInput() throws IOException {
    output = music.resolve("features");
    assertEquals(CLIPS, run().done());
    assertEquals(CLIPS, run().skipped());
    output = music;
    assertEquals(CLIPS, run().done());
    assertEquals(CLIPS, run().skipped());
  }

  @Test
  void anOutputThatCannotBeWrittenIsNamed() throws IOException {
    output = Files.createFile(folder.resolve("file"));
    var e = assertThrows(IOException.class, this::run);
    assertTrue(e.getMessage().contains(output.toString()), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());

    output = output.resolve("below");
    e = assertThrows(IOException.class, () -> FeatureStore.requireWritable(output));
    assertTrue(e.getMessage().endsWith("file is not a folder"), e.getMessage());
    output = folder.resolve("new/folder");
    FeatureStore.requireWritable(output);
    assertFalse(Files.exists(output.getParent()), "a check makes nothing");
  }

  @Test
  void anOutputThatMayNotBeWrittenIsToldBeforeWork() throws IOException {
    output = Files.createDirectory(folder.resolve("locked"));
    assumeTrue(output.toFile().setWritable(false), "needs file permissions");
    assumeFalse(Files.isWritable(output), "needs a user who may not write everywhere");
    var e = assertThrows(IOException.class, this::run);
    assertEquals("cannot write to " + output + ": not permitted", e.getMessage());
  }

  @Test
  void aClashThatComesAndGoesLeavesNoOldFeatures() throws IOException {
    run();
    tone(music.resolve("clip0.mp3"), 77);
    assertEquals(2, run().done());
    var names = content().keySet();
    assertTrue(names.containsAll(List.of("clip0.mp3.npy", "clip0.wav.npy")), names.toString());
    assertFalse(names.contains("clip0.npy"));
  }

  @Test
  void featuresOfAnEarlierFolderStay() throws IOException {
    run();
    var first = music;
    Files.createFile(first.resolve("bad.mp3"));
    run();
    music = Files.createDirectory(folder.resolve("more"));
    tone(music.resolve("other.wav"), 300);
    assertEquals(1, run().done());
    var store = FeatureStore.open(output);
    assertEquals(CLIPS + 1, store.manifest().size());
    assertEquals(first.resolve("bad.mp3").toString(), store.failures().getFirst().source());
  }

  @Test
  void complexFeaturesHaveAFileOfTheirOwn() throws IOException {
    var settings = ExtractionSettings.parse("rms,fourier_tempogram", "22050");
    assertEquals(CLIPS, run(settings).done());
    assertEquals(CLIPS, run(settings).skipped());
    var store = FeatureStore.open(output);
    assertEquals(2 * CLIPS, store.manifest().size());
    assertTrue(store.contains("clip0", settings));
    assertEquals(1, store.read("clip0").rows());
    var array = store.readOwnFile("clip0", FeatureCatalogue.byName("fourier_tempogram"));
    assertEquals("<c8", array.dtype());
    assertArrayEquals(new int[] {193, 17}, array.shape());

    // Not chosen any more, it goes.
    run(FAST);
    assertFalse(content().containsKey("clip0.fourier_tempogram.npy"));
    assertEquals(CLIPS, FeatureStore.open(output).manifest().size());

    run(ExtractionSettings.parse("fourier_tempogram", "22050"));
    assertFalse(content().containsKey("clip0.npy"));
  }

  @Test
  void strangeNamesSurviveTheManifest() throws IOException {
    var name = "a, \"b\"\n🎵 'c'";
    tone(music.resolve(name + ".wav"), 123);
    run();
    assertTrue(FeatureStore.open(output).contains(name));
    assertEquals(CLIPS + 1, run().skipped());
  }

  @Test
  void progressCountsEveryClipOnce() throws IOException {
    Files.createFile(music.resolve("bad.mp3"));
    var seen = new ArrayList<Long>();
    BatchExtraction.run(
        ClipInputs.of(List.of(music)),
        FAST,
        output,
        2,
        (done, total, message) -> {
          assertEquals(CLIPS + 1, total);
          seen.add(done);
        });
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), seen);
  }

  @Test
  void wrongUseIsRefused() {
    var clip = new SourceClip("a", music.resolve("clip0.wav"));
    var twin = new SourceClip("a", music.resolve("clip1.wav"));
    assertThrows(
        IllegalArgumentException.class,
        () -> BatchExtraction.run(List.of(clip), FAST, output, 0, ProgressListener.NONE));
    assertThrows(
        IllegalArgumentException.class,
        () -> BatchExtraction.run(List.of(clip, twin), FAST, output, 1, ProgressListener.NONE));
    assertThrows(IllegalArgumentException.class, () -> new SourceClip("a/b", clip.audio()));
    assertThrows(IOException.class, () -> FeatureStore.open(folder));
  }
}
