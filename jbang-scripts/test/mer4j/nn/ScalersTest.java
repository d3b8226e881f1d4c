package mer4j.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
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
    var scaler =
        RowScaler.fit(
            SOURCE, new int[] {0, 1}, new DecibelRows(List.of(new DecibelRows.Range(1, 2))));
    assertArrayEquals(new double[] {5, 16}, scaler.means(), 1e-6); // dB: 20, 20, 0, 10, 30
    var one = new float[] {1, 100, 3, 100, 9, 9};
    scaler.apply(one, 2, 2);
    assertEquals((1 - 5) / Math.sqrt(8), one[0], 1e-6);
    assertEquals(4 / Math.sqrt(104), one[1], 1e-6);
    assertEquals(0, one[4]); // padding
    assertEquals(0, one[5]);
  }

  @Test
  void fittingStopsAtTheNextClipWhenInterrupted() {
    for (var scaling : Scaling.values()) {
      var read = new ArrayList<Integer>();
      var source =
          GoldenNetworks.watched(
              GoldenNetworks.toy(5, 3, 2, 2, 1),
              clip -> {
                read.add(clip);
                if (read.size() == 2) {
                  Thread.currentThread().interrupt();
                }
              });
      var reading = new NetworkSettings.Reading(scaling, false, true, 1);
      assertThrows(
          CancellationException.class,
          () -> FrameScaler.fit(reading, source, new int[] {4, 3, 2, 1}, null));
      assertEquals(List.of(4, 3), read);
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void decibelsBeforeOneScalarForAll() {
    var decibels = new DecibelRows(List.of(new DecibelRows.Range(1, 2)));
    var scaler = GlobalScaler.fit(SOURCE, new int[] {0}, decibels);
    assertEquals((1 + 20 + 3 + 20 + 0 - 100) / 6.0, scaler.mean(), 1e-5); // padding is silence
  }

  @Test
  void partsOfAClipAreScaledLikeTheWhole() {
    var decibels = new DecibelRows(List.of(new DecibelRows.Range(1, 2)));
    for (var scaler :
        List.of(
            GlobalScaler.fit(SOURCE, new int[] {0, 1}, decibels),
            RowScaler.fit(SOURCE, new int[] {0, 1}, decibels))) {
      var whole = VALUES.clone();
      scaler.apply(whole, 2, 2);
      for (int t = 0; t < 3; t++) {
        var part = new float[] {-1, VALUES[2 * t], VALUES[2 * t + 1], -1};
        scaler.transform(2).apply(part, 1, t, 1, 2);
        assertArrayEquals(new float[] {-1, whole[2 * t], whole[2 * t + 1], -1}, part);
      }
    }
  }

  @Test
  void decibelsAreLogarithmsInBothForms() {
    var random = new Random(2);
    var values = new float[1003];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.pow(10, random.nextDouble(-14, 12));
    }
    values[0] = 0;
    values[1] = Float.MIN_VALUE;
    values[2] = 1e-10f;
    values[3] = 1;
    values[4] = -3;
    values[5] = Float.MAX_VALUE;
    var plain = values.clone();
    PowerLevels.plain(plain, 0, plain.length);
    var fast = values.clone();
    PowerLevels.decibels(fast, 0, fast.length);
    assertArrayEquals(plain, fast);
    for (int i = 0; i < values.length; i++) {
      double expected = 10 * Math.log10(Math.max(1e-10f, values[i]));
      assertEquals(expected, plain[i], 1e-5 + 2e-7 * Math.abs(expected), "of " + values[i]);
    }
    assertEquals(0, plain[3]);
  }

  @Test
  void aRowThatNeverChangesBecomesZero() {
    var source = GoldenNetworks.source(new float[] {4, 4, 4}, 1, 3, 1, null);
    var scaler = RowScaler.fit(source, new int[] {0}, DecibelRows.NONE);
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
        () -> new RowScaler(new double[2], new double[] {1, -1}, DecibelRows.NONE));
  }
}
