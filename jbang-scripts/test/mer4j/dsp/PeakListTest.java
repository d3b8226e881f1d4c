package mer4j.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The median by counting against the one by sorting. */
class PeakListTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 100, 1001, 65_536, 65_537, 200_000})
  void medianOfHeights(int count) {
    var random = new SplittableRandom(count);
    var peaks = new PeakList();
    for (int kind = 0; kind < 4; kind++) {
      peaks.clear();
      var heights = new float[count];
      for (int i = 0; i < count; i++) {
        heights[i] =
            switch (kind) {
              case 0 -> (float) Math.exp(20 * random.nextGaussian());
              case 1 -> random.nextInt(3);
              case 2 -> 1 + random.nextInt(4000) * 0x1p-23f;
              default -> Float.MIN_VALUE * random.nextInt(50);
            };
        peaks.add(i, heights[i]);
      }
      assertEquals(count, peaks.size());
      assertEquals(heights[count - 1], peaks.height(count - 1));
      assertEquals(count - 1, peaks.hertz(count - 1));
      Arrays.sort(heights);
      float want =
          count % 2 == 1 ? heights[count / 2] : (heights[count / 2 - 1] + heights[count / 2]) / 2;
      assertEquals(want, peaks.medianHeight(), "kind " + kind);
    }
  }
}
