package mer4j.features;

import mer4j.audio.Signal;
import mer4j.dsp.FrameBlock;
import mer4j.dsp.RootMeanSquare;
import mer4j.dsp.ZeroCrossingRate;

/** What is read off the samples of each frame: loudness and zero crossings. */
final class WaveformStage implements FrameStage {
  private final RootMeanSquare loudness = new RootMeanSquare();
  private final ZeroCrossingRate crossings = new ZeroCrossingRate();
  private final float[] values = new float[FrameBlock.FRAMES];
  private Signal signal;
  private FeatureBand loudnessBand;
  private FeatureBand crossingsBand;

  @Override
  public String name() {
    return "rms, zero crossings";
  }

  @Override
  public void begin(Signal signal, FeatureRows rows) {
    this.signal = signal;
    loudnessBand = rows.band("rms");
    crossingsBand = rows.band("zero_crossing_rate");
  }

  @Override
  public void accept(FrameSpectra spectra) {
    int first = spectra.first();
    int count = spectra.count();
    if (loudnessBand != null) {
      loudness.frames(signal, first, count, values, 0);
      loudnessBand.put(0, first, values, 0, count);
    }
    if (crossingsBand != null) {
      crossings.frames(signal, first, count, values, 0);
      crossingsBand.put(0, first, values, 0, count);
    }
  }

  @Override
  public void finish() {
    signal = null;
  }
}
