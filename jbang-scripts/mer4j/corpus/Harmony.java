package mer4j.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * Chords of a piece, one per bar, as semitones above the tonic.
 *
 * @param scale the seven degrees of the mode
 * @param chords per bar, root first
 */
record Harmony(int[] scale, List<int[]> chords) {
  private static final int[] MAJOR = {0, 2, 4, 5, 7, 9, 11};
  private static final int[] MINOR = {0, 2, 3, 5, 7, 8, 10};

  private static final int[][] MAJOR_PROGRESSIONS = {
    {0, 4, 5, 3}, {0, 3, 4, 0}, {0, 5, 3, 4}, {0, 3, 0, 4}, {0, 2, 3, 4}, {0, 1, 4, 0},
  };
  private static final int[][] MINOR_PROGRESSIONS = {
    {0, 5, 2, 6}, {0, 3, 4, 0}, {0, 6, 5, 4}, {0, 3, 0, 4}, {0, 5, 3, 4}, {0, 1, 4, 0},
  };

  /** Draws a progression; the more dissonance, the more added and altered notes. */
  static Harmony draw(Draws draws, ExpressiveCues cues, int bars) {
    var scale = cues.major() ? MAJOR : MINOR;
    var progressions = cues.major() ? MAJOR_PROGRESSIONS : MINOR_PROGRESSIONS;
    var progression = progressions[draws.below(progressions.length)];
    var chords = new ArrayList<int[]>();
    for (int bar = 0; bar < bars; bar++) {
      int root = progression[bar % progression.length];
      var chord = new ArrayList<Integer>();
      for (int third = 0; third < 3; third++) {
        chord.add(degree(scale, root + 2 * third));
      }
      if (!cues.major() && root == 4 && draws.chance(.6)) {
        chord.set(1, chord.get(1) + 1); // the dominant of minor borrows its major third
      }
      if (draws.chance(.15 + .5 * cues.dissonance())) {
        chord.add(degree(scale, root + 6)); // seventh
      }
      if (draws.chance(cues.dissonance() * .7)) {
        chord.add(chord.getFirst() + (draws.chance(.5) ? 13 : 6)); // minor ninth or tritone
      }
      chords.add(chord.stream().mapToInt(Integer::intValue).toArray());
    }
    return new Harmony(scale, chords);
  }

  /** Semitones above the tonic of a scale degree, which may lie octaves away. */
  static int degree(int[] scale, int degree) {
    return scale[Math.floorMod(degree, 7)] + 12 * Math.floorDiv(degree, 7);
  }
}
