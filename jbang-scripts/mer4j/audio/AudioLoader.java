package mer4j.audio;

import java.io.IOException;
import java.nio.file.Path;

/** Reads audio files as single-channel signals, the form every feature is computed from. */
public final class AudioLoader {
  /** Lowest sample rate accepted (Hz). */
  public static final int MIN_SAMPLE_RATE = 1_000;

  /** Highest sample rate accepted (Hz). */
  public static final int MAX_SAMPLE_RATE = 768_000;

  private static final int OWN_RATE = 0;

  /** Longest Java array that every virtual machine can make. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private AudioLoader() {}

  /**
   * Decodes a file, averages its channels and resamples the mean, in that order.
   *
   * @param file any format {@link AudioDecoder} reads
   * @param sampleRate wanted rate in Hz
   * @throws IOException if the file cannot be decoded; the message names it and the reason
   */
  public static MonoSignal load(Path file, int sampleRate) throws IOException {
    requireRate(sampleRate);
    return inMemory(file, sampleRate);
  }

  /**
   * Decodes a file at its own rate and averages its channels.
   *
   * @param file any format {@link AudioDecoder} reads
   * @throws IOException if the file cannot be decoded; the message names it and the reason
   */
  public static MonoSignal loadNative(Path file) throws IOException {
    return inMemory(file, OWN_RATE);
  }

  /**
   * Decodes a file piece by piece; what {@link #load(Path, int)} gives, also of a recording that
   * would not fit into memory.
   *
   * @param file any format {@link AudioDecoder} reads
   * @param sampleRate wanted rate in Hz, or 0 for the file's own
   * @param into receives the samples; what it held is forgotten
   * @return a recording whose signal is {@code into}
   * @throws IOException if the file cannot be decoded; the message names it and the reason
   * @throws java.io.UncheckedIOException if there is no room for a long recording
   */
  public static Recording load(Path file, int sampleRate, ScratchSignal into) throws IOException {
    if (sampleRate != OWN_RATE) {
      requireRate(sampleRate);
    }
    into.clear();
    var resampling = new ResamplingStream[1];
    var decoded =
        AudioDecoder.decode(
            file,
            (channels, rate, expected) -> {
              if (sampleRate == OWN_RATE || rate == sampleRate) {
                into.expect(expected);
                return new MonoMixer(channels, into::append);
              }
              into.expect((long) ((double) expected * sampleRate / rate) + 1);
              resampling[0] = Resampler.stream(rate, sampleRate, into::append);
              return new MonoMixer(channels, resampling[0]);
            });
    if (resampling[0] != null) {
      resampling[0].finish();
    }
    int rate = sampleRate == OWN_RATE ? decoded.sampleRate() : sampleRate;
    return new Recording(into, rate, decoded.truncated());
  }

  private static MonoSignal inMemory(Path file, int sampleRate) throws IOException {
    try (var samples = ScratchSignal.create(0, LONGEST_ARRAY)) {
      var recording = load(file, sampleRate, samples);
      return new MonoSignal(samples.toArray(), recording.sampleRate(), recording.truncated());
    } catch (OutOfMemoryError e) {
      throw new IOException(file + ": too long to be held in memory", e);
    }
  }

  private static void requireRate(int sampleRate) {
    if (sampleRate < MIN_SAMPLE_RATE || sampleRate > MAX_SAMPLE_RATE) {
      throw new IllegalArgumentException(
          "sample rate must lie between "
              + MIN_SAMPLE_RATE
              + " and "
              + MAX_SAMPLE_RATE
              + " Hz, was "
              + sampleRate);
    }
  }
}
