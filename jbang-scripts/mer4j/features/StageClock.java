package mer4j.features;

/** Told where an extraction stands, so that its time can be told apart by stage. */
@FunctionalInterface
interface StageClock {
  /** Tells no one. */
  StageClock OFF = stage -> {};

  /**
   * What was done since the last call belongs to this stage.
   *
   * @param stage its name
   */
  void lap(String stage);
}
