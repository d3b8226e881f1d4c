package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mer4j.ProgressListener;
import mer4j.audio.WavFile;
import mer4j.features.ExtractionSettings;
import mer4j.features.FeatureStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipTensorTest {
  private static final ExtractionSettings SETTINGS =
      ExtractionSettings.parse("rms,zero_crossing_rate,tempo", "22050");

  @TempDir Path folder;
  private Dataset dataset;
  private FeatureStore store;
  private Path file;

  private void sound(String name, int samples, long seed) throws IOException {
    var random = new java.util.SplittableRandom(seed);
    var signal = new float[samples];
    for (int i = 0; i < samples; i++) {
      signal[i] = (float) random.nextDouble(-.5, .5) * (i / 5000 % 2);
    }
    Files.createDirectories(folder.resolve(name).getParent());
    WavFile.write(folder.resolve(name), signal, 22050);
  }

  @BeforeEach
  void extract() throws IOException {
    sound("a/short.wav", 20 * 512, 1);
    sound("a/long.wav", 60 * 512, 2);
    sound("b/middle.wav", 40 * 512, 3);
    dataset = open();
    store = DatasetFeatures.ensure(dataset, SETTINGS, 2, ProgressListener.NONE);
    file = folder.resolve("out/tensor.npy");
  }

  /** Opens the folder as a set that keeps its features inside the temporary folder. */
  private Dataset open() throws IOException {
    var own = Datasets.open(folder.toString());
    return new Dataset(
        own.name(),
        folder,
        folder.resolve(".mer4j").resolve(folder.getFileName()).resolve("features"),
        own.classes(),
        own.clips(),
        own.clips().stream().map(Clip::id).toList(),
        List.of(),
        List.of(),
        0,
        null);
  }

  private ClipTensor assemble(int frames) throws IOException {
    int tempo = SETTINGS.firstRow("tempo");
    return ClipTensor.assemble(store, dataset.ids(), frames, tempo, file, ProgressListener.NONE);
  }

  @Test
  void padsCutsAndTransposes() throws IOException {
    assertEquals(List.of("a__long", "a__short", "b__middle"), dataset.ids());
    try (var tensor = assemble(41)) {
      assertEquals(3, tensor.clips());
      assertEquals(41, tensor.frames());
      assertEquals(3, tensor.rows());
      assertEquals(3 * 41 * 3 * 4, tensor.segment().byteSize());
      var copy = new float[41 * 3];
      for (int clip = 0; clip < 3; clip++) {
        var stored = store.read(dataset.ids().get(clip));
        assertEquals(Math.min(41, stored.frames()), tensor.length(clip));
        tensor.copyClip(clip, copy);
        for (int frame = 0; frame < 41; frame++) {
          for (int row = 0; row < 3; row++) {
            boolean tempo = row == SETTINGS.firstRow("tempo");
            float expected =
                frame < stored.frames() ? stored.at(row, frame) : tempo ? stored.at(row, 0) : 0;
            assertEquals(expected, tensor.at(clip, frame, row));
            assertEquals(expected, copy[frame * 3 + row]);
          }
        }
      }
      var mean = (tensor.at(0, 30, 0) + tensor.at(1, 30, 0) + tensor.at(2, 30, 0)) / 3;
      assertEquals(mean, tensor.mean(0)[30], 1e-6);
      assertEquals(21, tensor.length(1));
      assertTrue(tensor.at(1, 40, SETTINGS.firstRow("tempo")) > 0);
      assertThrows(IndexOutOfBoundsException.class, () -> tensor.at(0, 41, 0));
      assertThrows(IndexOutOfBoundsException.class, () -> tensor.at(3, 0, 0));
      assertThrows(IndexOutOfBoundsException.class, () -> tensor.copyClip(3, copy));
      assertThrows(IllegalArgumentException.class, () -> tensor.copyClip(0, new float[5]));
    }
  }

  @Test
  void readsOnlyWhileOpen() throws IOException {
    var tensor = assemble(5);
    tensor.close();
    assertThrows(IllegalStateException.class, () -> tensor.at(0, 0, 0));
  }

  @Test
  void isMadeOnceAndAgainWhenDamaged() throws IOException {
    assemble(41).close();
    var whole = Files.readAllBytes(file);
    assertEquals(
        "\u0093NUMPY", new String(whole, 0, 6, java.nio.charset.StandardCharsets.ISO_8859_1));
    var key = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class);
    assemble(41).close();
    assertEquals(
        key.fileKey(),
        Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class).fileKey(),
        "taken as it was");
    for (int at : new int[] {0, 70, 128, whole.length / 2, whole.length - 20, whole.length - 1}) {
      try (var damaged = new RandomAccessFile(file.toFile(), "rw")) {
        damaged.seek(at);
        int old = damaged.read();
        damaged.seek(at);
        damaged.write(old ^ 0x10);
      }
      assemble(41).close();
      assertArrayEquals(whole, Files.readAllBytes(file), "byte " + at);
    }
    for (int size : new int[] {0, 1, 100, whole.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(whole, size));
      assemble(41).close();
      assertArrayEquals(whole, Files.readAllBytes(file), size + " bytes");
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length + 8));
    assemble(41).close();
    assertArrayEquals(whole, Files.readAllBytes(file));
  }

  @Test
  void isMadeAgainForOtherInputs() throws IOException {
    assemble(41).close();
    var before = Files.readAllBytes(file);
    assemble(40).close();
    assertNotEquals(before.length, Files.size(file));
    assemble(41).close();
    sound("b/middle.wav", 40 * 512, 9);
    store = DatasetFeatures.ensure(open(), SETTINGS, 1, ProgressListener.NONE);
    try (var tensor = assemble(41)) {
      assertEquals(store.read("b__middle").at(0, 5), tensor.at(2, 5, 0));
    }
    assertFalse(java.util.Arrays.equals(before, Files.readAllBytes(file)));
  }

  @Test
  void clearsWhatKilledRunsLeft() throws IOException {
    Files.createDirectories(file.getParent());
    var dead = Files.writeString(file.resolveSibling(".tensor.npy.999999999.part"), "half");
    var odd = Files.writeString(file.resolveSibling(".tensor.npy.x.part"), "half");
    var alive =
        file.resolveSibling(
            ".tensor.npy.%d.part".formatted(ProcessHandle.current().parent().orElseThrow().pid()));
    Files.writeString(alive, "being written");
    var other = Files.writeString(file.resolveSibling(".other.npy.999999999.part"), "half");
    assemble(3).close();
    assertFalse(Files.exists(dead) || Files.exists(odd));
    assertTrue(Files.exists(alive) && Files.exists(other));
    try (var files = Files.list(file.getParent())) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void refusesWrongUse() {
    assertThrows(IllegalArgumentException.class, () -> assemble(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> ClipTensor.assemble(store, List.of(), 5, -1, file, ProgressListener.NONE));
    assertThrows(
        IllegalArgumentException.class,
        () -> ClipTensor.assemble(store, List.of("none"), 5, -1, file, ProgressListener.NONE));
    assertFalse(Files.exists(file));
    Thread.currentThread().interrupt();
    assertThrows(java.io.InterruptedIOException.class, () -> assemble(5));
    assertTrue(Thread.interrupted());
    assertFalse(Files.exists(file));
  }

  @Test
  void namesClipsThatCannotBeUsed() throws IOException {
    Files.writeString(folder.resolve("b/broken.mp3"), "no sound at all");
    var set = open();
    var error =
        assertThrows(
            IOException.class,
            () -> DatasetFeatures.ensure(set, SETTINGS, 1, ProgressListener.NONE));
    assertTrue(error.getMessage().startsWith("1 of 4 clips"), error.getMessage());
    assertTrue(error.getMessage().contains("b__broken: "), error.getMessage());
    var rest = DatasetFeatures.usable(set, SETTINGS, 1, ProgressListener.NONE);
    assertEquals(dataset.ids(), rest.ids());
    assertEquals(List.of("b__broken"), rest.missing());
    assertEquals(61, rest.frames());
  }
}
