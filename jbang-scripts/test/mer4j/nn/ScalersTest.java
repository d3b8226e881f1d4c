package mer4j.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScalersTest {
  // 2 clips of 3 frames and 2 rows; the first has one frame of padding
  private static final float[] VALUES = {1, 100, 3, 100, 0, 0, 5, 1, 7, 10, 9, 1000};
  private static final FrameSource SOURCE =
      GoldenNetworks.source(VALUES, 2, 3, 2, new int[] {2, 3});

  @Test
  void oneScalarForAllOfTheTrainingPartIncludingPadding() {
    var scaler = GlobalScaler.fit(SOURCE, new int[] {0});
    double mean = 204 / 6.0;
    assertEquals(mean, scaler.mean(), 1e-9);
    double squares = 0;
    for (float v : new float[] {1, 100, 3, 100, 0, 0}) {
      squares += (v - mean) * (v - mean);
    }
    assertEquals(Math.sqrt(squares / 5), scaler.deviation(), 1e-9);
    var both = GlobalScaler.fit(SOURCE, new int[] {0, 1});
    assertEquals(1236 / 12.0, both.mean(), 1e-9);
    var one = VALUES.clone();
    both.apply(one, 2, 2);
    assertEquals((0 - both.mean()) / both.deviation(), one[4], 1e-6); // padding is scaled too
  }

  @Test
  void everyRowForItselfWithoutPadding() {
    var scaler = RowScaler.fit(SOURCE, new int[] {0, 1}, new boolean[] {false, true});
    assertArrayEquals(new double[] {5, 16}, scaler.means(), 1e-6); // dB: 20, 20, 0, 10, 30
    var one = new float[] {1, 100, 3, 100, 9, 9};
    scaler.apply(one, 2, 2);
    assertEquals((1 - 5) / Math.sqrt(8), one[0], 1e-6);
    assertEquals(4 / Math.sqrt(104), one[1], 1e-6);
    assertEquals(0, one[4]); // padding
    assertEquals(0, one[5]);
  }

  @Test
  void aRowThatNeverChangesBecomesZero() {
    var source = GoldenNetworks.source(new float[] {4, 4, 4}, 1, 3, 1, null);
    var scaler = RowScaler.fit(source, new int[] {0}, new boolean[1]);
    var values = new float[] {4, 4, 4};
    scaler.apply(values, 1, 3);
    assertArrayEquals(new float[3], values);
  }

  @Test
  void badScalersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new GlobalScaler(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new GlobalScaler(Double.NaN, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RowScaler(new double[2], new double[] {1, -1}, new boolean[2]));
  }
}
