package mer4j.dsp;

import mer4j.VectorApi;
import mer4j.audio.Signal;

/**
 * Root mean square of the samples of each frame: 2048 samples centred on every 512th one, zeros
 * beyond both ends. Values are in the unit of the samples (1 = full scale).
 *
 * <p>Samples are not checked: frames that hold NaN or infinity give NaN or infinity, as in librosa.
 *
 * <p>Not thread-safe: an object holds its own work space.
 */
public final class RootMeanSquare {
  private static final int HOP = 512;
  private static final int BLOCKS = 4;
  private static final int FRAMES = FrameBlock.FRAMES;

  private final float[] samples = new float[(FRAMES + BLOCKS - 1) * HOP];
  private final double[] energy = new double[FRAMES + BLOCKS - 1];
  private final double[] partial = new double[16];

  /** With work space for a block of frames. */
  public RootMeanSquare() {}

  /**
   * The values of all frames.
   *
   * @param signal the audio, N samples
   * @return {@code [1 + N / 512]}
   */
  public static float[] of(float[] signal) {
    var result = new float[1 + signal.length / HOP];
    var kernel = new RootMeanSquare();
    var whole = Signal.of(signal);
    for (int t = 0; t < result.length; t += FRAMES) {
      kernel.frames(whole, t, Math.min(FRAMES, result.length - t), result, t);
    }
    return result;
  }

  /**
   * The values of consecutive frames of a signal that is read in pieces.
   *
   * @param signal the audio
   * @param firstFrame index of the first frame
   * @param count number of frames, at most {@link FrameBlock#FRAMES}
   * @param values receives one value per frame
   * @param at where in {@code values} the first one goes
   */
  public void frames(Signal signal, int firstFrame, int count, float[] values, int at) {
    // Frames are made of four blocks of one hop, each summed once.
    int blocks = count + BLOCKS - 1;
    signal.read((long) (firstFrame - BLOCKS / 2) * HOP, samples, 0, blocks * HOP);
    for (int block = 0; block < blocks; block++) {
      energy[block] =
          VectorApi.AVAILABLE
              ? VectorSamples.energy(samples, block * HOP, HOP, partial)
              : energy(samples, block * HOP);
    }
    for (int t = 0; t < count; t++) {
      double sum = energy[t] + energy[t + 1] + energy[t + 2] + energy[t + 3];
      values[at + t] = (float) Math.sqrt(sum / (BLOCKS * HOP));
    }
  }

  static double energy(float[] samples, int from) {
    double s0 = 0;
    double s1 = 0;
    for (int i = from; i < from + HOP; i += 2) {
      s0 += (double) samples[i] * samples[i];
      s1 += (double) samples[i + 1] * samples[i + 1];
    }
    return s0 + s1;
  }
}
