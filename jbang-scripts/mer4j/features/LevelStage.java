package mer4j.features;

import mer4j.dsp.FrameBlock;

/** Some features that are computed from levels in dB, raised to 80 dB below the clip's greatest. */
interface LevelStage {
  /** Begins a clip and forgets the one before. */
  void begin(FeatureRows rows);

  /**
   * Takes the next block of frames.
   *
   * @param levels mel levels in dB; there until the next but one block
   * @param first number of the first frame
   * @param count how many
   */
  void accept(FrameBlock levels, int first, int count);

  /** Computes what needs the whole clip. */
  void finish();
}
