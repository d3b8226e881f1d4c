package mer4j.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchSignalTest {
  private static final int LENGTH = 300_001;

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 100_000, 1_000_000})
  void readsWhatWasAppendedWhereverItLies(int heapLimit) {
    var expected = Sounds.noise(LENGTH, 1);
    var random = new SplittableRandom(2);
    try (var signal = ScratchSignal.create(random.nextInt(2 * LENGTH), heapLimit)) {
      for (int at = 0; at < LENGTH; ) {
        int count = Math.min(LENGTH - at, random.nextInt(70_000));
        signal.append(Arrays.copyOfRange(expected, at, at + count), count);
        at += count;
        assertEquals(at, signal.length());
        if (at > 0 && random.nextBoolean()) {
          assertReads(expected, signal, random.nextInt(at) - 10, 20);
        }
      }
      for (int i = 0; i < 500; i++) {
        assertReads(expected, signal, random.nextInt(LENGTH + 9_000) - 4_000, 1 << i % 18);
      }
      for (int from = -1_024; from < LENGTH; from += 512) {
        assertReads(expected, signal, from, 2_048);
      }
      signal.append(new float[] {7}, 1);
      assertEquals(LENGTH + 1, signal.length());
      var last = new float[2];
      signal.read(LENGTH - 1, last, 0, 2);
      assertArrayEquals(new float[] {expected[LENGTH - 1], 7}, last);
      signal.clear();
      assertEquals(0, signal.length());
      signal.append(expected, 50_000);
      assertReads(Arrays.copyOf(expected, 50_000), signal, 49_000, 2_000);
    }
  }

  private static void assertReads(float[] expected, Signal signal, int from, int count) {
    var heap = new float[count];
    var scratch = new float[count];
    Signal.of(expected).read(from, heap, 0, count);
    signal.read(from, scratch, 0, count);
    assertArrayEquals(heap, scratch);
  }

  @Test
  void aFileHasNoNameWhileItIsInUse(@TempDir Path folder) throws IOException {
    assumeTrue(File.separatorChar == '/');
    try (var file = new ScratchFile(folder)) {
      file.write(3, new float[] {1, 2}, 1, 1);
      var read = new float[4];
      file.read(0, read, 0, 4);
      assertArrayEquals(new float[] {0, 0, 0, 2}, read);
      try (var entries = Files.list(folder)) {
        assertEquals(0, entries.count());
      }
    }
  }
}
