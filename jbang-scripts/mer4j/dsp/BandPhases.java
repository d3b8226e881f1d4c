package mer4j.dsp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a {@link BandSpectrogram} multiplies samples by. Angles are multiples of half a turn divided
 * by the frame length.
 *
 * <p>The long tables are made once per bin and shared by all spectrograms with the same frames and
 * blocks. Immutable.
 */
final class BandPhases {
  /** Blocks are at least this long: joining shorter ones costs more than adding up longer ones. */
  private static final int SHORTEST_BLOCK = 32;

  private static final Map<Key, Row> ROWS = new ConcurrentHashMap<>();

  private record Key(int frameLength, int block, int bin) {}

  private record Row(float[] cosine, float[] sine) {}

  /** Samples per frame, a power of two. */
  final int frameLength;

  /** Samples from one block, and one frame, to the next. */
  final int hop;

  /** Samples per block. */
  final int block;

  /** Pairs of samples at equal distances from a block's middle. */
  final int pairs;

  /** How often two runs of blocks are joined until they make a frame. */
  final int doublings;

  /** Number of bins. */
  final int bins;

  /** Cosine of every pair, {@code [bins][pairs]}. */
  final float[][] cosine;

  /** Sine of every pair, {@code [bins][pairs]}. */
  final float[][] sine;

  /** By what the later of two runs is turned, real parts, {@code [doublings][bins]}. */
  final float[][] turnRe;

  /** Imaginary parts of the same. */
  final float[][] turnIm;

  private final int firstBin;

  BandPhases(int frameLength, int hop, int firstBin, int bins) {
    this.frameLength = frameLength;
    this.hop = hop;
    this.firstBin = firstBin;
    this.bins = bins;
    block = Math.min(frameLength, Math.max(hop, SHORTEST_BLOCK));
    pairs = block / 2;
    doublings = Integer.numberOfTrailingZeros(frameLength / block);
    cosine = new float[bins][];
    sine = new float[bins][];
    turnRe = new float[doublings][bins];
    turnIm = new float[doublings][bins];
    for (int i = 0; i < bins; i++) {
      var row = ROWS.computeIfAbsent(new Key(frameLength, block, firstBin + i), BandPhases::row);
      cosine[i] = row.cosine;
      sine[i] = row.sine;
      for (int step = 0; step < doublings; step++) {
        int angle = -2 * (firstBin + i) * (block << step);
        turnRe[step][i] = cosine(angle, frameLength);
        turnIm[step][i] = sine(angle, frameLength);
      }
    }
  }

  private static Row row(Key key) {
    int pairs = key.block / 2;
    var cosine = new float[pairs];
    var sine = new float[pairs];
    for (int n = 0; n < pairs; n++) {
      int angle = key.bin * (key.block - 1 - 2 * n);
      cosine[n] = cosine(angle, key.frameLength);
      sine[n] = sine(angle, key.frameLength);
    }
    return new Row(cosine, sine);
  }

  private static float cosine(int angle, int frameLength) {
    return (float) Math.cos(Math.PI * (angle & 2 * frameLength - 1) / frameLength);
  }

  private static float sine(int angle, int frameLength) {
    return cosine(angle - frameLength / 2, frameLength);
  }

  /** Number of blocks that some consecutive frames consist of. */
  int blocks(int frames) {
    return frames + (frameLength - block) / hop;
  }

  /** How many blocks later the run begins that is joined in one of the doublings. */
  int shift(int step) {
    return (block << step) / hop;
  }

  /**
   * Phase of a bin, real part: a frame's spectrum is that of {@link BandSpectrogram} times this, if
   * phases are to count from the frame's first sample instead of the middle of its first block.
   */
  float startRe(int bin) {
    return cosine(-(firstBin + bin) * (block - 1), frameLength);
  }

  /** Imaginary part of the same. */
  float startIm(int bin) {
    return sine(-(firstBin + bin) * (block - 1), frameLength);
  }
}
