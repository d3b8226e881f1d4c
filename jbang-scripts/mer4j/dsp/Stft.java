package mer4j.dsp;

import java.util.Arrays;
import mer4j.VectorApi;
import mer4j.audio.Signal;

/**
 * The short-time Fourier transform: frame t is centred on sample {@code t * hop}, the signal being
 * continued by zeros on both sides, and weighted by a periodic Hann window.
 *
 * <p>A signal of N samples has {@code 1 + N / hop} frames; bin k lies at {@code k * sampleRate /
 * frameLength} Hz. The transform runs in double precision and is rounded to {@code float} at the
 * end, as librosa does: bins far below a frame's strongest one, which bandwidth, contrast and
 * flatness depend on for pure tones and near-silence, would drown in the rounding noise of a
 * single-precision transform.
 *
 * <p>Source: J. B. Allen and L. R. Rabiner, "A unified approach to short-time Fourier analysis and
 * synthesis" (1977).
 *
 * <p>Not thread-safe: an object holds its own work space.
 */
public final class Stft {
  private final int frameLength;
  private final int hop;
  private final double[] window;
  private final RealFft fft;
  private final double[] re;
  private final double[] im;
  private final float[] samples;
  private final VectorStft lanes;

  /** Frames of 2048 samples, 512 apart. */
  public Stft() {
    this(2048, 512);
  }

  /**
   * @param frameLength samples per frame, a power of two
   * @param hop samples from one frame to the next, at least 1
   * @throws IllegalArgumentException if one of them is not allowed
   */
  public Stft(int frameLength, int hop) {
    if (hop < 1) {
      throw new IllegalArgumentException("a hop must be at least 1 sample; given " + hop);
    }
    fft = new RealFft(frameLength);
    this.frameLength = frameLength;
    this.hop = hop;
    window = hann(frameLength);
    re = new double[fft.bins()];
    im = new double[fft.bins()];
    samples = new float[frameLength + (FrameBlock.FRAMES - 1) * hop];
    lanes =
        VectorApi.AVAILABLE && VectorStft.fits(frameLength, hop)
            ? new VectorStft(frameLength)
            : null;
  }

