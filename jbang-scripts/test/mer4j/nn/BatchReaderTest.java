package mer4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import mer4j.recurrent.Workers;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
  private static final int CLIPS = 40; // more than one group of the reader
  private static final int FRAMES = 7;
  private static final int ROWS = 2;

  /** Value of a frame: 1000 clip + 10 frame + row. */
  private static FrameSource source(int length) {
    var values = new float[CLIPS * FRAMES * ROWS];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1000 * (i / (FRAMES * ROWS)) + 10 * (i / ROWS % FRAMES) + i % ROWS;
    }
    var lengths = IntStream.range(0, CLIPS).map(clip -> length).toArray();
    return GoldenNetworks.source(values, CLIPS, FRAMES, ROWS, lengths);
  }

  private static BatchReader reader(int length, boolean masked, int step) {
    var settings =
        NetworkSettings.published(RecurrentKind.BRNN, ROWS, 2)
            .with(its -> its.hidden(3).masked(masked).frameStep(step));
    return new BatchReader(settings, source(length), new GlobalScaler(0, 1));
  }

  private static int[] clips() {
    return IntStream.range(0, CLIPS).map(i -> CLIPS - 1 - i).toArray();
  }

  @Test
  void everyValueHasItsPlace() {
    try (var reader = reader(FRAMES, false, 1)) {
      var batch = reader.read(clips());
      assertNull(batch.mask());
      for (int b = 0; b < CLIPS; b++) {
        for (int t = 0; t < FRAMES; t++) {
          for (int row = 0; row < ROWS; row++) {
            double value = 1000 * (CLIPS - 1 - b) + 10 * t + row;
            assertEquals(value, batch.frames().getDouble(b, row, t));
          }
        }
      }
    }
  }

  @Test
  void noMoreThreadsReadThanTrain() {
    int threads = Workers.threads();
    var readers = ConcurrentHashMap.<Thread>newKeySet();
    var watched = GoldenNetworks.watched(source(FRAMES), c -> readers.add(Thread.currentThread()));
    var settings = NetworkSettings.published(RecurrentKind.BRNN, ROWS, 2);
    try (var reader = new BatchReader(settings, watched, new GlobalScaler(0, 1))) {
      Workers.setThreads(1);
      reader.read(clips());
      assertEquals(Set.of(Thread.currentThread()), readers);
    } finally {
      Workers.setThreads(threads);
    }
  }

  @Test
  void theMaskEndsWithTheClip() {
    try (var reader = reader(5, true, 1)) {
      var batch = reader.read(clips());
      assertEquals(40, batch.frames().getDouble(CLIPS - 1, 0, 4)); // clip 0, frame 4
      assertEquals(1, batch.mask().getDouble(0, 4));
      assertEquals(0, batch.mask().getDouble(0, 5));
    }
  }

  @Test
  void neighbouringFramesAreAveraged() {
    try (var reader = reader(FRAMES, false, 3)) {
      assertEquals(3, reader.time());
      var batch = reader.read(clips());
      assertEquals(10, batch.frames().getDouble(CLIPS - 1, 0, 0)); // frames 0, 1, 2
      assertEquals(60, batch.frames().getDouble(CLIPS - 1, 0, 2)); // frame 6 alone
    }
    try (var reader = reader(5, true, 3)) {
      var batch = reader.read(clips());
      assertEquals(35, batch.frames().getDouble(CLIPS - 1, 0, 1)); // frames 3 and 4, not 5
      assertEquals(1, batch.mask().getDouble(0, 1));
      assertEquals(0, batch.mask().getDouble(0, 2));
    }
  }

  @Test
  void oneBufferServesBatchesOfAllSizesAndClipsLongerThanATile() {
    int frames = 3001; // several tiles of 60 clips and 5 rows
    var values = new float[60 * frames * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 9973;
    }
    var lengths = IntStream.range(0, 60).map(clip -> 1 + clip * 50).toArray();
    var long60 = GoldenNetworks.source(values, 60, frames, 5, lengths);
    var settings =
        NetworkSettings.published(RecurrentKind.BRNN, 5, 2).with(its -> its.masked(true));
    try (var reader = new BatchReader(settings, long60, new GlobalScaler(0, 1))) {
      for (int size : new int[] {60, 7, 60, 33}) {
        var batch = reader.read(IntStream.range(60 - size, 60).toArray());
        assertEquals(size, batch.frames().size(0));
        for (int b = 0; b < size; b += 3) {
          int clip = 60 - size + b;
          int valid = lengths[clip];
          for (int t = 0; t < frames; t += 83) {
            assertEquals(values[(clip * frames + t) * 5 + 2], batch.frames().getFloat(b, 2, t));
            assertEquals(t < valid ? 1 : 0, batch.mask().getFloat(b, t));
          }
        }
      }
    }
  }

  @Test
  void theClipOfAValueThatIsNotFiniteIsNamed() {
    var broken =
        new BatchReader(
            GoldenNetworks.settings(RecurrentKind.RNN),
            GoldenNetworks.source(new float[] {0, 0, 0, 0, 0, 0, Float.NaN}, 1, 1, 7, null),
            new GlobalScaler(0, 1));
    var error = assertThrows(IllegalStateException.class, () -> broken.read(new int[] {0}));
    assertTrue(error.getMessage().contains("clip number 0"), error.getMessage());
  }

  @Test
  void rowsMustBeTheNetworks() {
    var settings = GoldenNetworks.settings(RecurrentKind.RNN);
    assertThrows(
        IllegalArgumentException.class,
        () -> new BatchReader(settings, source(FRAMES), new GlobalScaler(0, 1)));
  }
}
