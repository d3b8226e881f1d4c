package mer4j.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochOrderTest {
  /** Clips as a split has them: not from 0, not without gaps. */
  private static int[] clips(int count) {
    return IntStream.range(0, count).map(i -> 3 * i + 5).toArray();
  }

  private static int[] order(List<int[]> batches) {
    return batches.stream().flatMapToInt(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "7, 3", "100, 8", "720, 128", "9787, 128"})
  void anEpochTakesEachClipOnce(int count, int size) {
    var clips = clips(count);
    var taken = order(EpochOrder.batches(clips, size, 4));
    Arrays.sort(taken);
    assertArrayEquals(clips(count), taken);
    assertArrayEquals(clips(count), clips); // the split stays as it is
  }

  /** The study's 4Q and Jamendo batches first. A single clip has no variance to normalise by. */
  @ParameterizedTest
  @CsvSource({
    "720, 128, 6, 80",
    "9787, 128, 77, 59",
    "24, 8, 3, 8",
    "25, 8, 3, 9",
    "26, 8, 4, 2",
    "9, 8, 1, 9",
    "5, 8, 1, 5",
    "3, 2, 1, 3"
  })
  void theLastBatchTakesWhatIsLeftButNeverOneClip(int count, int size, int batches, int last) {
    var found = EpochOrder.batches(clips(count), size, 4);
    assertEquals(batches, found.size());
    assertEquals(last, found.getLast().length);
    for (var batch : found.subList(0, batches - 1)) {
      assertEquals(size, batch.length);
    }
  }

  @Test
  void theSeedDecidesTheOrder() {
    var clips = clips(100);
    var one = order(EpochOrder.batches(clips, 8, Seeds.mix(5, 1)));
    assertArrayEquals(one, order(EpochOrder.batches(clips, 8, Seeds.mix(5, 1))));
    assertFalse(Arrays.equals(clips, one));
    for (int epoch = 2; epoch < 50; epoch++) {
      var next = order(EpochOrder.batches(clips, 8, Seeds.mix(5, epoch)));
      assertFalse(Arrays.equals(one, next), "epoch " + epoch);
    }
    assertFalse(Arrays.equals(one, order(EpochOrder.batches(clips, 8, Seeds.mix(6, 1)))));
  }

  /** Over many epochs a clip stands at each place about equally often. */
  @Test
  void noPlaceIsFavoured() {
    int epochs = 20_000;
    var counts = new int[4][4];
    for (int epoch = 0; epoch < epochs; epoch++) {
      var order = order(EpochOrder.batches(new int[] {0, 1, 2, 3}, 4, Seeds.mix(1, epoch)));
      for (int place = 0; place < 4; place++) {
        counts[order[place]][place]++;
      }
    }
    for (var ofClip : counts) {
      for (int count : ofClip) {
        assertEquals(.25, (double) count / epochs, .015); // five standard deviations
      }
    }
  }
}
