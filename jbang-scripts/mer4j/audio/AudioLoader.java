package mer4j.audio;

import java.io.IOException;
import java.nio.file.Path;

/** Reads audio files as single-channel signals, the form every feature is computed from. */
public final class AudioLoader {
  /** Lowest sample rate accepted (Hz). */
  public static final int MIN_SAMPLE_RATE = 1_000;

  /** Highest sample rate accepted (Hz). */
  public static final int MAX_SAMPLE_RATE = 768_000;

  private AudioLoader() {}

  /**
   * Decodes a file, averages its channels and resamples the mean, in that order.
   *
   * @param file any format {@link AudioDecoder} reads
   * @param sampleRate wanted rate in Hz
   * @throws IOException if the file cannot be decoded; the message names it and the reason
   */
  public static MonoSignal load(Path file, int sampleRate) throws IOException {
    if (sampleRate < MIN_SAMPLE_RATE || sampleRate > MAX_SAMPLE_RATE) {
      throw new IllegalArgumentException(
          "sample rate must lie between "
              + MIN_SAMPLE_RATE
              + " and "
              + MAX_SAMPLE_RATE
              + " Hz, was "
              + sampleRate);
    }
    var signal = loadNative(file);
    if (signal.sampleRate() == sampleRate) {
      return signal;
    }
    var samples = Resampler.resample(signal.samples(), signal.sampleRate(), sampleRate);
    return new MonoSignal(samples, sampleRate, signal.truncated());
  }

  /**
   * Decodes a file at its own rate and averages its channels.
   *
   * @param file any format {@link AudioDecoder} reads
   * @throws IOException if the file cannot be decoded; the message names it and the reason
   */
  public static MonoSignal loadNative(Path file) throws IOException {
    return AudioDecoder.decodeMono(file);
  }
}
