package mer4j.dsp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import mer4j.VectorApi;
import mer4j.audio.Signal;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernels that work on a block of frames at a time against the plain ones, which say what they
 * are to compute; and that a frame's numbers depend on nothing but the frame.
 */
class VectorKernelsTest {
  private static final int RATE = 22050;
  private static final int BINS = 1025;
  private static final int FRAMES = FrameBlock.FRAMES;

  @BeforeEach
  void vectorApi() {
    Assumptions.assumeTrue(VectorApi.AVAILABLE, "started without the Vector API");
  }

  /** Twenty frames and a half of a sound. */
  private static float[] sound(String kind) throws IOException {
    var random = new SplittableRandom(7);
    var samples = new float[10_500];
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          (float)
              switch (kind) {
                case "noise" -> 0.3 * random.nextGaussian();
                case "faint noise" -> 1e-22 * random.nextGaussian();
                case "loud noise" -> 1e15 * random.nextGaussian();
                case "tone" -> 0.7 * Math.sin(2 * Math.PI * 1234.5 * i / RATE);
                case "constant" -> 0.5;
                case "silence, then noise" -> i < 6000 ? 0 : random.nextGaussian();
                case "impulse" -> i == 5000 ? 1 : 0;
                case "silence" -> 0;
                default -> Double.NaN;
              };
    }
    return kind.equals("music")
        ? Arrays.copyOfRange(Golden.of("synthetic/signal").floats(), 40_000, 50_500)
        : samples;
  }

  private static void equal(
      FrameBlock plain, FrameBlock vector, double relative, double absolute, String what) {
    float[] want = plain.byRow();
    float[] got = vector.byRow();
    for (int at = 0; at < want.length; at++) {
      double allowed = relative * Math.abs(want[at]) + absolute;
      if (!(Math.abs(want[at] - got[at]) <= allowed)) {
        throw new AssertionError(
            "%s, row %d, frame %d: plain %s, vector %s"
                .formatted(what, at / FRAMES, at % FRAMES, want[at], got[at]));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noise",
        "faint noise",
        "loud noise",
        "tone",
        "constant",
        "silence, then noise",
        "impulse",
        "silence",
        "music"
      })
  void everyKernelGivesWhatThePlainOneGives(String kind) throws IOException {
    var signal = Signal.of(sound(kind));
    var stft = new Stft();
    var magnitude = new FrameBlock(BINS);
    var power = new FrameBlock(BINS);
    var plainMagnitude = new FrameBlock(BINS);
    var plainPower = new FrameBlock(BINS);
    for (int first : new int[] {0, 3, 16}) {
      int count = Math.min(FRAMES, 21 - first);
      stft.frames(signal, first, count, magnitude, power);
      stft.plainFrames(signal, first, count, plainMagnitude, plainPower);
      // Two double-precision transforms differ by their rounding, up to 1e-16 of the greatest bin.
      double most = 0;
      for (float value : plainMagnitude.byRow()) {
        most = Math.max(most, value);
      }
      equal(plainMagnitude, magnitude, 2e-7, 1e-15 * most, "magnitude");
      equal(plainPower, power, 2e-7, 1e-15 * most * most, "power");

      var shape = new FrameBlock(SpectralShape.NUMBERS);
      var plainShape = new FrameBlock(SpectralShape.NUMBERS);
      var shapes = new SpectralShape(RATE, 2048);
      shapes.apply(magnitude, power, shape);
      shapes.plain(magnitude, power, plainShape);
      // The variance is a difference of moments: 1e-4 Hz is 1e-16 of the greatest moment's root.
      equal(plainShape, shape, 2e-7, 1e-4, "shape");

      var mel = new FrameBlock(128);
      var plainMel = new FrameBlock(128);
      var bank = new MelFilterBank(RATE);
      bank.apply(power, mel);
      bank.plain(power, plainMel);
      equal(plainMel, mel, 2e-6, 0, "mel");

      var levels = new FrameBlock(128);
      var plainLevels = new FrameBlock(128);
      float greatest = Decibels.ofPower(mel, levels);
      assertEquals(Decibels.plain(mel, plainLevels), greatest, 2e-7 * Math.abs(greatest));
      equal(plainLevels, levels, 1.2e-7, 1e-7, "levels");

      var strength = new float[40];
      var plainStrength = new float[40];
      OnsetStrength.add(first == 0 ? null : mel, levels, count, first, strength);
      OnsetStrength.plain(first == 0 ? null : mel, levels, count, first, plainStrength);
      assertArrayEquals(plainStrength, strength, "onset strength");

      var coefficients = new FrameBlock(21);
      var plainCoefficients = new FrameBlock(21);
      var dct = new Dct(128, 21);
      dct.apply(levels, coefficients);
      dct.plain(levels, plainCoefficients);
      equal(plainCoefficients, coefficients, 1.2e-7, 1e-10, "cosine transform");

      var contrast = new SpectralContrast(RATE, 2048);
      var extremes = new FrameBlock[4];
      Arrays.setAll(extremes, i -> new FrameBlock(SpectralContrast.BANDS));
      contrast.peaksAndValleys(magnitude, extremes[0], extremes[1]);
      contrast.plain(magnitude, extremes[2], extremes[3]);
      equal(extremes[2], extremes[0], 0, 0, "peaks");
      equal(extremes[3], extremes[1], 0, 0, "valleys");

      var chroma = new FrameBlock(ChromaFilterBank.CLASSES);
      var plainChroma = new FrameBlock(ChromaFilterBank.CLASSES);
      var filters = new ChromaFilterBank(RATE, 2048, 0.17);
      filters.apply(power, chroma);
      filters.plain(power, plainChroma);
      // Sums of numbers below the normal ones, which have few digits, are not normalised.
      equal(plainChroma, chroma, 2e-6, kind.startsWith("faint") ? 1e-42 : 1e-7, "chroma");

      assertEquals(
          TuningEstimator.estimate(power.byFrame(), RATE, 12), tuning(power, 12), "tuning");
      assertEquals(
          TuningEstimator.estimate(magnitude.byFrame(), RATE, 36), tuning(magnitude, 36), "tuning");
    }
  }

  private static double tuning(FrameBlock spectra, int binsPerOctave) {
    var estimator = new TuningEstimator(RATE, 2048, binsPerOctave);
    estimator.add(spectra);
    return estimator.tuning();
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128, 256, 512, 1024, 4096, 8192})
  void transformsOfOtherLengths(int length) throws IOException {
    var signal = Signal.of(sound("music"));
    var stft = new Stft(length, length / 4);
    var blocks = new FrameBlock[4];
    Arrays.setAll(blocks, i -> new FrameBlock(stft.bins()));
    stft.frames(signal, 2, 7, blocks[0], blocks[1]);
    stft.plainFrames(signal, 2, 7, blocks[2], blocks[3]);
    equal(blocks[2], blocks[0], 2e-7, 1e-13, "magnitude");
    equal(blocks[3], blocks[1], 4e-7, 1e-13, "power");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 30, 100, 344, 384, 689})
  void meanTempogram(int window) {
    var random = new SplittableRandom(window);
    for (int frames : new int[] {1, 7, 16, 100}) {
      var onsets = new float[frames];
      for (int t = 0; t < frames; t++) {
        onsets[t] = t % 50 < 30 ? (float) Math.abs(random.nextGaussian()) : 0;
      }
      var tempogram = new Tempogram(window);
      assertArrayEquals(tempogram.plainMean(onsets), tempogram.mean(onsets), 1e-13);
    }
    assertArrayEquals(new double[window], new Tempogram(window).mean(new float[60]), 0);
  }

  @Test
  void aFrameDoesNotDependOnItsBlock() throws IOException {
    var signal = Signal.of(sound("music"));
    var stft = new Stft();
    var magnitude = new FrameBlock(BINS);
    var power = new FrameBlock(BINS);
    var others = new FrameBlock[] {new FrameBlock(BINS), new FrameBlock(BINS)};
    stft.frames(signal, 0, FRAMES, magnitude, power);
    for (int frame : new int[] {0, 1, 7, 8, 15}) {
      for (int first = Math.max(0, frame - 9); first <= frame; first++) {
        stft.frames(signal, first, frame - first + 1, others[0], others[1]);
        assertArrayEquals(
            magnitude.byFrame()[frame], others[0].byFrame()[frame - first], "magnitude");
        assertArrayEquals(power.byFrame()[frame], others[1].byFrame()[frame - first], "power");
      }
    }
  }

  @Test
  void framesAfterTheLastAreZero() throws IOException {
    var power = new FrameBlock(BINS);
    var magnitude = new FrameBlock(BINS);
    for (int count : new int[] {0, 1, 5, 9}) {
      new Stft().frames(Signal.of(sound("noise")), 0, count, magnitude, power);
      for (int i = count; i < FRAMES; i++) {
        assertArrayEquals(new float[BINS], power.byFrame()[i]);
        assertArrayEquals(new float[BINS], magnitude.byFrame()[i]);
      }
    }
  }

  @Test
  void framesFarApartFromTheSignalAreSilent() throws IOException {
    var signal = Signal.of(sound("noise"));
    var power = new FrameBlock(BINS);
    var magnitude = new FrameBlock(BINS);
    new Stft().frames(signal, 4_000_000, FRAMES, magnitude, power);
    assertArrayEquals(new float[BINS * FRAMES], power.byRow());
  }

  @Test
  void energiesAndSignChanges() throws IOException {
    for (String kind : new String[] {"noise", "loud noise", "faint noise", "silence", "music"}) {
      float[] samples = Arrays.copyOf(sound(kind), 10_240);
      double want = RootMeanSquare.energy(samples, 512);
      assertEquals(
          want,
          VectorSamples.energy(samples, 512, 512, new double[VectorSamples.PARTS]),
          1e-14 * want,
          kind);
      for (int from = 1; from + 512 < samples.length; from += 97) {
        assertEquals(
            ZeroCrossingRate.crossings(samples, from),
            VectorSamples.signChanges(samples, from, 512, 1e-10f),
            kind);
      }
    }
  }

  @Test
  void theFirstSampleThatIsNotFiniteIsNamed() {
    for (int index : new int[] {0, 5, 16, 31, 16_383, 16_384, 40_000, 49_999}) {
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        var samples = new float[50_000];
        samples[index] = bad;
        Arrays.fill(samples, index + 1, samples.length, bad);
        for (Runnable check :
            new Runnable[] {
              () -> Samples.requireFinite(samples), () -> Samples.requireFinite(Signal.of(samples))
            }) {
          var error = assertThrows(IllegalArgumentException.class, check::run);
          assertEquals(
              "audio holds a value that is not finite (sample " + index + ")", error.getMessage());
        }
      }
    }
    Samples.requireFinite(Signal.of(new float[] {Float.MAX_VALUE, -Float.MIN_VALUE, -0f}));
    Samples.requireFinite(Signal.of(new float[0]));
  }

  @Test
  void blocksOfTheWrongKindAreRefused() {
    var block = new FrameBlock(7);
    var stft = new Stft();
    var spectrum = new FrameBlock(BINS);
    var signal = Signal.of(new float[100]);
    for (Runnable wrong :
        new Runnable[] {
          () -> stft.frames(signal, 0, 1, block, spectrum),
          () -> stft.frames(signal, 0, 1, spectrum, block),
          () -> stft.frames(signal, 0, FRAMES + 1, spectrum, spectrum),
          () -> stft.frames(signal, 0, -1, spectrum, spectrum),
          () -> new MelFilterBank(RATE).apply(block, new FrameBlock(128)),
          () -> new MelFilterBank(RATE).apply(spectrum, block),
          () -> new Mfcc().apply(block, new FrameBlock(20)),
          () -> new TuningEstimator(RATE, 2048, 12).add(block),
          () -> new ChromaFilterBank(RATE, 2048, 0).apply(spectrum, block),
          () -> new SpectralShape(RATE, 2048).apply(spectrum, spectrum, block),
          () -> new SpectralContrast(RATE, 2048).peaksAndValleys(block, block, block)
        }) {
      assertThrows(IllegalArgumentException.class, wrong::run);
    }
  }
}
