package mer4j.audio;

import static mer4j.audio.Sounds.difference;
import static mer4j.audio.Sounds.level;
import static mer4j.audio.Sounds.noise;
import static mer4j.audio.Sounds.sine;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import mer4j.TestData;
import mer4j.features.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against SoX's resampler (soxr 1.1.0, quality HQ), whose own rounding noise is about 2e-7. */
class ResamplerTest {
  private static final int TARGET = 22_050;
  private static final double TOLERANCE = 1e-6;

  private static float[] golden(String name) throws IOException {
    return Npy.read(TestData.golden("resample/" + name + ".npy")).floats();
  }

  private static double[] goldenDoubles(String name) throws IOException {
    return Npy.read(TestData.golden("resample/" + name + ".npy")).doubles();
  }

  @ParameterizedTest
  @ValueSource(ints = {44_100, 48_000, 32_000, 16_000, 11_025})
  void equalsSoxOnChirpAndNoiseUpToTheEdges(int rate) throws IOException {
    var input = golden("in_" + rate);
    var expected = golden("out_" + rate + "_to_22050");
    assertEquals(0, difference(expected, Resampler.resample(input, rate, TARGET)), TOLERANCE);
    var start = Arrays.copyOf(input, 12_345);
    var expectedStart = golden("out_" + rate + "_to_22050_first12345");
    assertEquals(0, difference(expectedStart, Resampler.resample(start, rate, TARGET)), TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {44_100, 48_000, 32_000, 16_000, 11_025})
  void hasTheMeasuredImpulseResponse(int rate) throws IOException {
    var impulse = new float[2 * rate];
    impulse[rate] = 1;
    var output = Resampler.resample(impulse, rate, TARGET);
    var expected = goldenDoubles("impulse_" + rate + "_to_22050_float64");
    for (var i = 0; i < expected.length; i++) {
      assertEquals(expected[i], output[TARGET - 400 + i], 2e-7, "lag " + (i - 400));
    }
  }

  @Test
  void halvingEqualsSox() throws IOException {
    var output = Resampler.halve(golden("half_in"));
    for (var i = 0; i < output.length; i++) {
      output[i] *= (float) Math.sqrt(2);
    }
    assertEquals(0, difference(golden("half_out_scaled"), output), TOLERANCE);
  }

  @Test
  void halvingHasTheMeasuredImpulseResponse() throws IOException {
    var expected = goldenDoubles("half_impulse_full_float64");
    var design = ResamplerDesign.of(2, 1);
    for (var lag = -600; lag <= 600; lag++) {
      var response = Math.abs(lag) <= design.reach() ? design.response(lag) : 0;
      assertEquals(expected[lag + 600], response, 1e-7, "lag " + lag);
    }
  }

  @Test
  void transitionBandHasTheMeasuredGain() throws IOException {
    var checked = 0;
    var lines = Files.readAllLines(TestData.golden("resample/response.csv"));
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.split(",");
      var from = Integer.parseInt(cells[0]);
      var to = Integer.parseInt(cells[1]);
      var expected = Double.parseDouble(cells[4]);
      var output = Resampler.resample(sine(Double.parseDouble(cells[2]), from, from / 2), from, to);
      var gain = 20 * Math.log10(level(output));
      if (expected > -20) {
        assertEquals(expected, gain, 0.01, line);
        checked++;
      } else {
        assertTrue(gain < expected + 1 || gain < -120, line);
      }
    }
    assertTrue(checked > 90, "rows above -20 dB: " + checked);
  }

