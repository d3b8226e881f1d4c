package mer4j.features;

import mer4j.audio.Signal;

/**
 * Some features that are computed from the frames of a clip as they come. Work space is kept for
 * the next clip.
 */
interface FrameStage {
  /** What it computes, in a few words. */
  String name();

  /**
   * Begins a clip and forgets the one before.
   *
   * @param signal the audio
   * @param rows what is to be filled; features not chosen have no band there
   */
  void begin(Signal signal, FeatureRows rows);

  /** Takes the next block of frames. */
  void accept(FrameSpectra spectra);

  /** Computes what needs the whole clip. */
  void finish();
}
