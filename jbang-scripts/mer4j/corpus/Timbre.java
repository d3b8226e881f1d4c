package mer4j.corpus;

/** The sounds that parts are played with. */
enum Timbre {
  /** Plucked string. */
  GUITAR,
  /** Plucked string with a bright, short tone. */
  HARP,
  /** Electric piano: two-operator frequency modulation. */
  EPIANO,
  /** Bell-like, inharmonic frequency modulation. */
  BELL,
  /** Steady drawbar tone. */
  ORGAN,
  /** Bowed strings: slow onset, vibrato. */
  STRINGS,
  /** Wind: few partials, breath. */
  FLUTE,
  /** Brass: brightness follows loudness. */
  BRASS,
  /** Reed: odd partials. */
  CLARINET,
  /** Overdriven string. */
  OVERDRIVE,
  /** Round bass string. */
  BASS,
  /** Synthetic bass with many partials. */
  SYNTH_BASS;

  /** Whether a note goes on sounding by itself while it is held. */
  boolean sustained() {
    return switch (this) {
      case ORGAN, STRINGS, FLUTE, BRASS, CLARINET, OVERDRIVE, SYNTH_BASS -> true;
      case GUITAR, HARP, EPIANO, BELL, BASS -> false;
    };
  }
}
