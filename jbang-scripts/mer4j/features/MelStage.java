package mer4j.features;

import java.util.List;
import mer4j.audio.Signal;
import mer4j.dsp.Decibels;
import mer4j.dsp.FrameBlock;
import mer4j.dsp.MelFilterBank;

/**
 * The mel spectrogram, and its levels for what is computed from these. Levels are kept until the
 * greatest of the clip is known.
 */
final class MelStage implements FrameStage {
  private final MelFilterBank filters;
  private final FrameBlock mel;
  private final BlockStore levels;
  private final List<LevelStage> stages;
  private FeatureBand band;
  private FeatureRows rows;
  private float greatest;

  /**
   * @param sampleRate in Hz
   * @param stages what is computed from levels, maybe nothing
   * @param limits how much is kept in memory
   */
  MelStage(int sampleRate, List<LevelStage> stages, MemoryLimits limits) {
    filters = new MelFilterBank(sampleRate);
    mel = new FrameBlock(filters.bands());
    levels = new BlockStore(filters.bands(), limits.frames());
    this.stages = stages;
  }

  @Override
  public String name() {
    return "mel, MFCC, tempo";
  }

  @Override
  public void begin(Signal signal, FeatureRows rows) {
    this.rows = rows;
    band = rows.band("melspectrogram");
    levels.clear();
    greatest = Float.NEGATIVE_INFINITY;
    stages.forEach(stage -> stage.begin(rows));
  }

  @Override
  public void accept(FrameSpectra spectra) {
    filters.apply(spectra.power(), mel);
    if (band != null) {
      band.put(spectra.first(), spectra.count(), mel);
    }
    if (!stages.isEmpty()) {
      greatest = Math.max(greatest, Decibels.ofPower(mel, levels.next()));
      levels.add();
    }
  }

  @Override
  public void finish() {
    int frames = stages.isEmpty() ? 0 : rows.frames();
    for (int first = 0, i = 0; first < frames; first += FrameBlock.FRAMES, i++) {
      Interruption.check(i);
      var block = levels.get(i);
      Decibels.applyFloor(block, greatest);
      for (var stage : stages) {
        stage.accept(block, first, Math.min(FrameBlock.FRAMES, frames - first));
      }
    }
    levels.clear();
    stages.forEach(LevelStage::finish);
    rows = null;
  }
}
