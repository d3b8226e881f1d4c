package mer4j.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RepeatedResamplingTest {
  /** Stored features are compared byte by byte, so compiled code must not round otherwise. */
  @Test
  void theFirstCallGivesTheBitsOfTheHundredth() {
    var random = new SplittableRandom(3);
    var signal = new float[32_000];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = (float) random.nextDouble(-1, 1);
    }
    var first = Resampler.resample(signal, 32_000, 22_050);
    for (int round = 1; round < 100; round++) {
      assertArrayEquals(first, Resampler.resample(signal, 32_000, 22_050));
    }
  }
}
