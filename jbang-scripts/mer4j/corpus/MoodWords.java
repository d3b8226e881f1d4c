package mer4j.corpus;

import java.util.List;

/** Words that listeners give to a piece, by place in the valence-arousal plane. */
final class MoodWords {
  private static final List<List<String>> WORDS =
      List.of(
          List.of("Happy", "Joyous", "Lively", "Exuberant", "Playful", "Fun"),
          List.of("Angry", "Tense", "Aggressive", "Nervous", "Harsh", "Restless"),
          List.of("Sad", "Melancholy", "Gloomy", "Bleak", "Wistful", "Somber"),
          List.of("Calm", "Peaceful", "Gentle", "Relaxed", "Soothing", "Warm"));

  private MoodWords() {}

  /** Words that several listeners chose, sorted, without repetition. */
  static List<String> draw(Draws draws, Emotion emotion, int listeners) {
    var words = new java.util.TreeSet<String>();
    for (int i = 0; i < listeners; i++) {
      var heard =
          new Emotion(draws.normal(emotion.valence(), .25), draws.normal(emotion.arousal(), .25));
      words.add(draws.one(WORDS.get(heard.quadrant())));
    }
    return List.copyOf(words);
  }

  /** Share of the words that belong to a quadrant. */
  static double share(List<String> words, int quadrant) {
    return words.stream().filter(WORDS.get(quadrant)::contains).count() / (double) words.size();
  }
}
