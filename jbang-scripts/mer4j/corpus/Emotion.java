package mer4j.corpus;

/**
 * A point of the valence-arousal plane (J. Russell: "A circumplex model of affect", 1980).
 *
 * @param valence -1 unpleasant to 1 pleasant
 * @param arousal -1 calm to 1 excited
 */
public record Emotion(double valence, double arousal) {
  /** 0 for Q1 (both positive), 1 for Q2 (-V +A), 2 for Q3 (both negative), 3 for Q4 (+V -A). */
  public int quadrant() {
    if (arousal >= 0) {
      return valence >= 0 ? 0 : 1;
    }
    return valence >= 0 ? 3 : 2;
  }

  /** Sign of valence in a quadrant. */
  static int valenceSign(int quadrant) {
    return quadrant == 0 || quadrant == 3 ? 1 : -1;
  }

  /** Sign of arousal in a quadrant. */
  static int arousalSign(int quadrant) {
    return quadrant < 2 ? 1 : -1;
  }
}
