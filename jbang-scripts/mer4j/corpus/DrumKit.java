package mer4j.corpus;

import java.util.EnumMap;
import java.util.Map;

/** Strokes of percussion, made once per piece: swept sines and filtered noise. */
final class DrumKit {
  private final int rate;
  private final Map<DrumHit.Drum, float[]> strokes = new EnumMap<>(DrumHit.Drum.class);

  DrumKit(int rate, double brightness, Draws draws) {
    this.rate = rate;
    strokes.put(DrumHit.Drum.KICK, kick());
    strokes.put(DrumHit.Drum.SNARE, snare(brightness, draws));
    strokes.put(DrumHit.Drum.HAT, hiss(.035 + .03 * brightness, .6, draws));
    strokes.put(DrumHit.Drum.SHAKER, hiss(.06, .3, draws));
  }

  /** Adds a stroke to a track. */
  void play(DrumHit hit, double gain, float[] track) {
    var stroke = strokes.get(hit.drum());
    int from = (int) (hit.start() * rate);
    for (int i = 0; i < stroke.length && from + i < track.length; i++) {
      track[from + i] += (float) (gain * hit.loudness() * stroke[i]);
    }
  }

  private float[] kick() {
    var stroke = new float[(int) (.25 * rate)];
    double phase = 0;
    double body = 1;
    double sweep = 1;
    double decay = StrictMath.pow(.5, 1 / (.05 * rate));
    double falling = StrictMath.pow(.5, 1 / (.015 * rate));
    for (int i = 0; i < stroke.length; i++) {
      phase += (48 + 110 * sweep) / rate;
      stroke[i] = (float) (body * Wave.sine(phase) * Math.min(1, i / 20.0));
      body *= decay;
      sweep *= falling;
    }
    return stroke;
  }

  private float[] snare(double brightness, Draws draws) {
    var stroke = new float[(int) (.25 * rate)];
    double body = 1;
    double decay = StrictMath.pow(.5, 1 / (.03 * rate));
    double smooth = .6 - .5 * brightness;
    double low = 0;
    for (int i = 0; i < stroke.length; i++) {
      low = smooth * low + (1 - smooth) * draws.uniform(-1, 1);
      stroke[i] = (float) (body * (.7 * low + .4 * Wave.sine(185.0 * i / rate)));
      body *= decay;
    }
    return stroke;
  }

  /**
   * High-passed noise.
   *
   * @param halving seconds until it is at half
   * @param level its first value
   */
  private float[] hiss(double halving, double level, Draws draws) {
    var stroke = new float[(int) (8 * halving * rate)];
    double body = level;
    double decay = StrictMath.pow(.5, 1 / (.4 * halving * rate));
    double last = 0;
    for (int i = 0; i < stroke.length; i++) {
      double noise = draws.uniform(-1, 1);
      stroke[i] = (float) (body * .5 * (noise - last) * Math.min(1, i / 30.0));
      last = noise;
      body *= decay;
    }
    return stroke;
  }
}
