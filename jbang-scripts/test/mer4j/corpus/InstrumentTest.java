package mer4j.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstrumentTest {
  private static final ExpressiveCues PLAIN =
      new ExpressiveCues(100, true, 0, 67, -18, .5, 1, .5, 0, 0, 0, 0, .02, 0, 0);

  /** The strongest partial near the wanted fundamental lies within 8 cents of it. */
  @ParameterizedTest
  @EnumSource(Timbre.class)
  void isInTune(Timbre timbre) {
    for (double pitch : new double[] {45, 57, 69, 81}) {
      var track = new float[11025];
      var note = new Note(0, 1.8, pitch, .8, timbre, Note.Part.MELODY);
      new Instrument(22050, PLAIN, new Draws(1)).play(note, 1, track);
      double wanted = 440 * Math.pow(2, (pitch - 69) / 12);
      double best = 0;
      double at = 0;
      for (double cents = -60; cents <= 60; cents += 2) {
        double strength = strength(track, wanted * Math.pow(2, cents / 1200));
        if (strength > best) {
          best = strength;
          at = cents;
        }
      }
      assertEquals(0, at, 8, timbre + " at pitch " + pitch);
      assertTrue(best > 2e-3, timbre + " sounds");
    }
  }

  /** Magnitude of one windowed Fourier coefficient (G. Goertzel, 1958). */
  private static double strength(float[] x, double frequency) {
    double factor = 2 * Math.cos(2 * Math.PI * frequency / 22050);
    double last = 0;
    double before = 0;
    for (int i = 0; i < x.length; i++) {
      double window = .5 - .5 * Math.cos(2 * Math.PI * i / x.length);
      double next = window * x[i] + factor * last - before;
      before = last;
      last = next;
    }
    double power = last * last + before * before - factor * last * before;
    return Math.sqrt(Math.max(0, power)) / x.length;
  }
}
