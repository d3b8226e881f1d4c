package mer4j.features;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import mer4j.dsp.ChromaCens;
import mer4j.dsp.ChromaCqt;
import mer4j.dsp.ChromaVqt;
import mer4j.dsp.FourierTempogram;
import mer4j.dsp.OctaveChain;
import mer4j.dsp.RootMeanSquare;
import mer4j.dsp.Samples;
import mer4j.dsp.Stft;
import mer4j.dsp.Tempo;
import mer4j.dsp.Tempogram;
import mer4j.dsp.TempogramRatio;
import mer4j.dsp.Tonnetz;
import mer4j.dsp.ZeroCrossingRate;
import mer4j.features.ExtractedFeatures.ComplexMatrix;

/**
 * Computes the chosen features of a signal. Spectra, the constant-Q transform and the onset
 * strength are computed once and shared by all features that start from them.
 *
 * <p>The numbers are those of librosa 0.11 with its default arguments; see {@link
 * Feature#librosaName()}. A signal of N samples has {@code 1 + N / 512} frames. The constant-Q
 * features of a short signal may have one frame less; it is then 0, as the study pads.
 *
 * <p>Keeps filters and work space between clips. Not thread-safe: one per thread.
 */
public final class FeatureExtractor {
  private static final int HOP = 512;

  private final ExtractionSettings settings;
  private final Set<String> wanted = new HashSet<>();
  private Kernels kernels;

  /** What depends on the sample rate, kept while clips of one rate follow each other. */
  private record Kernels(
      int sampleRate, SpectralPass spectra, ChromaCqt cqt, ChromaVqt vqt, Tempogram tempogram) {}

  /** An extractor for these settings. */
  public FeatureExtractor(ExtractionSettings settings) {
    this.settings = settings;
    settings.features().forEach(feature -> wanted.add(feature.name()));
  }

  /**
   * The stacked features of a signal.
   *
   * @param mono the samples, full scale 1
   * @param sampleRate in Hz; the signal is not resampled here
   * @return {@code settings.rows()} rows
   * @throws IllegalArgumentException if a chosen feature is not defined for the signal: a sample is
   *     not finite, the rate is too low for the constant-Q features or spectral contrast, or the
   *     signal is too short
   * @throws CancellationException if the thread is interrupted
   */
  public FeatureMatrix extract(float[] mono, int sampleRate) {
    return extractAll(mono, sampleRate).stacked();
  }

  /**
   * All features of a signal, also those with a file of their own.
   *
   * @see #extract
   */
  public ExtractedFeatures extractAll(float[] mono, int sampleRate) {
    if (kernels == null || kernels.sampleRate() != sampleRate) {
      kernels = kernels(sampleRate);
    }
    var rows = new FeatureRows(settings, 1 + mono.length / HOP);
    if (wants("rms")) {
      rows.set("rms", RootMeanSquare.of(mono));
    }
    if (wants("zero_crossing_rate")) {
      rows.set("zero_crossing_rate", ZeroCrossingRate.of(mono));
    }
    var own = new LinkedHashMap<Feature, ComplexMatrix>();
    if (kernels.spectra().isNeeded()) {
      Samples.requireFinite(mono);
      var result = kernels.spectra().run(mono, rows);
      rhythm(result.onsets(), sampleRate, rows, own);
      tonality(mono, result.tonalTuning(), rows);
    } else if (kernels.vqt() != null) {
      tonality(mono, 0, rows);
    }
    return new ExtractedFeatures(rows.matrix(), own);
  }

  private boolean wants(String feature) {
    return wanted.contains(feature);
  }

  private Kernels kernels(int sampleRate) {
    boolean cqt = wants("chroma_cqt") || wants("chroma_cens") || wants("tonnetz");
    return new Kernels(
        sampleRate,
        new SpectralPass(wanted, sampleRate),
        cqt ? new ChromaCqt(sampleRate) : null,
        wants("chroma_vqt") ? new ChromaVqt(sampleRate) : null,
        wants("tempo") ? new Tempogram(new Tempo(sampleRate, HOP).window()) : null);
  }

  private void rhythm(
      float[] onsets, int sampleRate, FeatureRows rows, Map<Feature, ComplexMatrix> own) {
    var tempo = new Tempo(sampleRate, HOP);
    if (wants("tempo")) {
      rows.fill("tempo", (float) tempo.bpm(tempo.bestLag(kernels.tempogram().mean(onsets))));
    }
    if (wants("tempogram") || wants("tempogram_ratio")) {
      var tempogram = new Tempogram().of(onsets);
      rows.set("tempogram", tempogram);
      if (wants("tempogram_ratio")) {
        rows.set("tempogram_ratio", TempogramRatio.of(tempogram, tempo));
      }
    }
    if (wants("fourier_tempogram")) {
      own.put(
          FeatureCatalogue.byName("fourier_tempogram"), interleaved(FourierTempogram.of(onsets)));
    }
  }

  private static ComplexMatrix interleaved(Stft.ComplexSpectra spectra) {
    int frames = spectra.re().length;
    int rows = spectra.re()[0].length;
    var values = new float[2 * rows * frames];
    for (int t = 0; t < frames; t++) {
      for (int row = 0; row < rows; row++) {
        int at = 2 * (row * frames + t);
        values[at] = spectra.re()[t][row];
        values[at + 1] = spectra.im()[t][row];
      }
    }
    return new ComplexMatrix(rows, frames, values);
  }

  private void tonality(float[] mono, double tuning, FeatureRows rows) {
    if (kernels.cqt() == null && kernels.vqt() == null) {
      return;
    }
    try (var octaves = new OctaveChain(mono)) {
      tonality(octaves, tuning, rows);
    }
  }

  private void tonality(OctaveChain octaves, double tuning, FeatureRows rows) {
    SpectralPass.checkStop(0);
    if (kernels.cqt() != null) {
      var sums = kernels.cqt().sums(octaves, tuning);
      var chroma = ChromaCqt.normalize(sums);
      rows.set("chroma_cqt", chroma);
      if (wants("tonnetz")) {
        rows.set("tonnetz", Tonnetz.of(chroma));
      }
      if (wants("chroma_cens")) {
        rows.set("chroma_cens", ChromaCens.of(sums));
      }
    }
    SpectralPass.checkStop(0);
    if (kernels.vqt() != null) {
      rows.set("chroma_vqt", kernels.vqt().apply(octaves));
    }
  }
}
