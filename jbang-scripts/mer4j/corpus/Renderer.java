package mer4j.corpus;

/** Turns a score into sound, the same bits on every machine. */
final class Renderer {
  /** Samples per second of the corpus, Hz: the rate the studies work at. */
  static final int RATE = 22050;

  private static final double FADE_IN = .01;
  private static final double FADE_OUT = .4;

  private Renderer() {}

  /**
   * Renders a score.
   *
   * @return mono samples within ±1
   */
  static float[] render(
      Score score, ExpressiveCues cues, Artist artist, double seconds, Draws draws) {
    var track = new float[(int) Math.round(seconds * RATE)];
    var instrument = new Instrument(RATE, cues, draws);
    for (var note : score.notes()) {
      double balance =
          switch (note.part()) {
            case MELODY -> 1;
            case CHORDS -> .38;
            case BASS -> .75;
          };
      instrument.play(note, .3 * balance, track);
    }
    var kit = new DrumKit(RATE, cues.brightness(), draws);
    for (var hit : score.drums()) {
      double balance =
          switch (hit.drum()) {
            case KICK -> 1.2;
            case SNARE -> .8;
            case HAT -> .5;
            case SHAKER -> .6;
          };
      kit.play(hit, .3 * balance * (.5 + .6 * cues.drums()), track);
    }
    var sound = Room.add(track, artist.room(), RATE);
    overdrive(sound, cues.roughness());
    master(sound, cues.level());
    return sound;
  }

  /** Pushes the sound into saturation, which adds sums and differences of its partials. */
  private static void overdrive(float[] sound, double roughness) {
    double push = rms(sound);
    push = 2.2 * roughness * roughness / push;
    for (int i = 0; i < sound.length; i++) {
      double driven = push * sound[i];
      sound[i] = (float) (sound[i] / (1 + Math.abs(driven)));
    }
  }

  private static double rms(float[] sound) {
    double energy = 1e-12;
    for (float sample : sound) {
      energy += (double) sample * sample / sound.length;
    }
    return Math.sqrt(energy);
  }

  /** Brings the sound to its level (dB RMS), bends peaks under full scale, fades both ends. */
  private static void master(float[] sound, double level) {
    double gain = StrictMath.pow(10, level / 20) / rms(sound);
    int in = Math.min(sound.length, (int) (FADE_IN * RATE));
    int out = Math.min(sound.length, (int) (FADE_OUT * RATE));
    for (int i = 0; i < sound.length; i++) {
      double value = bend(gain * sound[i]);
      value *= Math.min(1, (double) i / Math.max(1, in));
      value *= Math.min(1, (double) (sound.length - 1 - i) / Math.max(1, out));
      sound[i] = (float) value;
    }
  }

  /** Straight up to .6, then ever flatter towards .95. */
  private static double bend(double value) {
    double size = Math.abs(value);
    if (size <= .6) {
      return value;
    }
    double over = (size - .6) / .35;
    double bent = .6 + .35 * over / (1 + over);
    return value < 0 ? -bent : bent;
  }
}
