package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalancingTest {
  /** 30 clips of class 0, 9 of class 1, 3 of class 2: the mean is 14. */
  private static final int[] LABELS =
      IntStream.range(0, 42).map(i -> i < 30 ? 0 : i < 39 ? 1 : 2).toArray();

  private static int[] ofClass(int[] rows, int label) {
    return Arrays.stream(rows).filter(row -> LABELS[row] == label).toArray();
  }

  @Test
  void everyClassGetsTheMeanSize() {
    var rows = Balancing.toMean(LABELS, 5);
    assertEquals(42, rows.length);
    for (int k = 0; k < 3; k++) {
      assertEquals(14, ofClass(rows, k).length);
    }
    assertEquals(14, Arrays.stream(ofClass(rows, 0)).distinct().count(), "drawn, none twice");
    assertTrue(Arrays.stream(ofClass(rows, 1)).distinct().count() < 9, "some never, some often");
    assertArrayEquals(rows, Balancing.toMean(LABELS, 5));
    assertFalse(Arrays.equals(rows, Balancing.toMean(LABELS, 6)));
    assertThrows(IllegalArgumentException.class, () -> Balancing.toMean(new int[0], 1));
  }

  @Test
  void withinATrainingPartEveryClipOfASmallClassIsTaken() {
    var train = IntStream.range(0, 42).filter(i -> i % 7 != 0).toArray();
    var rows = Balancing.within(LABELS, train, 5);
    var known = Arrays.stream(train).boxed().toList();
    assertTrue(Arrays.stream(rows).allMatch(known::contains), "nothing from outside");
    for (int k = 0; k < 3; k++) {
      assertEquals(12, ofClass(rows, k).length);
    }
    assertEquals(12, Arrays.stream(ofClass(rows, 0)).distinct().count());
    assertEquals(ofClass(train, 1).length, Arrays.stream(ofClass(rows, 1)).distinct().count());
    var third = ofClass(rows, 2);
    int members = ofClass(train, 2).length;
    for (int row : Arrays.stream(third).distinct().toArray()) {
      long copies = Arrays.stream(third).filter(r -> r == row).count();
      assertTrue(copies == 12 / members || copies == 12 / members + 1, "evenly: " + copies);
    }
  }
}
