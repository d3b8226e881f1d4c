package mer4j.features;

import java.util.Set;
import java.util.concurrent.CancellationException;
import mer4j.dsp.ChromaFilterBank;
import mer4j.dsp.Decibels;
import mer4j.dsp.Delta;
import mer4j.dsp.MelFilterBank;
import mer4j.dsp.Mfcc;
import mer4j.dsp.OnsetStrength;
import mer4j.dsp.PolyFeatures;
import mer4j.dsp.SpectralContrast;
import mer4j.dsp.SpectralShape;
import mer4j.dsp.Stft;
import mer4j.dsp.TuningEstimator;

/**
 * The features that start from the short-time Fourier transform, from one pass over its frames.
 *
 * <p>A frame's spectrum is used by all of them while it is at hand and then forgotten, but for what
 * needs the whole clip first: levels are raised to 80 dB below the clip's greatest, so mel levels
 * are kept; chroma needs the clip's tuning, so powers are kept, of a long clip's first frames only,
 * and computed again for the others.
 */
final class SpectralPass {
  private static final Set<String> LEVELS =
      Set.of(
          "mfcc",
          "mfcc_delta",
          "mfcc_delta2",
          "tempo",
          "tempogram",
          "tempogram_ratio",
          "fourier_tempogram");
  private static final Set<String> SHAPE =
      Set.of("spectral_centroid", "spectral_bandwidth", "spectral_flatness", "spectral_rolloff");
  private static final Set<String> TONAL = Set.of("chroma_cqt", "chroma_cens", "tonnetz");
  private static final int KEPT_FRAMES = 8192;
  private static final int TONAL_BINS_PER_OCTAVE = 36;

  /** Frames between two looks at whether to stop. */
  private static final int PATIENCE = 256;

  private final Set<String> wanted;
  private final int sampleRate;
  private final Stft stft = new Stft();
  private final float[] magnitude = new float[stft.bins()];
  private final float[] power = new float[stft.bins()];
  private final TuningEstimator chromaTuning;
  private final TuningEstimator tonalTuning;
  private final MelFilterBank mel;
  private final Mfcc mfcc = new Mfcc();
  private final SpectralShape shape;
  private final SpectralContrast contrast;
  private final PolyFeatures poly;
  private float[][] kept = new float[0][];

  /**
   * @param wanted names of the features chosen
   * @param sampleRate of the clips to come, in Hz
   * @throws IllegalArgumentException if a feature is not defined at that rate
   */
  SpectralPass(Set<String> wanted, int sampleRate) {
    this.wanted = wanted;
    this.sampleRate = sampleRate;
    int length = stft.frameLength();
    boolean chroma = wanted.contains("chroma_stft");
    chromaTuning =
        chroma ? new TuningEstimator(sampleRate, length, ChromaFilterBank.CLASSES) : null;
    tonalTuning =
        wantsAny(TONAL) ? new TuningEstimator(sampleRate, length, TONAL_BINS_PER_OCTAVE) : null;
    mel =
        wantsAny(LEVELS) || wanted.contains("melspectrogram")
            ? new MelFilterBank(sampleRate)
            : null;
    shape = wantsAny(SHAPE) ? new SpectralShape(sampleRate, length) : null;
    contrast =
        wanted.contains("spectral_contrast") ? new SpectralContrast(sampleRate, length) : null;
    poly = wanted.contains("poly_features") ? new PolyFeatures(sampleRate, length) : null;
  }

  private boolean wantsAny(Set<String> names) {
    return names.stream().anyMatch(wanted::contains);
  }

  /** Whether any feature chosen needs this pass. */
  boolean isNeeded() {
    return chromaTuning != null
        || tonalTuning != null
        || mel != null
        || shape != null
        || contrast != null
        || poly != null;
  }

  /**
   * What the pass leaves for the features that are computed from more than spectra.
   *
   * @param tonalTuning tuning in 36ths of an octave, 0 if no feature needs it
   * @param onsets onset strength, {@code [frames]}, empty if no feature needs it
   */
  record Result(double tonalTuning, float[] onsets) {}

