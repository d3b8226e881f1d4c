package mer4j.corpus;

/**
 * The means by which a piece expresses its emotion.
 *
 * <p>Which cue goes with which emotion follows the reviews of A. Gabrielsson and E. Lindström ("The
 * role of structure in the musical expression of emotions", in P. Juslin, J. Sloboda, eds.,
 * Handbook of Music and Emotion, 2010) and of P. Juslin and P. Laukka ("Expression, perception, and
 * induction of musical emotions", Journal of New Music Research 33(3), 2004). Cues are
 * probabilistic and partly redundant, as E. Brunswik's lens model has it: each is drawn around a
 * line in valence and arousal with a wide spread, so that no single one decides and neighbouring
 * emotions overlap.
 *
 * <ul>
 *   <li>Tempo, loudness, density, brightness and attack rise with arousal.
 *   <li>Major mode, consonance, pure sound, regular rhythm, higher register and rising lines go
 *       with positive valence.
 *   <li>Staccato goes with happiness, legato with sadness and calm; slow vibrato with sadness.
 * </ul>
 *
 * @param tempo beats per minute
 * @param major whether the mode is major
 * @param tonic pitch class of the key, 0 for C
 * @param register middle of the melody, MIDI note number
 * @param level loudness, dB below full scale (RMS)
 * @param staccato 0 legato to 1 staccato
 * @param density notes per beat of the melody
 * @param brightness 0 dark to 1 bright
 * @param dissonance 0 none to 1 harsh
 * @param irregularity 0 even rhythm to 1 uneven
 * @param drums 0 none to 1 driving
 * @param rise -1 falling to 1 rising melody
 * @param attack seconds until a held note is full
 * @param vibrato depth, 0 to 1
 * @param roughness 0 pure to 1 rough: detuned and overdriven sound
 */
record ExpressiveCues(
    double tempo,
    boolean major,
    int tonic,
    double register,
    double level,
    double staccato,
    double density,
    double brightness,
    double dissonance,
    double irregularity,
    double drums,
    double rise,
    double attack,
    double vibrato,
    double roughness) {

  /** Draws cues for an emotion, bent by the artist's habits. */
  static ExpressiveCues draw(Draws draws, Emotion emotion, Artist artist) {
    double v = emotion.valence();
    double a = emotion.arousal();
    double majorOdds = StrictMath.exp(3.5 * v + .3 * a);
    return new ExpressiveCues(
        draws.normal(100 + 34 * a + 6 * v + artist.tempo(), 12, 48, 184),
        draws.chance(majorOdds / (1 + majorOdds)),
        draws.below(12),
        draws.normal(66 + 6 * v + 1.5 * a + artist.register(), 3, 50, 86),
        draws.normal(-19 + 4.5 * a + artist.level(), 1.8, -30, -11),
        draws.normal(.45 + .25 * a + .2 * v, .15, 0, 1),
        draws.normal(1.5 + .6 * a + .1 * v, .35, .5, 3),
        draws.normal(.5 + .22 * a + .1 * v + .5 * artist.brightness(), .13, .05, 1),
        draws.normal(.35 - .4 * v + .1 * a, .14, 0, 1),
        draws.normal(.35 - .25 * v + .1 * a, .15, 0, 1),
        draws.normal(.4 + .4 * a + artist.drums(), .18, 0, 1),
        draws.normal(.5 * v + .1 * a, .35, -1, 1),
        draws.normal(.09 - .07 * a, .02, .008, .25),
        draws.normal(.4 - .2 * v - .1 * a, .18, 0, 1),
        draws.normal(.3 - .35 * v + .15 * a, .14, 0, 1));
  }
}
