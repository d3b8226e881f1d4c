package mer4j.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a score in 4/4 from cues: melody over chords and bass, with percussion where it is wanted.
 */
final class Composer {
  private static final int BEATS = 4;

  private final Draws draws;
  private final ExpressiveCues cues;
  private final Artist artist;
  private final double beat;
  private final int bars;
  private final Harmony harmony;
  private final List<Note> notes = new ArrayList<>();

  private Composer(Draws draws, ExpressiveCues cues, Artist artist, double seconds) {
    this.draws = draws;
    this.cues = cues;
    this.artist = artist;
    beat = 60 / cues.tempo();
    bars = (int) Math.ceil(seconds / (BEATS * beat));
    harmony = Harmony.draw(draws, cues, bars);
  }

  /**
   * Composes a piece.
   *
   * @param seconds how much of it will be heard; it goes on to the end of the bar
   */
  static Score compose(Draws draws, ExpressiveCues cues, Artist artist, double seconds) {
    var composer = new Composer(draws, cues, artist, seconds);
    composer.melody();
    composer.chords();
    composer.bass();
    var rhythm = new Percussion(draws, cues, composer.beat, composer.bars);
    return new Score(List.copyOf(composer.notes), rhythm.hits());
  }

  /** A rhythm of one bar: starts of notes in beats. */
  private List<Double> motif() {
    var starts = new ArrayList<Double>();
    double at = 0;
    while (at < BEATS - .01) {
      starts.add(at);
      double[] lengths = {2, 1, .5, .25};
      double[] weights = new double[4];
      for (int i = 0; i < 4; i++) {
        double off = StrictMath.log(lengths[i] * cues.density()) / .6;
        weights[i] = StrictMath.exp(-off * off / 2);
      }
      double length = lengths[draws.weighted(weights)];
      if (draws.chance(cues.irregularity() * .5)) {
        length *= draws.chance(.5) ? 1.5 : .75;
      }
      at += length;
    }
    return starts;
  }

  private void melody() {
    var first = motif();
    var other = motif();
    int lowest = 54 + cues.tonic();
    int centre = (int) Math.round((cues.register() - lowest) * 7 / 12);
    int step = centre;
    for (int bar = 0; bar < bars; bar++) {
      var rhythm = bar % 4 == 2 || draws.chance(.15 + .4 * cues.irregularity()) ? other : first;
      for (int i = 0; i < rhythm.size(); i++) {
        double at = rhythm.get(i);
        double until = i + 1 < rhythm.size() ? rhythm.get(i + 1) : BEATS;
        step += (int) Math.round(draws.normal(.5 * cues.rise(), 1.3 + cues.dissonance()));
        step += (int) Math.round((centre + 3 * cues.rise() - step) * .25);
        if (draws.chance(.12)) {
          continue; // a rest
        }
        int pitch = Harmony.degree(harmony.scale(), step);
        if (at == Math.rint(at)) {
          pitch = nearestChordNote(pitch, bar);
        } else if (draws.chance(cues.dissonance() * .3)) {
          pitch += 1;
        }
        double accent = at == 0 ? .95 : at == 2 ? .85 : .72;
        add(bar * BEATS + at, until - at, lowest + pitch, accent, artist.lead(), Note.Part.MELODY);
      }
    }
  }

  private int nearestChordNote(int pitch, int bar) {
    int best = pitch;
    int distance = 99;
    for (int tone : harmony.chords().get(bar)) {
      int candidate = tone + 12 * (int) Math.round((pitch - tone) / 12.0);
      if (Math.abs(candidate - pitch) < distance) {
        distance = Math.abs(candidate - pitch);
        best = candidate;
      }
    }
    return best;
  }

  private void chords() {
    boolean held = artist.chords().sustained() || cues.density() < 1.1;
    boolean broken = !held && draws.chance(.6);
    int perBar = held ? 1 : broken ? (cues.density() > 1.6 ? 8 : 4) : cues.density() > 1.7 ? 4 : 2;
    int base = 48 + cues.tonic() - (cues.tonic() > 6 ? 12 : 0);
    for (int bar = 0; bar < bars; bar++) {
      var chord = harmony.chords().get(bar);
      for (int stroke = 0; stroke < perBar; stroke++) {
        double at = bar * BEATS + stroke * (double) BEATS / perBar;
        double length = (double) BEATS / perBar;
        for (int i = 0; i < chord.length; i++) {
          if (broken && i != stroke % chord.length) {
            continue;
          }
          double strum = broken ? 0 : i * .012 / beat;
          int pitch = base + chord[i] % 12 + (chord[i] >= 12 ? 12 : 0);
          add(at + strum, length, pitch, .7, artist.chords(), Note.Part.CHORDS);
        }
      }
    }
  }

  private void bass() {
    double[] pattern =
        cues.density() > 1.9
            ? new double[] {0, .5, 1, 1.5, 2, 2.5, 3, 3.5}
            : cues.density() > 1.3 ? new double[] {0, 1, 2, 3} : new double[] {0, 2};
    for (int bar = 0; bar < bars; bar++) {
      int root = Math.floorMod(harmony.chords().get(bar)[0] + cues.tonic(), 12);
      for (int i = 0; i < pattern.length; i++) {
        double until = i + 1 < pattern.length ? pattern[i + 1] : BEATS;
        boolean fifth = i % 4 == 2 && draws.chance(.5);
        int pitch = 36 + root - (root > 7 ? 12 : 0) + (fifth ? 7 : 0);
        add(
            bar * BEATS + pattern[i],
            until - pattern[i],
            pitch,
            i == 0 ? .95 : .8,
            artist.bass(),
            Note.Part.BASS);
      }
    }
  }

  private void add(
      double atBeat, double beats, double pitch, double accent, Timbre timbre, Note.Part part) {
    // A player's timing and touch: the less even, the more irregular the piece.
    double shift = draws.normal(0, .004 + .02 * cues.irregularity());
    double held = beats * beat * (1.02 - .72 * cues.staccato());
    double loudness = Math.clamp(accent * draws.normal(1, .06 + .1 * cues.irregularity()), .1, 1);
    notes.add(
        new Note(
            Math.max(0, atBeat * beat + shift),
            Math.max(.05, held),
            pitch,
            loudness,
            timbre,
            part));
  }
}