  /** The periodic Hann window of the given length, {@code 0.5 - 0.5 cos(2 pi i / length)}. */
  public static double[] hann(int length) {
    var window = new double[length];
    for (int i = 0; i < length; i++) {
      window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / length);
    }
    return window;
  }

  /** Samples per frame. */
  public int frameLength() {
    return frameLength;
  }

  /** Samples from one frame to the next. */
  public int hop() {
    return hop;
  }

  /** Bins per frame, {@code frameLength / 2 + 1}. */
  public int bins() {
    return fft.bins();
  }

  /** Number of frames of a signal of the given length, {@code 1 + samples / hop}. */
  public int frames(int samples) {
    return 1 + samples / hop;
  }

  /**
   * Magnitude and power of one frame, in one pass.
   *
   * @param signal the audio, finite
   * @param frame index of the frame
   * @param magnitude receives |X|, {@code [bins]}
   * @param power receives |X|^2, {@code [bins]}
   */
  public void frame(float[] signal, int frame, float[] magnitude, float[] power) {
    fft.forward(signal, frame * hop - frameLength / 2, window, re, im);
    squares(magnitude, power);
  }

  private void squares(float[] magnitude, float[] power) {
    int bins = fft.bins();
    for (int k = 0; k < bins; k++) {
      double squared = re[k] * re[k] + im[k] * im[k];
      power[k] = (float) squared;
      magnitude[k] = (float) Math.sqrt(squared);
    }
  }

  /**
   * Magnitude and power of consecutive frames of a signal that is read in pieces.
   *
   * @param signal the audio, finite
   * @param firstFrame index of the first frame
   * @param count number of frames, at most {@link FrameBlock#FRAMES}
   * @param magnitude receives |X|, {@code [bins]} in every frame, 0 in the frames after {@code
   *     count}
   * @param power receives |X|^2, likewise
   * @throws IllegalArgumentException if there are more frames than a block holds, or a block has
   *     another number of rows
   */
  public void frames(
      Signal signal, int firstFrame, int count, FrameBlock magnitude, FrameBlock power) {
    magnitude.requireRows("the magnitudes of a block", bins());
    power.requireRows("the powers of a block", bins());
    requireCount(count);
    if (lanes != null) {
      lanes.frames(signal, firstFrame, count, magnitude.writeRows(), power.writeRows());
      return;
    }
    plainFrames(signal, firstFrame, count, magnitude, power);
  }

  /** {@link #frames(Signal, int, int, FrameBlock, FrameBlock)} frame by frame. */
  void plainFrames(
      Signal signal, int firstFrame, int count, FrameBlock magnitude, FrameBlock power) {
    float[][] magnitudes = magnitude.writeFrames();
    float[][] powers = power.writeFrames();
    frames(signal, firstFrame, count, magnitudes, powers);
    for (int i = count; i < FrameBlock.FRAMES; i++) {
      Arrays.fill(magnitudes[i], 0);
      Arrays.fill(powers[i], 0);
    }
  }

  /**
   * Magnitude and power of consecutive frames of a signal that is read in pieces, frame by frame.
   *
   * @param signal the audio, finite
   * @param firstFrame index of the first frame
   * @param count number of frames, at most {@link FrameBlock#FRAMES}
   * @param magnitude receives |X|, {@code [count][bins]}
   * @param power receives |X|^2, {@code [count][bins]}
   * @throws IllegalArgumentException if there are more frames than a block holds
   */
  public void frames(
      Signal signal, int firstFrame, int count, float[][] magnitude, float[][] power) {
    requireCount(count);
    if (count > 0) {
      long from = (long) firstFrame * hop - frameLength / 2;
      signal.read(from, samples, 0, frameLength + (count - 1) * hop);
    }
    for (int i = 0; i < count; i++) {
      fft.forward(samples, i * hop, window, re, im);
      squares(magnitude[i], power[i]);
    }
  }

  private static void requireCount(int count) {
    if (count < 0 || count > FrameBlock.FRAMES) {
      throw new IllegalArgumentException(
          "a block holds 0 to " + FrameBlock.FRAMES + " frames; given " + count);
    }
  }

  /**
   * The complex spectrum of one frame.
   *
   * @param signal the audio, finite
   * @param frame index of the frame
   * @param real receives the real parts, {@code [bins]}
   * @param imaginary receives the imaginary parts, {@code [bins]}
   */
  public void complexFrame(float[] signal, int frame, float[] real, float[] imaginary) {
    fft.forward(signal, frame * hop - frameLength / 2, window, re, im);
    for (int k = 0; k < real.length; k++) {
      real[k] = (float) re[k];
      imaginary[k] = (float) im[k];
    }
  }

  /**
   * Magnitude and power of all frames.
   *
   * @param signal the audio
   * @throws IllegalArgumentException if a sample is not finite
   */
  public Spectra spectra(float[] signal) {
    Samples.requireFinite(signal);
    int frames = frames(signal.length);
    var magnitude = new float[frames][bins()];
    var power = new float[frames][bins()];
    for (int t = 0; t < frames; t++) {
      frame(signal, t, magnitude[t], power[t]);
    }
    return new Spectra(magnitude, power);
  }

  /**
   * The complex spectra of all frames.
   *
   * @param signal the audio
   * @throws IllegalArgumentException if a sample is not finite
   */
  public ComplexSpectra complex(float[] signal) {
    Samples.requireFinite(signal);
    int frames = frames(signal.length);
    var real = new float[frames][bins()];
    var imaginary = new float[frames][bins()];
    for (int t = 0; t < frames; t++) {
      complexFrame(signal, t, real[t], imaginary[t]);
    }
    return new ComplexSpectra(real, imaginary);
  }

  /**
   * Spectra of a signal, time-major.
   *
   * @param magnitude |X|, {@code [frames][bins]}
   * @param power |X|^2, {@code [frames][bins]}
   */
  public record Spectra(float[][] magnitude, float[][] power) {}

  /**
   * Complex spectra of a signal, time-major.
   *
   * @param re real parts, {@code [frames][bins]}
   * @param im imaginary parts, {@code [frames][bins]}
   */
  public record ComplexSpectra(float[][] re, float[][] im) {}
}