  @Test
  void lengthIsTheRatioRoundedUpAndSoxRoundingLeavesAZero() {
    for (var rate : new int[] {44_100, 48_000, 32_000, 16_000, 11_025, 8_000, 96_000}) {
      for (var n : new int[] {0, 1, 2, 3, 17, 441, 1_000, 12_345}) {
        var output = Resampler.resample(noise(n, n), rate, TARGET);
        var exact = (double) n * TARGET / rate;
        assertEquals((int) Math.ceil(exact), output.length, rate + " Hz, " + n);
        if (exact - Math.floor(exact) > 1e-9 && exact - Math.floor(exact) < 0.5 - 1e-9) {
          assertEquals(0, output[output.length - 1], rate + " Hz, " + n);
        }
      }
    }
    assertEquals(8_507, Resampler.outputLength(12_345, 32_000, TARGET));
    assertEquals(3, Resampler.halve(new float[5]).length);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 16_000, 32_000, 37_800, 44_100, 48_000, 96_000, 192_000})
  void constantStaysConstant(int rate) {
    var input = new float[rate];
    Arrays.fill(input, 0.8f);
    var output = Resampler.resample(input, rate, TARGET);
    for (var i = 1_000; i < output.length - 1_000; i++) {
      assertEquals(0.8f, output[i], 1e-5f, "sample " + i);
    }
  }

  @Test
  void isLinear() {
    var a = noise(9_000, 1);
    var b = noise(9_000, 2);
    var sum = new float[a.length];
    for (var i = 0; i < sum.length; i++) {
      sum[i] = 2 * a[i] - 0.5f * b[i];
    }
    var ra = Resampler.resample(a, 32_000, TARGET);
    var rb = Resampler.resample(b, 32_000, TARGET);
    var expected = new float[ra.length];
    for (var i = 0; i < expected.length; i++) {
      expected[i] = 2 * ra[i] - 0.5f * rb[i];
    }
    assertEquals(0, difference(expected, Resampler.resample(sum, 32_000, TARGET)), 2e-6);
  }

  @Test
  void shiftedInputGivesShiftedOutput() {
    var input = noise(20_000, 3);
    var later = new float[input.length + 640];
    System.arraycopy(input, 0, later, 640, input.length);
    var output = Resampler.resample(input, 32_000, TARGET);
    var shifted = Resampler.resample(later, 32_000, TARGET);
    var tail = Arrays.copyOfRange(shifted, 441 + 300, 441 + 13_000);
    assertEquals(0, difference(Arrays.copyOfRange(output, 300, 13_000), tail), 1e-6);
  }

  /** Not exactly: the filter droops by up to 0.001 dB there. */
  @Test
  void upAndDownAgainKeepsWhatLiesBelowTheTransitionBand() {
    var input = sine(3_000, 8_000, 8_000);
    var back = Resampler.resample(Resampler.resample(input, 8_000, 48_000), 48_000, 8_000);
    for (var i = 500; i < 7_500; i++) {
      assertEquals(input[i], back[i], 1e-4, "sample " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {44_099, 191_999, 767_999})
  void unrelatedRatesWorkToo(int rate) {
    var input = sine(1_000, rate, rate / 8);
    var output = Resampler.resample(input, rate, TARGET);
    var expected = sine(1_000, TARGET, output.length);
    for (var i = 400; i < output.length - 400; i++) {
      assertEquals(expected[i], output[i], 2e-5, "sample " + i);
    }
  }

  @Test
  void plainAndVectorVersionsAgree() {
    var input = noise(20_000, 4);
    for (var ratio : new int[][] {{2, 1}, {320, 147}, {640, 441}, {320, 441}, {1, 2}}) {
      var design = ResamplerDesign.of(ratio[0], ratio[1]);
      var length = Resampler.outputLength(input.length, ratio[0], ratio[1]);
      var plain = inPieces(new PolyphaseFilter(design, false), input, input.length);
      var vector = inPieces(new PolyphaseFilter(design, true), input, input.length);
      assertEquals(length, plain.length);
      assertEquals(0, difference(plain, vector), 1e-6);
    }
  }

  private static float[] inPieces(PolyphaseFilter filter, float[] input, int most) {
    return inPieces(receiver -> new PolyphaseStream(filter, receiver), input, most);
  }

  private static float[] inPieces(
      Function<SampleReceiver, ResamplingStream> begin, float[] input, int most) {
    try (var output = ScratchSignal.create(input.length)) {
      var stream = begin.apply(output::append);
      var random = new SplittableRandom(1);
      for (int at = 0; at < input.length; ) {
        int count = Math.min(input.length - at, most == 1 ? 1 : random.nextInt(most) + 1);
        stream.accept(Arrays.copyOfRange(input, at, at + count), count);
        at += count;
      }
      stream.finish();
      var samples = new float[(int) output.length()];
      output.read(0, samples, 0, samples.length);
      return samples;
    }
  }

  @Test
  void howTheSignalIsCutChangesNoBit() {
    var ratios = new int[][] {{2, 1}, {320, 147}, {640, 441}, {320, 441}, {1, 2}, {4, 1}, {97, 89}};
    for (var ratio : ratios) {
      for (boolean vectors : new boolean[] {false, true}) {
        var filter = new PolyphaseFilter(ResamplerDesign.of(ratio[0], ratio[1]), vectors);
        for (int length : new int[] {1, 17, 9_000, 30_001}) {
          var input = noise(length, 8);
          var whole = inPieces(filter, input, length);
          assertArrayEquals(whole, inPieces(filter, input, 1));
          assertArrayEquals(whole, inPieces(filter, input, 5_000));
        }
      }
    }
  }

  @Test
  void halvingIsTheSameHoweverTheSignalIsCut() {
    for (int length : new int[] {1, 2, 17, 8_191, 8_193, 50_001}) {
      var input = noise(length, 9);
      var expected = new float[(length + 1) / 2];
      new RateHalving().read(Signal.of(input), 0, expected, 0, expected.length);
      assertArrayEquals(expected, Resampler.halve(input));
      assertArrayEquals(expected, inPieces(HalvingStream::new, input, 1));
      assertArrayEquals(expected, inPieces(HalvingStream::new, input, 20_000));
    }
  }

  @Test
  void writesIntoArraysOfTheCaller() {
    var input = noise(10_000, 5);
    var into = new float[20_000];
    var count = Resampler.resampleInto(input, 8_000, 32_000, TARGET, into);
    var expected = Resampler.resample(Arrays.copyOf(input, 8_000), 32_000, TARGET);
    assertArrayEquals(expected, Arrays.copyOf(into, count));
    assertEquals(5_000, Resampler.halveInto(input, 10_000, into));
    assertArrayEquals(Resampler.halve(input), Arrays.copyOf(into, 5_000));
    assertThrows(
        IllegalArgumentException.class, () -> Resampler.resampleInto(input, 10_000, 1, 3, into));
  }

  @Test
  void threadsShareFilters() {
    var input = noise(30_000, 6);
    var expected = Resampler.resample(input, 12_000, 10_000);
    IntStream.range(0, 16)
        .parallel()
        .forEach(i -> assertArrayEquals(expected, Resampler.resample(input, 12_000, 10_000)));
  }

  @Test
  void sameRateReturnsTheSignalItself() {
    var input = noise(100, 7);
    assertSame(input, Resampler.resample(input, TARGET, TARGET));
  }

  @Test
  void ratesMustBePositive() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> Resampler.resample(new float[3], 0, TARGET));
    assertEquals("sample rates must be positive, were 0 and 22050", error.getMessage());
  }
}
