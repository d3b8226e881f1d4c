package mer4j.dsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transforms against their definition and their laws, for all sizes that are used. */
class FourierTransformTest {
  private static double[] noise(int size, long seed) {
    var random = new SplittableRandom(seed);
    var signal = new double[size];
    for (int i = 0; i < size; i++) {
      // Values a float holds exactly, so that both precisions transform the same signal.
      signal[i] = (float) random.nextGaussian();
    }
    return signal;
  }

  private static float[] floats(double[] values) {
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096})
  void equalsTheDefinition(int size) {
    double[] signal = noise(size, size);
    var exact = new RealFft(size);
    var re = new double[exact.bins()];
    var im = new double[exact.bins()];
    exact.forward(signal, 0, re, im);
    // Errors grow with the root of the size times its logarithm; noise of unit variance has bins
    // of about sqrt(size).
    double rms = Math.sqrt(size);
    for (int k = 0; k <= size / 2; k += Math.max(1, size / 256)) {
      double wantRe = 0;
      double wantIm = 0;
      for (int i = 0; i < size; i++) {
        double angle = 2 * Math.PI * ((long) k * i % size) / size;
        wantRe += signal[i] * Math.cos(angle);
        wantIm -= signal[i] * Math.sin(angle);
      }
      assertEquals(wantRe, re[k], 1e-14 * rms * 10, "real part of bin " + k);
      assertEquals(wantIm, im[k], 1e-14 * rms * 10, "imaginary part of bin " + k);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 64, 1024, 2048, 16384})
  void energyIsConserved(int size) {
    double[] signal = noise(size, 3);
    var fft = new RealFft(size);
    var re = new double[fft.bins()];
    var im = new double[fft.bins()];
    fft.forward(signal, 0, re, im);
    double energy = 0;
    for (double value : signal) {
      energy += value * value;
    }
    double spectral = 0;
    for (int k = 0; k < fft.bins(); k++) {
      double both = k == 0 || k == size / 2 ? 1 : 2;
      spectral += both * (re[k] * re[k] + im[k] * im[k]);
    }
    assertEquals(energy, spectral / size, 1e-12 * energy);
  }

  @Test
  void transformIsLinear() {
    int size = 2048;
    double[] a = noise(size, 1);
    double[] b = noise(size, 2);
    var both = new double[size];
    for (int i = 0; i < size; i++) {
      both[i] = 2.5 * a[i] - 0.75 * b[i];
    }
    var fft = new RealFft(size);
    var re = new double[3][fft.bins()];
    var im = new double[3][fft.bins()];
    fft.forward(a, 0, re[0], im[0]);
    fft.forward(b, 0, re[1], im[1]);
    fft.forward(both, 0, re[2], im[2]);
    for (int k = 0; k < fft.bins(); k++) {
      assertEquals(2.5 * re[0][k] - 0.75 * re[1][k], re[2][k], 1e-11);
      assertEquals(2.5 * im[0][k] - 0.75 * im[1][k], im[2][k], 1e-11);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 512, 1024, 2048, 8192})
  void inverseGivesTheSignalBack(int size) {
    double[] signal = noise(size, 5);
    var exact = new RealFft(size);
    var re = new double[exact.bins()];
    var im = new double[exact.bins()];
    exact.forward(signal, 0, re, im);
    var back = new double[size];
    exact.inverse(re, im, back, 0);
    for (int i = 0; i < size; i++) {
      assertEquals(signal[i], back[i], 1e-13);
    }
  }

  @Test
  void impulseHasAFlatSpectrumAndASineOneBin() {
    var fft = new RealFft(2048);
    var re = new double[fft.bins()];
    var im = new double[fft.bins()];
    var signal = new double[2048];
    signal[0] = 1;
    fft.forward(signal, 0, re, im);
    for (int k = 0; k < fft.bins(); k++) {
      assertEquals(1, re[k], 1e-12);
      assertEquals(0, im[k], 1e-12);
    }
    for (int i = 0; i < 2048; i++) {
      signal[i] = Math.sin(2 * Math.PI * 100 * i / 2048);
    }
    fft.forward(signal, 0, re, im);
    for (int k = 0; k < fft.bins(); k++) {
      assertEquals(0, re[k], 1e-9);
      assertEquals(k == 100 ? -1024 : 0, im[k], 1e-9);
    }
  }

  @Test
  void windowedTransformTakesZerosBeyondTheSignal() {
    int size = 64;
    double[] window = Stft.hann(size);
    float[] signal = floats(noise(40, 9));
    var fft = new RealFft(size);
    for (int from : new int[] {-63, -32, -1, 0, 7, 39, 40, -100}) {
      var framed = new double[size];
      for (int i = 0; i < size; i++) {
        int at = from + i;
        framed[i] = at >= 0 && at < signal.length ? signal[at] * window[i] : 0;
      }
      var want = new double[2][fft.bins()];
      fft.forward(framed, 0, want[0], want[1]);
      var got = new double[2][fft.bins()];
      fft.forward(signal, from, window, got[0], got[1]);
      for (int k = 0; k < fft.bins(); k++) {
        assertEquals(want[0][k], got[0][k], 1e-12);
        assertEquals(want[1][k], got[1][k], 1e-12);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, 0, 1, 3, 1000})
  void otherSizesAreRefused(int size) {
    assertThrows(IllegalArgumentException.class, () -> new RealFft(size));
  }
}
