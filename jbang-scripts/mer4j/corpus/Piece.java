package mer4j.corpus;

import java.util.List;

/**
 * One piece of the corpus, not yet rendered.
 *
 * @param id {@code EC} and six digits
 * @param title made up
 * @param artist who plays it
 * @param rated what listeners say it expresses: the label
 * @param cues how it expresses what its composer meant, which is not quite what was rated
 * @param moods words of listeners
 * @param seed of its notes and its sound
 */
record Piece(
    String id,
    String title,
    Artist artist,
    Emotion rated,
    ExpressiveCues cues,
    List<String> moods,
    long seed) {

  /** Composes and renders it. */
  float[] render(double seconds) {
    var score = Composer.compose(new Draws(seed, 1), cues, artist, seconds);
    return Renderer.render(score, cues, artist, seconds, new Draws(seed, 2));
  }
}
