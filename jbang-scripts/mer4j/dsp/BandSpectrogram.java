package mer4j.dsp;

import java.util.LinkedHashMap;
import java.util.Map;
import mer4j.VectorApi;
import mer4j.audio.Signal;

/**
 * A few neighbouring bins of the spectra of many frames, without a window: what the filters of one
 * octave need. Frame t is centred on sample {@code t * hop}; the signal is continued by zeros.
 * Results are bin-major, {@code [bins][frames]}, so that all inner loops run along time.
 *
 * <p>The signal is cut into blocks, one every hop and as long as a hop (a little longer where that
 * is short, a frame where frames do not overlap). For each wanted bin the transform of every block
 * is summed up directly: the sum of the two samples at equal distances from the block's middle goes
 * into the real part, their difference into the imaginary part. The transform of two neighbouring
 * blocks is the first one plus the second one turned by the phase of one block; four blocks follow
 * from two pairs, and so on up to a whole frame. With a hundred bins wanted this is faster than a
 * fast Fourier transform per frame: little at a hop of half a frame, many times at one of 1/128.
 *
 * <p>Immutable.
 */
abstract sealed class BandSpectrogram permits PlainBandSpectrogram, VectorBandSpectrogram {
  private static final int STORED = 200;

  private static final Map<Key, BandSpectrogram> STORE =
      new LinkedHashMap<>(2 * STORED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, BandSpectrogram> eldest) {
          return size() > STORED;
        }
      };

  private record Key(int frameLength, int hop, int firstBin, int bins) {}

  /** The factors. */
  final BandPhases phases;

  /** Number of blocks whose samples are summed up at once. */
  private final int atOnce;

  BandSpectrogram(BandPhases phases, int atOnce) {
    this.phases = phases;
    this.atOnce = atOnce;
  }

  /**
   * A spectrogram, from a store that all transforms share: tunings that differ little need the same
   * bins.
   *
   * @param frameLength samples per frame, a power of two
   * @param hop samples from one frame to the next, a power of two
   * @param firstBin the lowest bin wanted
   * @param bins how many bins
   */
  static BandSpectrogram of(int frameLength, int hop, int firstBin, int bins) {
    var key = new Key(frameLength, hop, firstBin, bins);
    synchronized (STORE) {
      return STORE.computeIfAbsent(key, BandSpectrogram::of);
    }
  }

  private static BandSpectrogram of(Key key) {
    var phases = new BandPhases(key.frameLength, key.hop, key.firstBin, key.bins);
    return VectorApi.AVAILABLE
        ? new VectorBandSpectrogram(phases)
        : new PlainBandSpectrogram(phases);
  }

  /**
   * Computes consecutive frames. Phases count from the middle of a frame's first block, see {@link
   * BandPhases#startRe}.
   *
   * @param signal the samples
   * @param firstFrame index of the first frame
   * @param frames how many frames
   * @param work receives the spectra
   */
  final void compute(Signal signal, int firstFrame, int frames, BandWork work) {
    int blocks = phases.blocks(frames);
    work.reserve(phases, blocks, atOnce);
    long start = (long) firstFrame * phases.hop - phases.frameLength / 2;
    int samples = (atOnce - 1) * phases.hop + phases.block;
    for (int first = 0; first < blocks; first += atOnce) {
      signal.read(start + (long) first * phases.hop, work.samples, 0, samples);
      sumBlocks(first, work);
    }
    joinBlocks(blocks, work);
  }

  /** The transforms of as many blocks as are done at once, from {@link BandWork#samples}. */
  abstract void sumBlocks(int first, BandWork work);

  /** Makes transforms of whole frames from those of blocks, in place. */
  abstract void joinBlocks(int blocks, BandWork work);
}
