package mer4j.audio;

import static mer4j.audio.Sounds.difference;
import static mer4j.audio.Sounds.noise;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.SplittableRandom;
import mer4j.TestData;
import mer4j.features.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateHalvingTest {
  private static float[] halved(float[] samples, HalvingKernel kernel) {
    var result = new float[(samples.length + 1) / 2];
    new RateHalving(kernel).read(Signal.of(samples), 0, result, 0, result.length);
    return result;
  }

  /** The sum that defines the filter, in double precision. */
  private static float[] direct(float[] samples) {
    var design = ResamplerDesign.of(2, 1);
    var result = new float[(samples.length + 1) / 2];
    for (int n = 0; n < result.length; n++) {
      double sum = 0;
      for (int lag = -design.reach(); lag <= design.reach(); lag++) {
        int at = 2 * n + lag;
        sum += at >= 0 && at < samples.length ? design.response(lag) * samples[at] : 0;
      }
      result[n] = (float) sum;
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 383, 384, 385, 1_000, 1_023, 4_096, 4_097, 4_100, 9_001})
  void bothVersionsEqualTheFiltersDefinition(int length) {
    var samples = noise(length, length);
    var expected = direct(samples);
    assertEquals(0, difference(expected, halved(samples, new PlainHalvingKernel())), 1e-6);
    assertEquals(0, difference(expected, halved(samples, new VectorHalvingKernel())), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void equalsSox(boolean vectors) throws IOException {
    var input = Npy.read(TestData.golden("resample/half_in.npy")).floats();
    var output = halved(input, vectors ? new VectorHalvingKernel() : new PlainHalvingKernel());
    for (var i = 0; i < output.length; i++) {
      output[i] *= (float) Math.sqrt(2);
    }
    var expected = Npy.read(TestData.golden("resample/half_out_scaled.npy")).floats();
    assertEquals(0, difference(expected, output), 1e-6);
  }

  @Test
  void piecesOfAnyLengthGiveTheSameBits() {
    var samples = noise(50_001, 3);
    var whole = halved(samples, new VectorHalvingKernel());
    var signal = Signal.of(samples);
    var random = new SplittableRandom(4);
    var pieces = new float[whole.length];
    var halving = new RateHalving();
    for (int at = 0; at < pieces.length; ) {
      int count = Math.min(pieces.length - at, random.nextInt(3_000));
      halving.read(signal, at, pieces, at, count);
      at += count;
    }
    assertArrayEquals(whole, pieces);
  }
}
