package mer4j.features;

import java.util.Set;
import mer4j.dsp.FourierTempogram;
import mer4j.dsp.FrameBlock;
import mer4j.dsp.OnsetStrength;
import mer4j.dsp.Tempo;
import mer4j.dsp.Tempogram;
import mer4j.dsp.TempogramRatio;

/** Onset strength, and what it says about tempo and rhythm. */
final class RhythmStage implements LevelStage {
  static final String FOURIER = "fourier_tempogram";
  static final Set<String> NAMES = Set.of("tempo", "tempogram", "tempogram_ratio", FOURIER);

  /** Frames of a tempogram computed at once. */
  private static final int TILE = 1024;

  private final Tempo tempo;
  private final Tempogram eightSeconds;
  private final boolean wantsFourier;
  private final MemoryLimits limits;
  private FeatureRows rows;
  private float[] onsets;
  private FrameBlock before;
  private FloatRows fourier;

  /**
   * @param sampleRate in Hz
   * @param hop samples between frames
   * @param wantsFourier whether the Fourier tempogram, which has an array of its own, was chosen
   * @param limits how much is kept in memory
   */
  RhythmStage(int sampleRate, int hop, boolean wantsFourier, MemoryLimits limits) {
    tempo = new Tempo(sampleRate, hop);
    eightSeconds = new Tempogram(tempo.window());
    this.wantsFourier = wantsFourier;
    this.limits = limits;
  }

  @Override
  public void begin(FeatureRows rows) {
    this.rows = rows;
    onsets = new float[rows.frames()];
    before = null;
    fourier = null;
  }

  @Override
  public void accept(FrameBlock levels, int first, int count) {
    OnsetStrength.add(before, levels, count, first, onsets);
    before = levels;
  }

  @Override
  public void finish() {
    if (rows.band("tempo") != null) {
      int lag = tempo.bestLag(eightSeconds.mean(onsets));
      rows.band("tempo").fill((float) tempo.bpm(lag));
    }
    if (rows.band("tempogram") != null || rows.band("tempogram_ratio") != null) {
      tempogram();
    }
    if (wantsFourier) {
      fourierTempogram();
    }
    rows = null;
  }

  private void tempogram() {
    var kernel = new Tempogram();
    var padded = kernel.padded(onsets);
    var values = new float[Math.min(TILE, onsets.length)][kernel.lags()];
    for (int first = 0; first < onsets.length; first += TILE) {
      Interruption.check(0);
      int count = Math.min(TILE, onsets.length - first);
      kernel.frames(padded, first, count, values);
      if (rows.band("tempogram") != null) {
        rows.band("tempogram").put(first, count, values);
      }
      if (rows.band("tempogram_ratio") != null) {
        rows.band("tempogram_ratio").put(first, count, TempogramRatio.of(values, tempo));
      }
    }
  }

  private void fourierTempogram() {
    var kernel = new FourierTempogram();
    int frames = onsets.length + 1;
    fourier = new FloatRows(FourierTempogram.BINS, 2 * frames, limits.values());
    var re = new float[Math.min(TILE, frames)][FourierTempogram.BINS];
    var im = new float[re.length][FourierTempogram.BINS];
    var row = new float[2 * re.length];
    for (int first = 0; first < frames; first += TILE) {
      Interruption.check(0);
      int count = Math.min(TILE, frames - first);
      kernel.frames(onsets, first, count, re, im);
      for (int k = 0; k < FourierTempogram.BINS; k++) {
        for (int t = 0; t < count; t++) {
          row[2 * t] = re[t][k];
          row[2 * t + 1] = im[t][k];
        }
        fourier.put(k, 2 * first, row, 0, 2 * count);
      }
    }
  }

  /** The Fourier tempogram of the last clip, real and imaginary parts in turn, or null. */
  FloatRows takeFourier() {
    var taken = fourier;
    fourier = null;
    return taken;
  }
}
