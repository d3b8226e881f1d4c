package mer4j.dsp;

/**
 * What a {@link BandSpectrogram} multiplies samples by. All angles are multiples of half a turn
 * divided by the frame length. Immutable.
 */
final class BandPhases {
  /** Blocks are at least this long: joining shorter ones costs more than adding up longer ones. */
  private static final int SHORTEST_BLOCK = 32;

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

  private final int firstBin;
  private final float[] circle;

  BandPhases(int frameLength, int hop, int firstBin, int bins) {
    this.frameLength = frameLength;
    this.hop = hop;
    this.firstBin = firstBin;
    this.bins = bins;
    block = Math.min(frameLength, Math.max(hop, SHORTEST_BLOCK));
    pairs = block / 2;
    doublings = Integer.numberOfTrailingZeros(frameLength / block);
    circle = new float[2 * frameLength];
    for (int i = 0; i < circle.length; i++) {
      circle[i] = (float) Math.cos(Math.PI * i / frameLength);
    }
  }

  private float cosineAt(int angle) {
    return circle[angle & circle.length - 1];
  }

  private float sineAt(int angle) {
    return cosineAt(angle - frameLength / 2);
  }

  private int angle(int bin, int pair) {
    return (firstBin + bin) * (block - 1 - 2 * pair);
  }

  /** Weight of the sum of a pair in the real part of a block's bin. */
  float cosine(int bin, int pair) {
    return cosineAt(angle(bin, pair));
  }

  /** Weight of the difference of a pair in the imaginary part. */
  float sine(int bin, int pair) {
    return sineAt(angle(bin, pair));
  }

  /** By what the later of two runs of blocks is turned in one of the doublings, real part. */
  float turnRe(int bin, int step) {
    return cosineAt(-2 * (firstBin + bin) * (block << step));
  }

  /** Imaginary part of the same. */
  float turnIm(int bin, int step) {
    return sineAt(-2 * (firstBin + bin) * (block << step));
  }

  /**
   * Phase of a bin, real part: a frame's spectrum is that of {@link BandSpectrogram} times this, if
   * phases are to count from the frame's first sample instead of the middle of its first block.
   */
  float startRe(int bin) {
    return cosineAt(-(firstBin + bin) * (block - 1));
  }

  /** Imaginary part of the same. */
  float startIm(int bin) {
    return sineAt(-(firstBin + bin) * (block - 1));
  }

  /** Number of blocks that some consecutive frames consist of. */
  int blocks(int frames) {
    return frames + (frameLength - block) / hop;
  }

  /** How many blocks later the run begins that is joined in one of the doublings. */
  int shift(int step) {
    return (block << step) / hop;
  }
}