  /** Runs over a signal, which must be finite, and fills the rows of the features chosen. */
  Result run(float[] signal, FeatureRows rows) {
    int frames = rows.frames();
    var bands = mel == null ? null : new float[mel.bands()];
    var levels = wantsAny(LEVELS) ? new float[frames][mel.bands()] : null;
    float greatest = Float.NEGATIVE_INFINITY;
    var peaks = contrast == null ? null : new float[frames][SpectralContrast.BANDS];
    var valleys = contrast == null ? null : new float[frames][SpectralContrast.BANDS];
    var line = new double[2];
    for (int t = 0; t < frames; t++) {
      checkStop(t);
      stft.frame(signal, t, magnitude, power);
      if (chromaTuning != null) {
        chromaTuning.add(power);
        keep(t, frames);
      }
      if (tonalTuning != null) {
        tonalTuning.add(magnitude);
      }
      if (mel != null) {
        mel.apply(power, bands);
        rows.set("melspectrogram", t, bands);
        if (levels != null) {
          greatest = Math.max(greatest, Decibels.ofPower(bands, levels[t]));
        }
      }
      if (shape != null) {
        var numbers = shape.of(magnitude, power);
        rows.set("spectral_centroid", t, numbers.centroid());
        rows.set("spectral_bandwidth", t, numbers.bandwidth());
        rows.set("spectral_flatness", t, numbers.flatness());
        rows.set("spectral_rolloff", t, numbers.rolloff());
      }
      if (contrast != null) {
        contrast.peaksAndValleys(magnitude, peaks[t], valleys[t]);
      }
      if (poly != null) {
        poly.apply(magnitude, line);
        rows.set("poly_features", t, new float[] {(float) line[0], (float) line[1]});
      }
    }
    if (contrast != null) {
      rows.set("spectral_contrast", SpectralContrast.contrast(peaks, valleys));
    }
    if (chromaTuning != null) {
      chroma(signal, rows);
    }
    var onsets = new float[0];
    if (levels != null) {
      Decibels.applyFloor(levels, greatest);
      cepstrum(levels, rows);
      onsets = OnsetStrength.of(levels);
    }
    double tuning = tonalTuning == null ? 0 : tonalTuning.tuning();
    if (tonalTuning != null) {
      tonalTuning.clear();
    }
    return new Result(tuning, onsets);
  }

  private void keep(int frame, int frames) {
    if (frame < KEPT_FRAMES) {
      if (kept.length <= frame) {
        kept = java.util.Arrays.copyOf(kept, Math.min(frames, KEPT_FRAMES));
      }
      if (kept[frame] == null) {
        kept[frame] = new float[power.length];
      }
      System.arraycopy(power, 0, kept[frame], 0, power.length);
    }
  }

  private void chroma(float[] signal, FeatureRows rows) {
    var filters = new ChromaFilterBank(sampleRate, stft.frameLength(), chromaTuning.tuning());
    chromaTuning.clear();
    var classes = new float[ChromaFilterBank.CLASSES];
    for (int t = 0; t < rows.frames(); t++) {
      checkStop(t);
      var spectrum = power;
      if (t < KEPT_FRAMES) {
        spectrum = kept[t];
      } else {
        stft.frame(signal, t, magnitude, power);
      }
      filters.apply(spectrum, classes);
      rows.set("chroma_stft", t, classes);
    }
  }

  private void cepstrum(float[][] levels, FeatureRows rows) {
    boolean first = wanted.contains("mfcc_delta");
    boolean second = wanted.contains("mfcc_delta2");
    if (first || second || wanted.contains("mfcc")) {
      var coefficients = mfcc.apply(levels);
      rows.set("mfcc", coefficients);
      if (first) {
        rows.set("mfcc_delta", Delta.of(coefficients, 1));
      }
      if (second) {
        rows.set("mfcc_delta2", Delta.of(coefficients, 2));
      }
    }
  }

  /** Stops the work on a clip where its thread has been interrupted. */
  static void checkStop(int frame) {
    if (frame % PATIENCE == 0 && Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
