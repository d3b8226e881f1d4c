package mer4j.features;

import java.util.LinkedHashMap;
import java.util.concurrent.CancellationException;
import mer4j.audio.Signal;

/**
 * Computes the chosen features of a signal. Spectra, the constant-Q transform and the onset
 * strength are computed once and shared by all features that start from them.
 *
 * <p>The numbers are those of librosa 0.11 with its default arguments; see {@link
 * Feature#librosaName()}. A signal of N samples has {@code 1 + N / 512} frames. The constant-Q
 * features of a short signal may have one frame less; it is then 0, as the study pads.
 *
 * <p>A signal is read in pieces, and what is computed from a long one lies in temporary files, so
 * that memory does not limit its length; the numbers are the same.
 *
 * <p>Keeps filters and work space between clips. Not thread-safe: one per thread.
 */
public final class FeatureExtractor {
  private final ExtractionSettings settings;
  private final MemoryLimits limits;
  private final StageClock clock;
  private FramePipeline pipeline;

  /** An extractor for these settings. */
  public FeatureExtractor(ExtractionSettings settings) {
    this(settings, MemoryLimits.STANDARD);
  }

  FeatureExtractor(ExtractionSettings settings, MemoryLimits limits) {
    this(settings, limits, StageClock.OFF);
  }

  FeatureExtractor(ExtractionSettings settings, MemoryLimits limits, StageClock clock) {
    this.settings = settings;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * The stacked features of a signal.
   *
   * @param mono the samples, full scale 1
   * @param sampleRate in Hz; the signal is not resampled here
   * @return {@code settings.rows()} rows, of the frames that the settings keep
   * @throws IllegalArgumentException if a chosen feature is not defined for the signal: a sample is
   *     not finite, the rate is too low for the constant-Q features or spectral contrast, or the
   *     signal is too short
   * @throws CancellationException if the thread is interrupted
   */
  public FeatureMatrix extract(float[] mono, int sampleRate) {
    try (var features = extractAll(Signal.of(mono), sampleRate)) {
      return features.stacked();
    }
  }

  /**
   * All features of a signal, also those with a file of their own.
   *
   * @param signal the samples, full scale 1; they may be changed after the call
   * @param sampleRate in Hz; the signal is not resampled here
   * @return to be closed after use
   * @throws java.io.UncheckedIOException if there is no room for what a long signal needs
   * @see #extract
   */
  public ExtractedFeatures extractAll(Signal signal, int sampleRate) {
    if (pipeline == null || pipeline.sampleRate() != sampleRate) {
      pipeline = new FramePipeline(settings.features(), sampleRate, limits, clock);
    }
    var rows = new FeatureRows(settings.stacked(), FramePipeline.frames(signal), limits.values());
    try {
      pipeline.run(signal, rows);
      var own = new LinkedHashMap<Feature, FloatRows>();
      var fourier = pipeline.takeFourierTempogram();
      if (fourier != null) {
        own.put(FeatureCatalogue.byName(RhythmStage.FOURIER), fourier);
      }
      return new ExtractedFeatures(settings.rowNames(), kept(rows.finish()), own);
    } catch (RuntimeException | Error e) {
      rows.close();
      pipeline = null; // What a stage holds of this clip is given free.
      throw e;
    }
  }

  /** The frames that the settings keep. */
  private FloatRows kept(FloatRows all) {
    var cut = settings.cut();
    if (cut == null || cut.count(all.columns()) == all.columns()) {
      return all;
    }
    try (all) {
      return all.part(cut.first(all.columns()), cut.count(all.columns()), limits.values());
    }
  }
}
