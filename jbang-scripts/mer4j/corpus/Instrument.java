package mer4j.corpus;

import java.util.HashMap;
import java.util.Map;

/**
 * Renders single notes: additive synthesis for held tones, two-operator frequency modulation (J.
 * Chowning, 1973) for pianos and bells, a string model (K. Karplus, A. Strong, 1983; tuned as by D.
 * Jaffe and J. Smith, 1983) for plucked ones. One per piece; not for concurrent use.
 */
final class Instrument {
  private static final int MOST_PARTIALS = 40;

  private final int rate;
  private final ExpressiveCues cues;
  private final Draws draws;
  private final Map<String, double[]> waves = new HashMap<>();

  /**
   * @param rate samples per second
   */
  Instrument(int rate, ExpressiveCues cues, Draws draws) {
    this.rate = rate;
    this.cues = cues;
    this.draws = draws;
  }

  /** Adds a note to a track; what lies beyond the track's end is not heard. */
  void play(Note note, double gain, float[] track) {
    double frequency = 440 * StrictMath.pow(2, (note.pitch() - 69) / 12);
    int from = (int) (note.start() * rate);
    if (from >= track.length) {
      return;
    }
    switch (note.timbre()) {
      case GUITAR -> pluck(note, frequency, 1.6, 0, gain, from, track);
      case HARP -> pluck(note, frequency, 2.2, .25, gain, from, track);
      case EPIANO -> modulate(note, frequency, 1, 1.1, 1.4, gain, from, track);
      case BELL -> modulate(note, frequency, 3.5, .9, 1.8, gain, from, track);
      case BASS -> hold(note, frequency, 1.1, gain, from, track);
      default -> hold(note, frequency, 0, gain, from, track);
    }
  }

  /** Amplitudes of partials; {@code slope} is how fast they fall. */
  private static double[] partials(Timbre timbre, double slope) {
    var amplitudes = new double[MOST_PARTIALS];
    for (int k = 1; k <= MOST_PARTIALS; k++) {
      double falling = StrictMath.pow(k, -slope);
      amplitudes[k - 1] =
          switch (timbre) {
            case ORGAN -> k <= 8 && (k < 5 || k % 2 == 0) ? StrictMath.pow(k, -slope / 2) : 0;
            case FLUTE -> k <= 5 ? StrictMath.pow(k, -slope - 1.2) : 0;
            case CLARINET -> k % 2 == 1 ? falling : falling * .12;
            case BASS -> k <= 12 ? StrictMath.pow(k, -slope - .4) : 0;
            case SYNTH_BASS -> k <= 16 ? falling : 0;
            default -> falling;
          };
    }
    return amplitudes;
  }

  private double[] wave(Timbre timbre, double frequency, boolean bright) {
    double slope = 2.3 - 1.3 * cues.brightness() - (bright ? .35 : 0);
    int highest = Math.max(1, (int) (.45 * rate / frequency));
    return waves.computeIfAbsent(
        timbre + " " + highest + bright,
        key -> Wave.ofPartials(partials(timbre, Math.max(.7, slope)), highest));
  }

