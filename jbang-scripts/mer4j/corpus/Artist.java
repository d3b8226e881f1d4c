package mer4j.corpus;

import java.util.List;

/**
 * A fictitious artist with habits that show in each of its pieces, whatever they express, so that a
 * model can know a piece by its artist: the reason why splits are grouped.
 *
 * @param name made up
 * @param genre decides the instruments to choose from
 * @param home quadrant of most pieces
 * @param second quadrant of the others, possibly the same
 * @param lead plays the melody
 * @param chords plays the accompaniment
 * @param bass plays the lowest part
 * @param tempo faster (+) or slower than others, beats per minute
 * @param brightness brighter (+) or darker than others, -1 to 1
 * @param register higher (+) or lower than others, semitones
 * @param drums more (+) or less percussion than others, -1 to 1
 * @param room reverberation, 0 to 1
 * @param level louder (+) or softer master than others, dB
 */
record Artist(
    String name,
    Genre genre,
    int home,
    int second,
    Timbre lead,
    Timbre chords,
    Timbre bass,
    double tempo,
    double brightness,
    double register,
    double drums,
    double room,
    double level) {

  /** What an artist can choose its instruments from. */
  enum Genre {
    CHAMBER(
        "Classical",
        List.of(Timbre.FLUTE, Timbre.CLARINET, Timbre.STRINGS),
        List.of(Timbre.STRINGS, Timbre.HARP, Timbre.GUITAR),
        List.of(Timbre.STRINGS, Timbre.BASS)),
    FOLK(
        "Folk",
        List.of(Timbre.GUITAR, Timbre.FLUTE, Timbre.CLARINET),
        List.of(Timbre.GUITAR, Timbre.HARP),
        List.of(Timbre.BASS)),
    JAZZ(
        "Jazz",
        List.of(Timbre.EPIANO, Timbre.BRASS, Timbre.CLARINET, Timbre.GUITAR),
        List.of(Timbre.EPIANO, Timbre.ORGAN),
        List.of(Timbre.BASS)),
    ELECTRONIC(
        "Electronic",
        List.of(Timbre.BELL, Timbre.ORGAN, Timbre.EPIANO, Timbre.OVERDRIVE),
        List.of(Timbre.ORGAN, Timbre.EPIANO, Timbre.STRINGS),
        List.of(Timbre.SYNTH_BASS)),
    ROCK(
        "Pop/Rock",
        List.of(Timbre.OVERDRIVE, Timbre.BRASS, Timbre.GUITAR, Timbre.ORGAN),
        List.of(Timbre.GUITAR, Timbre.OVERDRIVE, Timbre.ORGAN),
        List.of(Timbre.BASS, Timbre.SYNTH_BASS));

    final String label;
    final List<Timbre> leads;
    final List<Timbre> chords;
    final List<Timbre> basses;

    Genre(String label, List<Timbre> leads, List<Timbre> chords, List<Timbre> basses) {
      this.label = label;
      this.leads = leads;
      this.chords = chords;
      this.basses = basses;
    }
  }

  /** Quadrants that share a side with each quadrant. */
  private static final int[][] NEIGHBOURS = {{1, 3}, {0, 2}, {1, 3}, {0, 2}};

  /** How likely each genre is at home in each quadrant: overlapping, as in record shops. */
  private static final double[][] GENRES = {
    {1, 2, 2, 2, 2}, {1, 1, 1, 2, 3}, {3, 2, 2, 1, 1}, {2, 3, 2, 2, 1},
  };

  /** Draws an artist whose home is the given quadrant. */
  static Artist draw(Draws draws, String name, int home) {
    var genre = Genre.values()[draws.weighted(GENRES[home])];
    int second = draws.chance(.5) ? NEIGHBOURS[home][draws.below(2)] : home;
    return new Artist(
        name,
        genre,
        home,
        second,
        draws.one(genre.leads),
        draws.one(genre.chords),
        draws.one(genre.basses),
        draws.normal(0, 8),
        draws.normal(0, .22, -.5, .5),
        draws.normal(0, 3),
        draws.normal(0, .15, -.3, .3),
        draws.uniform(.05, .45),
        draws.normal(0, 1.5));
  }
}
