package mer4j.corpus;

/**
 * One stroke of percussion.
 *
 * @param start seconds
 * @param loudness 0 to 1
 * @param drum which one
 */
record DrumHit(double start, double loudness, Drum drum) {
  /** The instruments of the kit. */
  enum Drum {
    KICK,
    SNARE,
    HAT,
    SHAKER
  }
}