  /**
   * A held tone that goes over from its bright to its dark waveform.
   *
   * @param halving seconds until a tone that dies away by itself is at half, or 0 for a steady one
   */
  private void hold(
      Note note, double frequency, double halving, double gain, int from, float[] track) {
    var bright = wave(note.timbre(), frequency, true);
    var dark = wave(note.timbre(), frequency, false);
    boolean driven = note.timbre() == Timbre.OVERDRIVE;
    boolean struck = note.timbre() == Timbre.BASS || note.timbre() == Timbre.SYNTH_BASS;
    double attack = struck ? .006 : note.timbre() == Timbre.ORGAN ? .015 : .5 * cues.attack() + .01;
    if (note.timbre() == Timbre.STRINGS) {
      attack = cues.attack() + .03;
    }
    int held = (int) (note.duration() * rate);
    int release = (int) ((.04 + .5 * attack) * rate);
    int rise = (int) Math.max(1, Math.min(attack * rate, .6 * held));
    double decay = halving == 0 ? 1 : StrictMath.pow(.5, 1 / (halving * rate));
    double colour = StrictMath.pow(.5, 1 / (.25 * rate));
    double depth = struck || note.timbre() == Timbre.ORGAN ? 0 : .006 * cues.vibrato();
    double phase = draws.uniform();
    double second = draws.uniform();
    double wobble = draws.uniform();
    double detuned = 1.001 + .018 * cues.roughness() * cues.roughness();
    double body = 1;
    double colouring = 1;
    int end = Math.min(track.length, from + held + release);
    for (int i = from; i < end; i++) {
      int n = i - from;
      double level = n < rise ? (double) n / rise : 1;
      if (n > held) {
        level *= 1 - (double) (n - held) / release;
      }
      wobble += 5.2 / rate;
      double step = frequency / rate * (1 + depth * Wave.sine(wobble));
      phase += step;
      second += step * (driven ? 1.4983 : detuned); // a fifth above, or a second player
      double a = Wave.read(dark, phase);
      double b = Wave.read(bright, phase);
      double tone = a + colouring * (b - a) + (driven ? .7 : .35) * Wave.read(dark, second);
      if (driven) {
        double pushed = tone * (2 + 5 * cues.brightness());
        tone = 1.2 * pushed / (1 + Math.abs(pushed));
      }
      track[i] += (float) (gain * note.loudness() * level * body * tone);
      body *= decay;
      colouring *= colour;
    }
  }

  private void modulate(
      Note note,
      double frequency,
      double ratio,
      double index,
      double halving,
      double gain,
      int from,
      float[] track) {
    double seconds = halving * Math.sqrt(440 / Math.max(110, frequency)) * .5;
    double decay = StrictMath.pow(.5, 1 / (seconds * rate));
    double darkening = StrictMath.pow(.5, 1 / (.3 * seconds * rate));
    double swing = index * (.4 + 1.6 * cues.brightness()) * note.loudness() / (2 * Math.PI);
    int held = (int) (note.duration() * rate);
    int release = (int) (.12 * rate);
    int end = Math.min(track.length, from + held + release);
    double carrier = 0;
    double modulator = 0;
    double body = 1;
    for (int i = from; i < end; i++) {
      int n = i - from;
      double level = n < 60 ? n / 60.0 : 1;
      if (n > held) {
        level *= 1 - (double) (n - held) / release;
      }
      carrier += frequency / rate;
      modulator += ratio * frequency / rate;
      double tone = Wave.sine(8 + carrier + swing * Wave.sine(modulator));
      track[i] += (float) (gain * note.loudness() * level * body * tone);
      body *= decay;
      swing *= darkening;
    }
  }

  private void pluck(
      Note note,
      double frequency,
      double seconds,
      double brighter,
      double gain,
      int from,
      float[] track) {
    double period = rate / frequency;
    double damping = .5 - .3 * Math.min(1, cues.brightness() + brighter);
    int length = (int) (period - damping - .1);
    double fraction = period - damping - length;
    double allpass = (1 - fraction) / (1 + fraction);
    double loss = StrictMath.pow(10, -3 * period / (rate * seconds));
    var string = new double[Math.max(2, length)];
    double smooth = .75 - .6 * Math.min(1, cues.brightness() * note.loudness() + brighter);
    double last = 0;
    double mean = 0;
    for (int i = 0; i < string.length; i++) {
      last = smooth * last + (1 - smooth) * draws.uniform(-1, 1);
      string[i] = last;
      mean += last / string.length;
    }
    double largest = 1e-9;
    for (int i = 0; i < string.length; i++) {
      string[i] -= mean;
      largest = Math.max(largest, Math.abs(string[i]));
    }
    int held = (int) ((note.duration() + .15) * rate);
    int release = (int) (.1 * rate);
    int end = Math.min(track.length, from + held + release);
    double before = 0;
    double passed = 0;
    double entered = 0;
    int at = 0;
    for (int i = from; i < end; i++) {
      int n = i - from;
      double level = n > held ? 1 - (double) (n - held) / release : 1;
      double out = string[at];
      track[i] += (float) (gain * note.loudness() * level * out / largest);
      double filtered = loss * ((1 - damping) * out + damping * before);
      before = out;
      passed = allpass * (filtered - passed) + entered;
      entered = filtered;
      string[at] = passed;
      at = at + 1 == string.length ? 0 : at + 1;
    }
  }
}
