package mer4j.features;

import java.util.Set;
import mer4j.audio.Signal;
import mer4j.dsp.ChromaCens;
import mer4j.dsp.ChromaCqt;
import mer4j.dsp.ChromaVqt;
import mer4j.dsp.OctaveChain;
import mer4j.dsp.Stft;
import mer4j.dsp.Tonnetz;
import mer4j.dsp.TuningEstimator;

/**
 * The features from constant- and variable-Q transforms, which share the halvings of the signal's
 * rate. The constant-Q transform is tuned to the clip by its spectra, so both are computed when all
 * frames have been seen. They may have a frame less than the others; it is 0 then.
 */
final class TonalStage implements FrameStage {
  static final Set<String> TUNED = Set.of("chroma_cqt", "chroma_cens", "tonnetz");
  static final String UNTUNED = "chroma_vqt";

  /** Frames computed at once. */
  private static final int TILE = 4096;

  private final ChromaCqt cqt;
  private final ChromaVqt vqt;
  private final TuningEstimator tuning;
  private final float[] centroid = new float[Tonnetz.ROWS];
  private float[][] sums = new float[0][];
  private float[][] chroma = new float[0][];
  private Signal signal;
  private FeatureRows rows;

  /**
   * @param sampleRate in Hz
   * @param stft what the tuning is estimated from
   * @param tuned whether a feature of {@link #TUNED} is wanted
   * @param untuned whether {@link #UNTUNED} is wanted
   */
  TonalStage(int sampleRate, Stft stft, boolean tuned, boolean untuned) {
    cqt = tuned ? new ChromaCqt(sampleRate) : null;
    vqt = untuned ? new ChromaVqt(sampleRate) : null;
    tuning =
        tuned
            ? new TuningEstimator(sampleRate, stft.frameLength(), ChromaCqt.BINS_PER_OCTAVE)
            : null;
  }

  @Override
  public String name() {
    return "chroma_cqt, chroma_vqt, tonnetz";
  }

  @Override
  public void begin(Signal signal, FeatureRows rows) {
    this.signal = signal;
    this.rows = rows;
    if (tuning != null) {
      tuning.clear();
    }
  }

  @Override
  public void accept(FrameSpectra spectra) {
    if (tuning != null) {
      tuning.add(spectra.magnitude());
    }
  }

  @Override
  public void finish() {
    Interruption.check(0);
    try (var octaves = new OctaveChain(signal)) {
      if (cqt != null) {
        tuned(octaves, tuning.tuning());
        tuning.clear();
      }
      Interruption.check(0);
      if (vqt != null) {
        untuned(octaves);
      }
    }
    signal = null;
    rows = null;
  }

  /** Tiles overlap by what the smoothing of CENS looks at on either side. */
  private void tuned(OctaveChain octaves, double fraction) {
    int all = cqt.frames(octaves, fraction);
    int reach = rows.band("chroma_cens") == null ? 0 : ChromaCens.REACH;
    for (int first = 0; first < all; first += TILE) {
      Interruption.check(0);
      int from = Math.max(0, first - reach);
      int to = Math.min(all, first + TILE + reach);
      sums = room(sums, to - from);
      cqt.sums(octaves, fraction, from, to - from, sums);
      int count = Math.min(TILE, Math.min(all, rows.frames()) - first);
      if (rows.band("chroma_cens") != null && count > 0) {
        var smooth = ChromaCens.of(java.util.Arrays.copyOf(sums, to - from));
        var inside = java.util.Arrays.copyOfRange(smooth, first - from, smooth.length);
        rows.band("chroma_cens").put(first, count, inside);
      }
      chroma(first, count, first - from);
    }
  }

  private void chroma(int first, int count, int at) {
    chroma = room(chroma, Math.max(0, count));
    for (int t = 0; t < count; t++) {
      System.arraycopy(sums[at + t], 0, chroma[t], 0, chroma[t].length);
      ChromaCqt.normalizeFrame(chroma[t]);
      if (rows.band("tonnetz") != null) {
        Tonnetz.ofFrame(chroma[t], centroid);
        rows.band("tonnetz").put(first + t, centroid);
      }
    }
    if (rows.band("chroma_cqt") != null && count > 0) {
      rows.band("chroma_cqt").put(first, count, chroma);
    }
  }

  private void untuned(OctaveChain octaves) {
    int all = Math.min(vqt.frames(octaves), rows.frames());
    for (int first = 0; first < all; first += TILE) {
      Interruption.check(0);
      int count = Math.min(TILE, all - first);
      chroma = room(chroma, count);
      vqt.apply(octaves, first, count, chroma);
      rows.band(UNTUNED).put(first, count, chroma);
    }
  }

  private static float[][] room(float[][] frames, int count) {
    return frames.length >= count ? frames : new float[count][ChromaCqt.CLASSES];
  }
}
