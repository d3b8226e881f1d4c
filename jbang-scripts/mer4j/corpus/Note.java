package mer4j.corpus;

/**
 * One note of a score.
 *
 * @param start seconds
 * @param duration seconds it is held
 * @param pitch MIDI note number, 69 is A of 440 Hz
 * @param loudness 0 to 1
 * @param timbre what plays it
 * @param part the balance it is mixed with
 */
record Note(
    double start, double duration, double pitch, double loudness, Timbre timbre, Part part) {
  /** Parts of the ensemble. */
  enum Part {
    MELODY,
    CHORDS,
    BASS
  }
}
