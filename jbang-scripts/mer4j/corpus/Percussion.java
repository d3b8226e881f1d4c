package mer4j.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * Patterns of drums.
 *
 * @param beat seconds
 */
record Percussion(Draws draws, ExpressiveCues cues, double beat, int bars) {
  /** From nothing over a shaker to a full kit, by the cue for drums. */
  List<DrumHit> hits() {
    var hits = new ArrayList<DrumHit>();
    double drive = cues.drums();
    for (int bar = 0; bar < bars && drive > .25; bar++) {
      for (int eighth = 0; eighth < 8; eighth++) {
        double at = bar * 4 + eighth / 2.0;
        if (drive < .45) {
          hit(hits, at, eighth % 2 == 0 ? .5 : .3, DrumHit.Drum.SHAKER, .95);
          continue;
        }
        hit(hits, at, eighth % 2 == 0 ? .6 : .4, DrumHit.Drum.HAT, drive > .6 ? 1 : .6);
        boolean strong = eighth == 0 || eighth == 4 || (drive > .8 && eighth % 2 == 0);
        hit(hits, at, .9, DrumHit.Drum.KICK, strong ? 1 : cues.irregularity() * .25);
        boolean back = eighth == 2 || eighth == 6;
        hit(hits, at, .8, DrumHit.Drum.SNARE, back ? .95 : cues.irregularity() * .2);
      }
    }
    return List.copyOf(hits);
  }

  private void hit(
      List<DrumHit> hits, double atBeat, double loudness, DrumHit.Drum drum, double probability) {
    if (draws.chance(probability)) {
      double shift = draws.normal(0, .002 + .015 * cues.irregularity());
      double touch = Math.clamp(loudness * draws.normal(1, .12), .05, 1);
      hits.add(new DrumHit(Math.max(0, atBeat * beat + shift), touch, drum));
    }
  }
}
