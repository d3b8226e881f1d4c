package mer4j.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import mer4j.audio.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The constant-Q transform against librosa's, and the ways to compute spectra against each other.
 */
class ConstantQTransformTest {
  private static void equal(Golden expected, float[][] actual, double tolerance) {
    int bins = expected.shape()[0];
    int frames = expected.shape()[1];
    assertEquals(frames, actual.length, "frames");
    for (int t = 0; t < frames; t++) {
      assertEquals(bins, actual[t].length, "bins");
      for (int k = 0; k < bins; k++) {
        double want = expected.values()[k * frames + t];
        assertEquals(want, actual[t][k], tolerance, "bin " + k + ", frame " + t);
      }
    }
  }

  /** Magnitudes reach 10.8; librosa's own differ by 2.7e-6 between single and double input. */
  @Test
  void constantQMagnitudes() throws IOException {
    var signal = new OctaveChain(Golden.of("synthetic/signal").floats());
    var transform = new ConstantQTransform(PitchScale.equalTempered(36, 7, -0.09), 22050);
    equal(Golden.of("synthetic/cqt_mag"), transform.magnitude(signal), 2e-5);
  }

  @Test
  void variableQMagnitudes() throws IOException {
    var signal = new OctaveChain(Golden.of("synthetic/signal").floats());
    var transform = new ConstantQTransform(PitchScale.fiveLimit(7), 22050);
    equal(Golden.of("synthetic/vqt_mag"), transform.magnitude(signal), 2e-5);
  }

  @Test
  void magnitudeIsThatOfTheComplexResponse() throws IOException {
    var signal = new OctaveChain(Golden.of("edge/sr44100/signal").floats());
    var transform = new ConstantQTransform(PitchScale.equalTempered(12, 7, 0), 44100);
    var magnitude = transform.magnitude(signal);
    var complex = transform.complex(signal);
    assertEquals(transform.frames(signal.samples()), magnitude.length);
    for (int t = 0; t < magnitude.length; t++) {
      for (int k = 0; k < transform.bins(); k++) {
        assertEquals(Math.hypot(complex.re()[t][k], complex.im()[t][k]), magnitude[t][k], 1e-6);
      }
    }
  }

  /**
   * A sine on a bin's frequency answers strongest there, by half the root of the filter's length.
   */
  @Test
  void sineAtABin() {
    var scale = PitchScale.equalTempered(12, 7, 0);
    var transform = new ConstantQTransform(scale, 22050);
    var samples = new float[3 * 22050];
    double hz = scale.frequencies()[45];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (float) Math.sin(2 * Math.PI * hz * n / 22050);
    }
    var frame = transform.magnitude(new OctaveChain(samples))[64];
    double length = 22050 / hz / scale.relativeBandwidths()[45];
    assertEquals(0.5 * Math.sqrt(length), frame[45], 0.01 * frame[45]);
    for (int k = 0; k < frame.length; k++) {
      assertTrue(k == 45 || frame[k] < 0.9 * frame[45], "bin " + k);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 8",
    "1024, 16",
    "1024, 32",
    "1024, 64",
    "1024, 128",
    "1024, 256",
    "1024, 512",
    "256, 512",
    "256, 256",
    "256, 2",
    "128, 1",
    "64, 8",
    "16, 4",
    "512, 1024"
  })
  void bandSpectraEqualTransformsOfWholeFrames(int frameLength, int hop) {
    var random = new SplittableRandom(7);
    var signal = new float[5000];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = (float) random.nextDouble(-1, 1);
    }
    int frames = Math.min(40, signal.length / hop - 1);
    int bins = frameLength / 8;
    int first = frameLength / 16;
    var phases = new BandPhases(frameLength, hop, first, bins);
    var spectrograms = List.of(new PlainBandSpectrogram(phases), new VectorBandSpectrogram(phases));
    var work = new BandWork();
    var fft = new RealFft(frameLength);
    var rectangle = new double[frameLength];
    Arrays.fill(rectangle, 1);
    var wholeRe = new double[fft.bins()];
    var wholeIm = new double[fft.bins()];
    // Frames before the signal's start, within it and, for the longer hops, past its end.
    for (int from : new int[] {0, 2, signal.length / hop - frames + 1}) {
      for (var spectrogram : spectrograms) {
        spectrogram.compute(Signal.of(signal), from, frames, work);
        for (int t = 0; t < frames; t++) {
          int start = (from + t) * hop - frameLength / 2;
          fft.forward(signal, start, rectangle, wholeRe, wholeIm);
          for (int k = 0; k < bins; k++) {
            float cos = phases.startRe(k);
            float sin = phases.startIm(k);
            float re = work.re[k][t];
            float im = work.im[k][t];
            var place = "bin " + k + ", frame " + (from + t);
            assertEquals(wholeRe[first + k], cos * re - sin * im, 1e-4, place);
            assertEquals(wholeIm[first + k], cos * im + sin * re, 1e-4, place);
          }
        }
      }
    }
  }

  @Test
  void tooLowASampleRateIsRefused() {
    var message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new ConstantQTransform(PitchScale.equalTempered(36, 7, 0.01), 8000))
            .getMessage();
    assertTrue(message.contains("above half the sample rate of 8000 Hz"), message);
    assertThrows(IllegalArgumentException.class, () -> new ChromaVqt(8000));
    assertThrows(IllegalArgumentException.class, () -> new ChromaVqt(0));
  }

  @Test
  void tooShortASignalIsRefusedWhereItMustBeHalvedFirst() {
    var transform = new ConstantQTransform(PitchScale.fiveLimit(7), 44100);
    var empty = new OctaveChain(new float[0]);
    assertThrows(IllegalArgumentException.class, () -> transform.magnitude(empty));
    assertThrows(IllegalArgumentException.class, () -> new ChromaVqt(44100).apply(empty));
  }

  @Test
  void pitchScales() {
    var scale = PitchScale.equalTempered(12, 7, 0.5);
    assertEquals(84, scale.bins());
    assertEquals(440 * Math.pow(2, 0.5 / 12), scale.frequencies()[45], 1e-9);
    assertEquals(32.70319566257483 * 45 / 32, PitchScale.fiveLimit(2).frequencies()[6], 1e-12);
    assertEquals(scale, new PitchScale(scale.frequencies(), 12));
    assertThrows(IllegalArgumentException.class, () -> PitchScale.equalTempered(0, 7, 0));
    assertThrows(IllegalArgumentException.class, () -> PitchScale.fiveLimit(0));
    assertThrows(IllegalArgumentException.class, () -> new PitchScale(new double[] {200, 100}, 1));
  }
}
