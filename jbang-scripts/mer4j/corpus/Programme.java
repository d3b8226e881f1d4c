package mer4j.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws which pieces there are: who plays what, meant and rated how. */
final class Programme {
  /** Pieces per artist on average; the study's real set has fewer, but more artists. */
  private static final int PER_ARTIST = 4;

  /** Spread of what was meant around what was rated: listeners and composers disagree. */
  private static final double DISAGREEMENT = .12;

  private Programme() {}

  /**
   * Draws pieces, as many in each quadrant as divides evenly.
   *
   * @return sorted by id; ids say nothing about quadrants
   */
  static List<Piece> draw(int clips, long seed) {
    var draws = new Draws(seed, 0);
    int artistCount = Math.max(4, clips / PER_ARTIST);
    var names = Names.artists(draws, artistCount);
    var artists = new ArrayList<Artist>();
    for (int i = 0; i < artistCount; i++) {
      artists.add(Artist.draw(draws, names.get(i), i % 4));
    }
    var numbers = new ArrayList<Integer>();
    for (int i = 1; i <= clips; i++) {
      numbers.add(i);
    }
    draws.shuffle(numbers);
    var pieces = new ArrayList<Piece>();
    for (int i = 0; i < clips; i++) {
      int quadrant = i % 4;
      var artist = i < artistCount ? artists.get(i) : artist(draws, artists, quadrant);
      pieces.add(piece(draws, numbers.get(i), quadrant, artist, seed));
    }
    pieces.sort(Comparator.comparing(Piece::id));
    return pieces;
  }

  /** One of those at home in the quadrant, or now and then one of those who visit it. */
  private static Artist artist(Draws draws, List<Artist> artists, int quadrant) {
    var weights = new double[artists.size()];
    for (int i = 0; i < weights.length; i++) {
      var artist = artists.get(i);
      weights[i] = artist.home() == quadrant ? 1 : artist.second() == quadrant ? .7 : 0;
    }
    return artists.get(draws.weighted(weights));
  }

  private static Piece piece(Draws draws, int number, int quadrant, Artist artist, long seed) {
    double valence = Emotion.valenceSign(quadrant) * draws.normal(.58, .2, .1, .98);
    double arousal = Emotion.arousalSign(quadrant) * draws.normal(.58, .2, .1, .98);
    var rated = new Emotion(valence, arousal);
    var meant =
        new Emotion(
            draws.normal(valence, DISAGREEMENT, -1, 1), draws.normal(arousal, DISAGREEMENT, -1, 1));
    return new Piece(
        "EC%06d".formatted(number),
        Names.title(draws),
        artist,
        rated,
        ExpressiveCues.draw(draws, meant, artist),
        MoodWords.draw(draws, rated, 6),
        seed * 1_000_003 + number);
  }
}
