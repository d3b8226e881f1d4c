package mer4j.features;

import mer4j.audio.Signal;
import mer4j.dsp.Decibels;
import mer4j.dsp.FrameBlock;
import mer4j.dsp.SpectralContrast;

/** Spectral contrast: peaks and valleys in dB are kept until the greatest of the clip are known. */
final class ContrastStage implements FrameStage {
  static final String NAME = "spectral_contrast";

  private final SpectralContrast contrast;
  private final BlockStore peaks;
  private final BlockStore valleys;
  private final FrameBlock difference = new FrameBlock(SpectralContrast.BANDS);
  private FeatureBand band;
  private int frames;
  private float highestPeak;
  private float highestValley;

  ContrastStage(int sampleRate, int frameLength, MemoryLimits limits) {
    contrast = new SpectralContrast(sampleRate, frameLength);
    peaks = new BlockStore(SpectralContrast.BANDS, limits.frames());
    valleys = new BlockStore(SpectralContrast.BANDS, limits.frames());
  }

  @Override
  public String name() {
    return "spectral_contrast";
  }

  @Override
  public void begin(Signal signal, FeatureRows rows) {
    band = rows.band(NAME);
    frames = rows.frames();
    peaks.clear();
    valleys.clear();
    highestPeak = Float.NEGATIVE_INFINITY;
    highestValley = Float.NEGATIVE_INFINITY;
  }

  @Override
  public void accept(FrameSpectra spectra) {
    var high = peaks.next();
    var low = valleys.next();
    contrast.peaksAndValleys(spectra.magnitude(), high, low);
    highestPeak = Math.max(highestPeak, Decibels.ofPower(high, high));
    highestValley = Math.max(highestValley, Decibels.ofPower(low, low));
    peaks.add();
    valleys.add();
  }

  @Override
  public void finish() {
    for (int first = 0, i = 0; first < frames; first += FrameBlock.FRAMES, i++) {
      var high = peaks.get(i);
      var low = valleys.get(i);
      Decibels.applyFloor(high, highestPeak);
      Decibels.applyFloor(low, highestValley);
      SpectralContrast.contrast(high, low, difference);
      band.put(first, Math.min(FrameBlock.FRAMES, frames - first), difference);
    }
    peaks.clear();
    valleys.clear();
  }
}
