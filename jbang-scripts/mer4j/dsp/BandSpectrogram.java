package mer4j.dsp;

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
  /** The factors. */
  final BandPhases phases;

  BandSpectrogram(BandPhases phases) {
    this.phases = phases;
  }

  /**
   * @param frameLength samples per frame, a power of two
   * @param hop samples from one frame to the next, a power of two
   * @param firstBin the lowest bin wanted
   * @param bins how many bins
   */
  static BandSpectrogram of(int frameLength, int hop, int firstBin, int bins) {
    var phases = new BandPhases(frameLength, hop, firstBin, bins);
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
    work.reserve(phases, blocks);
    long start = (long) firstFrame * phases.hop - phases.frameLength / 2;
    signal.read(start, work.samples, 0, work.sampleCount(phases, blocks));
    sumBlocks(blocks, work);
    joinBlocks(blocks, work);
  }

  /** The transforms of all blocks from {@link BandWork#samples}. */
  abstract void sumBlocks(int blocks, BandWork work);

  /** Makes transforms of whole frames from those of blocks, in place. */
  abstract void joinBlocks(int blocks, BandWork work);
}
