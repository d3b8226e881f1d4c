package mer4j.features;

/**
 * What an extractor keeps in memory of one clip; of longer clips the rest goes to temporary files
 * or is computed again. The numbers computed are the same.
 *
 * @param frames frames of which spectra and levels are kept
 * @param values greatest number of feature values that are collected in memory
 */
record MemoryLimits(int frames, long values) {
  /** Spectra of three minutes at 22 050 Hz, 34 MB, and the study's features of fifteen, 32 MB. */
  static final MemoryLimits STANDARD = new MemoryLimits(8192, 8 << 20);
}
