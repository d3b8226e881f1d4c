package mer4j.corpus;

import java.util.List;

/** What is played. */
record Score(List<Note> notes, List<DrumHit> drums) {}
