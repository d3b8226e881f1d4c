package mer4j.dsp;

/**
 * Root mean square of the samples of each frame: 2048 samples centred on every 512th one, zeros
 * beyond both ends. Values are in the unit of the samples (1 = full scale).
 *
 * <p>Samples are not checked: frames that hold NaN or infinity give NaN or infinity, as in librosa.
 */
public final class RootMeanSquare {
  private static final int HOP = 512;
  private static final int BLOCKS = 4;

  private RootMeanSquare() {}

  /**
   * @param signal the audio, N samples
   * @return {@code [1 + N / 512]}
   */
  public static float[] of(float[] signal) {
    // Frames are made of four blocks of one hop, each summed once.
    int frames = 1 + signal.length / HOP;
    var blocks = new double[frames + BLOCKS];
    for (int block = 0; block * HOP < signal.length; block++) {
      int end = Math.min(signal.length, (block + 1) * HOP);
      double s0 = 0;
      double s1 = 0;
      int i = block * HOP;
      for (; i + 1 < end; i += 2) {
        s0 += (double) signal[i] * signal[i];
        s1 += (double) signal[i + 1] * signal[i + 1];
      }
      if (i < end) {
        s0 += (double) signal[i] * signal[i];
      }
      blocks[block + BLOCKS / 2] = s0 + s1;
    }
    var result = new float[frames];
    for (int t = 0; t < frames; t++) {
      double sum = blocks[t] + blocks[t + 1] + blocks[t + 2] + blocks[t + 3];
      result[t] = (float) Math.sqrt(sum / (BLOCKS * HOP));
    }
    return result;
  }
}
