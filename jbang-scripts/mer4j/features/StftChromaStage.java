package mer4j.features;

import mer4j.audio.Signal;
import mer4j.dsp.ChromaFilterBank;
import mer4j.dsp.FrameBlock;
import mer4j.dsp.Stft;
import mer4j.dsp.TuningEstimator;

/**
 * Chroma from power spectra. It needs the clip's tuning first, so the spectra are kept: of a long
 * clip the first ones only, and the others are computed again, which is faster than reading them
 * from a file.
 */
final class StftChromaStage implements FrameStage {
  static final String NAME = "chroma_stft";

  private final Stft stft;
  private final int sampleRate;
  private final int keptFrames;
  private final TuningEstimator tuning;
  private final BlockStore powers;
  private final FrameBlock chroma = new FrameBlock(ChromaFilterBank.CLASSES);
  private final FrameBlock magnitude;
  private final FrameBlock power;
  private Signal signal;
  private FeatureRows rows;

  StftChromaStage(Stft stft, int sampleRate, MemoryLimits limits) {
    this.stft = stft;
    this.sampleRate = sampleRate;
    keptFrames = limits.frames();
    tuning = new TuningEstimator(sampleRate, stft.frameLength(), ChromaFilterBank.CLASSES);
    powers = new BlockStore(stft.bins(), limits.frames());
    magnitude = new FrameBlock(stft.bins());
    power = new FrameBlock(stft.bins());
  }

  @Override
  public String name() {
    return "chroma_stft, its tuning";
  }

  @Override
  public void begin(Signal signal, FeatureRows rows) {
    this.signal = signal;
    this.rows = rows;
    tuning.clear();
    powers.clear();
  }

  /** Whether the spectra of a block are kept, in the block that {@link #next} gives. */
  private boolean keeps(int first) {
    return first + FrameBlock.FRAMES <= keptFrames;
  }

  /** Where the powers of the next block are to go. */
  FrameBlock next(int first) {
    return keeps(first) ? powers.next() : power;
  }

  @Override
  public void accept(FrameSpectra spectra) {
    tuning.add(spectra.power());
    if (keeps(spectra.first())) {
      powers.add();
    }
  }

  @Override
  public void finish() {
    var filters = new ChromaFilterBank(sampleRate, stft.frameLength(), tuning.tuning());
    var band = rows.band(NAME);
    tuning.clear();
    for (int first = 0, i = 0; first < rows.frames(); first += FrameBlock.FRAMES, i++) {
      Interruption.check(i);
      int count = Math.min(FrameBlock.FRAMES, rows.frames() - first);
      if (keeps(first)) {
        filters.apply(powers.get(i), chroma);
      } else {
        stft.frames(signal, first, count, magnitude, power);
        filters.apply(power, chroma);
      }
      band.put(first, count, chroma);
    }
    signal = null;
    rows = null;
  }
}
