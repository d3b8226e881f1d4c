package mer4j.features;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mer4j.audio.Signal;
import mer4j.dsp.FrameBlock;
import mer4j.dsp.Samples;
import mer4j.dsp.Stft;

/**
 * The stages that compute the chosen features at one sample rate. A block of frames is transformed
 * once and handed to all of them while it is in the processor's cache.
 */
final class FramePipeline {
  private static final int HOP = 512;

  private final int sampleRate;
  private final StageClock clock;
  private final boolean needsFinite;
  private final boolean needsSpectra;
  private final Stft stft = new Stft();
  private final FrameBlock magnitude = new FrameBlock(stft.bins());
  private final FrameBlock power = new FrameBlock(stft.bins());
  private final List<FrameStage> stages = new ArrayList<>();
  private final StftChromaStage chroma;
  private final RhythmStage rhythm;

  /**
   * @param features those chosen
   * @param sampleRate of the clips to come, in Hz
   * @param limits how much is kept in memory
   * @param clock told after every step of a stage
   * @throws IllegalArgumentException if a feature is not defined at that rate
   */
  FramePipeline(List<Feature> features, int sampleRate, MemoryLimits limits, StageClock clock) {
    this.sampleRate = sampleRate;
    this.clock = clock;
    var wanted = new HashSet<String>();
    features.forEach(feature -> wanted.add(feature.name()));
    needsFinite = !wanted.equals(Set.of("rms"));

    if (wanted.contains("rms") || wanted.contains("zero_crossing_rate")) {
      stages.add(new WaveformStage());
    }
    int waveformStages = stages.size();
    boolean tuned = wants(wanted, TonalStage.TUNED);
    boolean untuned = wanted.contains(TonalStage.UNTUNED);
    var tonal = tuned || untuned ? new TonalStage(sampleRate, stft, tuned, untuned) : null;
    chroma =
        wanted.contains(StftChromaStage.NAME)
            ? new StftChromaStage(stft, sampleRate, limits)
            : null;
    if (chroma != null) {
      stages.add(chroma);
    }
    rhythm =
        wants(wanted, RhythmStage.NAMES)
            ? new RhythmStage(sampleRate, HOP, wanted.contains(RhythmStage.FOURIER), limits)
            : null;
    var levels = new ArrayList<LevelStage>();
    if (wants(wanted, CepstrumStage.NAMES)) {
      levels.add(new CepstrumStage());
    }
    if (rhythm != null) {
      levels.add(rhythm);
    }
    if (!levels.isEmpty() || wanted.contains("melspectrogram")) {
      stages.add(new MelStage(sampleRate, levels, limits));
    }
    if (wants(wanted, ShapeStage.SHAPE) || wanted.contains(ShapeStage.LINE)) {
      stages.add(new ShapeStage(sampleRate, stft.frameLength()));
    }
    if (wanted.contains(ContrastStage.NAME)) {
      stages.add(new ContrastStage(sampleRate, stft.frameLength(), limits));
    }
    needsSpectra = stages.size() > waveformStages || tuned;
    if (tonal != null) {
      stages.add(tonal);
    }
  }

  private static boolean wants(Set<String> wanted, Iterable<String> names) {
    for (var name : names) {
      if (wanted.contains(name)) {
        return true;
      }
    }
    return false;
  }

  int sampleRate() {
    return sampleRate;
  }

  /** Number of frames of a signal. */
  static int frames(Signal signal) {
    if (signal.length() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a recording of " + signal.length() + " samples is too long");
    }
    return 1 + (int) (signal.length() / HOP);
  }

  /** Computes all features of a signal. */
  void run(Signal signal, FeatureRows rows) {
    Interruption.check(0);
    if (needsFinite) {
      Samples.requireFinite(signal);
      clock.lap("finite samples");
    }
    for (var stage : stages) {
      stage.begin(signal, rows);
      clock.lap(stage.name());
    }
    for (int first = 0, i = 0; first < rows.frames(); first += FrameBlock.FRAMES, i++) {
      Interruption.check(i);
      int count = Math.min(FrameBlock.FRAMES, rows.frames() - first);
      var powers = chroma == null ? power : chroma.next(first);
      if (needsSpectra) {
        stft.frames(signal, first, count, magnitude, powers);
        clock.lap("Fourier transform");
      }
      var spectra = new FrameSpectra(first, count, magnitude, powers);
      for (var stage : stages) {
        stage.accept(spectra);
        clock.lap(stage.name());
      }
    }
    for (var stage : stages) {
      stage.finish();
      clock.lap(stage.name());
    }
  }

  /** The Fourier tempogram of the last clip, if it was chosen. */
  FloatRows takeFourierTempogram() {
    return rhythm == null ? null : rhythm.takeFourier();
  }
}
